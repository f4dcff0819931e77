"""Commands on what was done: history, undo, redo, thin."""

import argparse
from datetime import date
from typing import Any

from commission_desk.cli.desks import opened, with_file, with_json
from commission_desk.cli.output import plain, say, say_json, say_rows
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, file_size, full_date, ngettext

COMMANDS = ("history", "undo", "redo", "thin")
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

    thin = commands.add_parser(
        "thin", help=_("let earlier texts go: of those changed within a month the last stays")
    )
    with_file(thin)
    thin.add_argument(
        "--until", metavar="DATE", type=date.fromisoformat,
        help=_("the last day to thin; without it, two years ago"),
    )  # fmt: skip
    thin.add_argument("--dry-run", action="store_true", help=_("say what would go, change nothing"))
    with_json(thin)
    thin.set_defaults(run=_thin)


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


def _thin(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.thinning import (  # noqa: PLC0415 - loads the ORM
        day_to_thin,
        proposed_day,
        thin_for_good,
        would_go,
    )
    from commission_desk.store.backups import back_up  # noqa: PLC0415 - loads the ORM

    today = date.today()  # noqa: DTZ011 - the person's own day
    until = day_to_thin(chosen.until or proposed_day(today), today)
    with opened(chosen.file, chosen.passphrase_file) as found:
        if chosen.dry_run:
            gone = found.desk.ask(would_go, until)
        else:
            back_up(found.desk.path, found.desk.path.with_name("backups"), key=found.shared.key)
            gone = thin_for_good(found.desk, until, today)
    if chosen.json:
        say_json({"dry_run": chosen.dry_run, "until": until, "texts": gone.texts,
                  "bytes": gone.size})  # fmt: skip
        return
    words = ngettext("Up to {date}: {count} earlier text, {size}.",
                     "Up to {date}: {count} earlier texts, {size}.", gone.texts)  # fmt: skip
    say(words.format(date=full_date(until), count=f"{gone.texts:,}", size=file_size(gone.size)))
