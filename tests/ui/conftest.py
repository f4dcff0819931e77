"""For every test of the window: the theme set up once, windows, and a desk in the real one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from commission_desk import i18n
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file
from commission_desk.store.search import SearchIndex
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
    """Give the real window on a new, empty desk."""
    opened = make_file(tmp_path / "desk.cdesk", "Commissioning officer", tmp_path / "profile")
    made = Window(Settings(tmp_path / "settings"))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.workspace.attach(opened, SearchIndex(tmp_path / "search.sqlite"))
    yield made
    made.close()


@pytest.fixture
def workspace(window: Window) -> Workspace:
    """Give the workspace of the window."""
    return window.workspace


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Give the desk that is open in the window."""
    assert workspace.desk is not None
    return workspace.desk
