"""Opening a desk for one command, and keeping its file current afterwards."""

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commission_desk.cli.output import complain
from commission_desk.cli.passphrases import key_of
from commission_desk.i18n import _
from commission_desk.paths import profile_folder

if TYPE_CHECKING:
    from commission_desk.store.opening import OpenDesk


def with_file(command: argparse.ArgumentParser) -> None:
    """Let a command name the desk's file."""
    command.add_argument("file", metavar="FILE", type=Path, help=_("the desk, a .cdesk file"))
    command.add_argument(
        "--passphrase-file", metavar="PATH", type=Path,
        help=_("a file whose first line is the passphrase, where FILE is locked with one"),
    )  # fmt: skip


def with_json(command: argparse.ArgumentParser) -> None:
    """Let a command answer in JSON."""
    command.add_argument(
        "--json", action="store_true", help=_("answer with one JSON document and nothing else")
    )


def with_output(command: argparse.ArgumentParser, metavar: str, words: str) -> None:
    """Let a command name the file it writes."""
    command.add_argument(
        "-o", "--output", metavar=metavar, type=Path, required=True, help=words
    )  # fmt: skip


def who() -> str:
    """Return who is at the keyboard, for the history; empty where the machine does not know."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


@contextmanager
def opened(file: Path, passphrase_file: Path | None = None) -> Iterator["OpenDesk"]:
    """Open a desk for one command; what it changed is in the file when the command ends.

    A locked one takes its passphrase from a file, or asks for it where there is a terminal.
    """
    from commission_desk.store.opening import open_file  # noqa: PLC0415 - loads the ORM

    key = key_of(file, passphrase_file)
    with _kept_current(open_file(file.absolute(), who(), profile_folder(), key)) as found:
        yield found


@contextmanager
def made(file: Path) -> Iterator["OpenDesk"]:
    """Make an empty desk and fill it; what it then holds is in the file at the end."""
    from commission_desk.store.opening import make_file  # noqa: PLC0415 - loads the ORM

    with _kept_current(make_file(file.absolute(), who(), profile_folder())) as found:
        yield found


@contextmanager
def _kept_current(found: "OpenDesk") -> Iterator["OpenDesk"]:
    if found.kept:
        complain(_("Changes of this laptop were kept in “{file}”.").format(file=found.kept))
    for copy in found.beside:
        complain(
            _("“{file}” is a copy of this desk that knows more; the command merge takes it in.")
            .format(file=copy)
        )  # fmt: skip
    try:
        yield found
        if found.shared.pending:
            published = found.shared.publish()
            if published.kept_beside:
                complain(
                    _("Someone else changed the file; this version is in “{file}”.").format(
                        file=published.file
                    )
                )
    finally:
        found.desk.close()
