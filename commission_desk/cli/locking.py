"""Commands for the passphrase of a desk's file: lock and unlock."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commission_desk.cli.desks import opened, with_file
from commission_desk.cli.output import complain, say
from commission_desk.cli.passphrases import new_passphrase
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from commission_desk.store.locking import Key
    from commission_desk.store.opening import OpenDesk

COMMANDS = ("lock", "unlock")


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    lock = commands.add_parser(
        "lock",
        help=_("lock the file with a passphrase, or change it"),
        description=_(
            "Lock FILE and its backups with a passphrase; one that is locked gets another. "
            "Nobody can open it without the passphrase, and nobody can find it out: keep it safe. "
            "The working copy in the profile is not locked and relies on this computer’s own disk "
            "encryption."
        ),
    )
    with_file(lock)
    lock.add_argument(
        "--new-passphrase-file", metavar="PATH", type=Path,
        help=_("a file whose first line is the new passphrase; for a file that is not locked, "
               "--passphrase-file does as well"),
    )  # fmt: skip
    lock.add_argument(
        "--remove-other-backups", action="store_true",
        help=_("remove the backups that cannot be locked with it"),
    )  # fmt: skip
    lock.set_defaults(run=_lock)

    unlock = commands.add_parser("unlock", help=_("take the passphrase off the file"))
    with_file(unlock)
    unlock.set_defaults(run=_unlock)


def _lock(chosen: argparse.Namespace) -> None:
    from commission_desk.store.locked import is_locked  # noqa: PLC0415 - not for --help
    from commission_desk.store.locking import new_key  # noqa: PLC0415 - not for --help

    source = chosen.new_passphrase_file
    if source is None and not is_locked(chosen.file):
        source = chosen.passphrase_file
    with opened(chosen.file, chosen.passphrase_file) as found:
        key = new_key(new_passphrase(source, "--new-passphrase-file"))
        present = found.shared.key
        found.shared.lock(key)
        say(_("“{file}” is locked with its new passphrase.").format(file=found.shared.file))
        _see_to_backups(found, present, key, remove=chosen.remove_other_backups)


def _see_to_backups(
    found: "OpenDesk", present: "Key | None", key: "Key | None", *, remove: bool = False
) -> None:
    """Lock the backups alike; remove the others or say that they are there."""
    from commission_desk.store import backups  # noqa: PLC0415 - loads the ORM

    working = found.desk.path
    folder = working.with_name("backups")
    others = backups.lock_backups(working, folder, present, key)
    if others and remove:
        backups.remove_locked_otherwise(working, folder, key)
    elif others:
        complain(
            ngettext(
                "{count} backup on this computer could not be locked alike; "
                "lock --remove-other-backups removes it.",
                "{count} backups on this computer could not be locked alike; "
                "lock --remove-other-backups removes them.",
                others,
            ).format(count=others)
        )


def _unlock(chosen: argparse.Namespace) -> None:
    from commission_desk.store.locked import is_locked  # noqa: PLC0415 - not for --help
    from commission_desk.store.sealed import check  # noqa: PLC0415 - loads the ORM

    check(chosen.file)
    if not is_locked(chosen.file):
        raise UserError(_("“{name}” is not locked.").format(name=chosen.file.name))
    with opened(chosen.file, chosen.passphrase_file) as found:
        present = found.shared.key
        found.shared.lock(None)
        _see_to_backups(found, present, None)
        say(_("“{file}” can be opened without a passphrase.").format(file=found.shared.file))
