"""The passphrase of a locked file: from a file, or asked for at a terminal; never an argument."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

if TYPE_CHECKING:
    from commission_desk.store.locking import Key

LONGEST = 4096  # bytes of a passphrase file that are looked at


def key_of(file: Path, passphrase_file: Path | None) -> "Key | None":
    """Return the key of a locked file, None for another; raises UserError."""
    from commission_desk.store.locked import is_locked  # noqa: PLC0415 - not for --help
    from commission_desk.store.locking import unlock  # noqa: PLC0415 - not for --help
    from commission_desk.store.sealed import check  # noqa: PLC0415 - loads the ORM

    if not is_locked(file):
        return None
    check(file)  # damage is said before anybody is asked
    asked = _("Passphrase of “{name}”: ").format(name=file.name)
    return unlock(file, passphrase(passphrase_file, asked, "--passphrase-file"))


def passphrase(source: Path | None, prompt: str, option: str) -> str:
    """Return a passphrase from the first line of a file, or typed at a terminal."""
    if source is not None:
        return _first_line(source)
    if not sys.stdin.isatty():
        raise UserError(
            _(
                "A passphrase is needed: name a file whose first line is the passphrase with "
                "{option}."
            ).format(option=option)
        )
    return getpass.getpass(prompt)


def new_passphrase(source: Path | None, option: str) -> str:
    """Return a new passphrase; typed at a terminal, it is asked for twice."""
    words = passphrase(source, _("New passphrase: "), option)
    if source is None and words != getpass.getpass(_("The same again: ")):
        raise UserError(_("The two passphrases differ, so nothing was changed. Please try again."))
    return words


def _first_line(source: Path) -> str:
    try:
        with source.open("rb") as file:
            lines = file.read(LONGEST).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as problem:
        raise UserError(
            _("“{name}” is not a text file in UTF-8.").format(name=source.name)
        ) from problem
    return lines[0] if lines else ""
