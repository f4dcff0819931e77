"""For every test of the window: the theme set up once, windows, and a desk in the real one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from commission_desk import i18n
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file
from commission_desk.store.search import SearchIndex
from commission_desk.ui.dialogs import leaving
from commission_desk.ui.kit.theme import set_up, theme
from commission_desk.ui.preferences import Settings
from commission_desk.ui.window import Window
from commission_desk.ui.workspace import Workspace


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["commission-desk"]


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication):
    """Begin every test in light colours, at 100%, in English."""
    i18n.use("en")
    if not theme.font().exactMatch():
        set_up(qapp)
    theme.apply("light", 1.0)
    yield
    theme.apply("light", 1.0)
    i18n.use("en")


@pytest.fixture(autouse=True)
def nobody_is_asked_on_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close windows that hold something unreadable, or a test would wait for an answer."""
    monkeypatch.setattr(leaving, "check_fields", lambda _window: None)


@pytest.fixture
def show(qtbot) -> Callable[..., QMainWindow]:
    """Return a function that shows a widget in a dressed window."""

    windows: list[QMainWindow] = []

    def put(widget: QWidget, width: int = 1100, height: int = 800) -> QMainWindow:
        window = QMainWindow()
        windows.append(window)  # or it would be deleted on return
        window.setObjectName("page")
        qtbot.addWidget(window)
        theme.dress(window)
        window.setCentralWidget(widget)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    return put


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[Window]:
    """Return the real window on an empty desk of its own."""
    opened = make_file(tmp_path / "Team.cdesk", "Commissioning officer", tmp_path / "profile")
    made = Window(Settings(tmp_path / "settings"))
    qtbot.addWidget(made)
    made.workspace.attach(opened, SearchIndex(opened.desk.path.with_name("search.sqlite")))
    made.resize(1440, 900)
    with qtbot.waitActive(made):  # shortcuts work in the active window alone
        made.show()
        made.activateWindow()
    yield made
    made.workspace.close()


@pytest.fixture
def workspace(window: Window) -> Workspace:
    return window.workspace


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    assert workspace.desk is not None
    return workspace.desk
