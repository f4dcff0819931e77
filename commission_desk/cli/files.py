"""Commands for whole files: new, example, check, backups and restore."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from commission_desk.cli.desks import made, opened, with_file, with_json, with_output
from commission_desk.cli.output import plain, say, say_json, say_rows
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language

COMMANDS = ("new", "example", "check", "backups", "restore")
ALL = 1_000_000  # findings; the window shows the most urgent, a check shows all


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    new = commands.add_parser("new", help=_("make an empty desk"))
    with_file(new)
    new.add_argument("--organisation", metavar="NAME", default="", help=_("whose desk it is"))
    new.set_defaults(run=_new)

    example = commands.add_parser("example", help=_("make the example desk"))
    with_file(example)
    example.add_argument(
        "--size", choices=("team", "large"), default="team",
        help=_("team: 228 agreements; large: 100,000 (default: %(default)s)"),
    )  # fmt: skip
    example.set_defaults(run=_example)

    check = commands.add_parser("check", help=_("is the file sound, and what do the checks say"))
    with_file(check)
    with_json(check)
    check.set_defaults(run=_check)

    backups = commands.add_parser("backups", help=_("list the backups of a desk on this laptop"))
    with_file(backups)
    with_json(backups)
    backups.set_defaults(run=_backups)

    restore = commands.add_parser("restore", help=_("put a backup into a new file"))
    with_file(restore)
    restore.add_argument("backup", metavar="BACKUP", help=_("its name, as backups lists it"))
    with_output(restore, "NEW", _("the new file"))
    restore.set_defaults(run=_restore)


def _new(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.team import set_team  # noqa: PLC0415 - loads the ORM

    with made(chosen.file) as found:
        if chosen.organisation:
            found.desk.do(set_team, organisation=chosen.organisation)
    say(_("Made “{file}”.").format(file=chosen.file))


def _example(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.example import make_example  # noqa: PLC0415 - loads the ORM

    with made(chosen.file) as found:
        make_example(found.desk, chosen.size)
    say(_("Made “{file}”.").format(file=chosen.file))


def _check(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.checks import needs  # noqa: PLC0415 - loads the ORM

    try:
        with opened(chosen.file, chosen.passphrase_file) as found:
            today = date.today()  # noqa: DTZ011 - the person's own day
            findings = found.desk.ask(needs, today, language(), ALL)
    except UserError as problem:
        if chosen.json:
            say_json({"sound": False, "reason": str(problem), "count": 0, "findings": []})
        raise
    if chosen.json:
        say_json({"sound": True, "count": len(findings), "findings": findings})
        return
    say(_("The file is sound."))
    for need in findings:
        say(f"{need.title}. {need.detail}.")


def _backups(chosen: argparse.Namespace) -> None:
    rows = [
        {"name": path.name, "made_at": made_at, "size": size, "path": str(path)}
        for path, made_at, size in _found(chosen)
    ]
    say_rows(rows, as_json=chosen.json, columns=("name", "made_at", "size"))


def _restore(chosen: argparse.Namespace) -> None:
    from commission_desk.store.backups import restore  # noqa: PLC0415 - loads the ORM

    known = {path.name: path for path, _made_at, _size in _found(chosen)}
    name = chosen.backup
    backup = known.get(name) or known.get(f"{name}.cdesk") or Path(name)
    if not backup.is_file():
        raise UserError(
            _("There is no backup “{name}”; the command backups lists them.").format(name=name)
        )
    restore(backup, chosen.output)
    say(_("Made “{file}”.").format(file=chosen.output))


def _found(chosen: argparse.Namespace) -> list[tuple[Path, Any, int]]:
    from commission_desk.store.backups import backups  # noqa: PLC0415 - loads the ORM

    with opened(chosen.file, chosen.passphrase_file) as found:
        folder = found.desk.path.with_name("backups")
    return [(each.path, plain(each.made_at), each.size) for each in backups(folder)]
