"""The composition root: settings, language, window, then the desk in the background.

The window is painted before the database layer is loaded: what it shows first is a glance at the
desk that was open last, read with the standard library.
"""

import logging
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from commission_desk.i18n import use
from commission_desk.paths import NAME, log_folder, profile_folder, settings_folder
from commission_desk.store.glance import Glance, glance
from commission_desk.store.locked import is_locked
from commission_desk.ui.haste import take_ease
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.firstpaint import FirstPaint
from commission_desk.ui.kit.theme import set_up
from commission_desk.ui.kit.uncaught import install
from commission_desk.ui.preferences import Settings
from commission_desk.ui.translator import CatalogueTranslator
from commission_desk.ui.window import Window

SETTLED_AFTER = 5_000  # milliseconds
LOG_SIZE = 500_000  # bytes, and as much again for the one before


def main(arguments: list[str]) -> int:
    """Show the window on a file, on the example desk, or on the file that was open last."""
    settings = Settings(settings_folder())
    use(settings.now.language)
    application = QApplication([NAME, *arguments])
    application.setApplicationName(NAME)
    application.setDesktopFileName("commission-desk")
    translator = CatalogueTranslator(application)
    application.installTranslator(translator)
    set_up(application, settings.now.scheme, settings.now.scale)
    target = _target(arguments, settings)
    window = Window(settings, first_sight(target, settings))
    install(window, window.kept)
    settings.place_window(window)
    FirstPaint(window, lambda: begin(window, target))
    window.show()
    return application.exec()


def settle(settings: Settings) -> None:
    """Go on at an ordinary pace once loading is over, and remember what the next start needs."""
    take_ease()
    if settings.now.soon != ending_soon():
        settings.change(soon=ending_soon())


def begin(window: Window, target: "Path | str | None") -> None:
    """Open what was asked for, with the window already on the screen."""
    in_background(window, keep_log, lambda _none: None, window.problem)
    QTimer.singleShot(
        SETTLED_AFTER, lambda: settle(window.settings)
    )  # whatever becomes of the opening
    if target is None:
        window.nothing_open()
    elif isinstance(target, Path):
        window.files.open_path(target, seen=window.glance is not None)
    else:
        window.files.example()


def first_sight(target: "Path | str | None", settings: Settings) -> Glance | None:
    """Read a glance at a desk that was open before on this laptop, unless its file is locked."""
    if isinstance(target, Path) and is_locked(target):
        return None
    for file in settings.now.recent:
        working = profile_folder() / "desks" / file.desk / "working.sqlite"
        if isinstance(target, Path) and file.path == str(target) and working.exists():
            today = date.today()  # noqa: DTZ011 - the person's own day
            return glance(working, today, settings.now.soon or ending_soon())
    return None


def ending_soon() -> int:
    """Read from the content within how many months an end is near."""
    from commission_desk.content.thresholds import (  # noqa: PLC0415 - remembered for later starts
        threshold,
    )

    return threshold("ending-soon").value


def keep_log() -> None:
    """Keep a small log on this laptop; nothing in it leaves it."""
    from logging.handlers import (  # noqa: PLC0415 - the window paints without it
        RotatingFileHandler,
    )

    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "commission-desk.log", maxBytes=LOG_SIZE, backupCount=1, encoding="utf-8"
    )
    logging.basicConfig(
        handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )


def _target(arguments: list[str], settings: Settings) -> "Path | str | None":
    """What to open: a file that was named, the example, or the file that was open last."""
    if "--example" in arguments:
        return "example"
    named = [word for word in arguments if not word.startswith("-")]
    if named:
        return Path(named[0]).absolute()
    last = settings.now.recent[0] if settings.now.recent else None
    return Path(last.path) if last and Path(last.path).exists() else None
