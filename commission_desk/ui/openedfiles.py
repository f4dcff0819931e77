"""Documents handed to the system to be read: copies of their own, gone when the program ends."""

import atexit
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.documents_kept import FileRead

_folders: list[Path] = []


def write_copy(file: FileRead) -> Path:
    """Write a file that may only be read, in a folder of its own; raises UserError."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="commission-desk-"))
        _folders.append(folder)
        target = folder / file.name
        target.write_bytes(file.data)
        target.chmod(stat.S_IREAD)
    except OSError as problem:
        words = _("“{name}” could not be written to be opened ({reason}).")
        raise UserError(words.format(name=file.name, reason=problem.strerror)) from problem
    return target


def hand_over(file: FileRead) -> None:
    """Have the system show a file in the program for its kind; raises UserError."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(write_copy(file)))):
        raise UserError(
            _("No program on this laptop opens “{name}”. Save it first.").format(name=file.name)
        )


def forget_copies() -> None:
    """Remove the copies that were handed over."""
    for folder in _folders:
        for copy in folder.glob("*"):
            with suppress(OSError):
                copy.chmod(stat.S_IREAD | stat.S_IWRITE)  # or Windows would not remove it
        shutil.rmtree(folder, ignore_errors=True)
    _folders.clear()


atexit.register(forget_copies)
