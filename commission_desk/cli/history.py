"""Commands on what was done: history, undo, redo."""

import argparse
from typing import Any

from commission_desk.cli.desks import opened, with_file, with_json
from commission_desk.cli.output import plain, say, say_rows
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

COMMANDS = ("history", "undo", "redo")
COLUMNS = ("at", "who", "label", "kind", "field", "value")
ALL = 1_000_000  # changes


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    history = commands.add_parser("history", help=_("who changed what, and when; newest first"))
    with_file(history)
    history.add_argument("--record", metavar="ID", help=_("the changes of one record only"))
    with_json(history)
    history.set_defaults(run=_history)

    undo = commands.add_parser("undo", help=_("take back the newest step"))
    with_file(undo)
    undo.set_defaults(run=_undo)

    redo = commands.add_parser("redo", help=_("do again what was undone last"))
    with_file(redo)
    redo.set_defaults(run=_redo)


def _history(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.history import history  # noqa: PLC0415 - loads the ORM

    with opened(chosen.file, chosen.passphrase_file) as found:
        changes = sorted(
            found.desk.ask(history, chosen.record, ALL), key=lambda each: each.at, reverse=True
        )
    rows = [plain(change) for change in changes]
    say_rows(rows, as_json=chosen.json, columns=COLUMNS)


def _undo(chosen: argparse.Namespace) -> None:
    with opened(chosen.file, chosen.passphrase_file) as found:
        label = found.desk.undo()
    if label is None:
        raise UserError(_("There is nothing to undo."))
    say(_("Undone: {step}").format(step=_(label)))


def _redo(chosen: argparse.Namespace) -> None:
    with opened(chosen.file, chosen.passphrase_file) as found:
        label = found.desk.redo()
    if label is None:
        raise UserError(_("There is nothing to do again."))
    say(_("Done again: {step}").format(step=_(label)))
