"""A person's settings, as the window changes them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from commission_desk.store.preferences import Preferences, load, save


class Settings:
    """The settings of this person on this laptop; every change is written at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.now: Preferences = load(folder)

    def change(self, **values: Any) -> None:
        """Change settings and write them."""
        self.now = replace(self.now, **values)
        save(self._folder, self.now)

    def opened(self, path: Path, desk: str) -> None:
        """Remember a file that was opened."""
        self.now = self.now.opened(path, desk)
        save(self._folder, self.now)

    def forget(self, path: Path) -> None:
        """Forget a file that is no longer there."""
        self.now = self.now.forgotten(path)
        save(self._folder, self.now)

    def leave(self, desk: str, *, nothing: bool) -> None:
        """Remember whether a desk's working copy is removed when the desk is closed."""
        self.now = self.now.leaving(desk, nothing=nothing)
        save(self._folder, self.now)

    def keep_window(self, window: QMainWindow) -> None:
        """Remember where the window stood and how large it was."""
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        self.change(geometry=geometry)

    def place_window(self, window: QMainWindow) -> None:
        """Put the window back where it stood."""
        stored = QByteArray.fromBase64(self.now.geometry.encode())
        if not self.now.geometry or not window.restoreGeometry(stored):
            window.resize(1440, 900)
