"""For every test of the window: the theme set up once, and a window to put things in."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from commission_desk import i18n
from commission_desk.ui.kit.theme import set_up, theme


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
