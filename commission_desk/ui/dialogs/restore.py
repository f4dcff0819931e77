"""Restoring a backup: always into a new file, so that nothing is overwritten."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from commission_desk.i18n import _
from commission_desk.store.backups import Backup, restore

if TYPE_CHECKING:
    from commission_desk.ui.window import Window


def restore_backup(window: "Window", backup: Backup) -> None:
    """Ask for a new file, copy the backup into it and open that; the desk stays as it is."""
    now = window.workspace.file
    stem = _("{name} (restored from {when})").format(
        name=now.stem, when=f"{backup.made_at:%Y-%m-%d %H.%M}"
    )
    start = str(now.with_name(stem + now.suffix))
    kinds = _("Commission Desk files") + f" (*{now.suffix})"
    name, _kind = QFileDialog.getSaveFileName(window, _("Restore into a new file"), start, kinds)
    if name:
        restore(backup.path, Path(name))
        window.files.open_path(Path(name))
