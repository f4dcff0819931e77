"""The window in Welsh, on the example desk: nothing left in English, nothing cut, all named."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget
from ui import looks

from commission_desk import i18n
from commission_desk.operations.example import example_file
from commission_desk.paths import resource
from commission_desk.store.search import SearchIndex
from commission_desk.ui.places import ALL
from commission_desk.ui.preferences import Settings
from commission_desk.ui.translator import CatalogueTranslator
from commission_desk.ui.window import Window

WHO = "Finance partner"
OWN_WORDS = {"Commission Desk", "English", WHO}
MAKING = ("plans", "stakeholders", "contracts", "meetings", "actions")


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """Every English message that is something else in Welsh."""
    with (resource("locale") / "cy" / "LC_MESSAGES" / "commission_desk.po").open("rb") as file:
        found = read_po(file, locale="cy")
    return frozenset(
        message.id
        for message in found
        if isinstance(message.id, str) and message.id and message.id != message.string
    )


@pytest.fixture
def welsh_window(qtbot, qapp, tmp_path: Path) -> Iterator[Window]:
    """The real window in Welsh, on an example desk of its own."""
    i18n.use("cy")
    translator = CatalogueTranslator()
    qapp.installTranslator(translator)
    opened = example_file(tmp_path / "profile", WHO, "cy")
    made = Window(Settings(tmp_path / "settings"))
    qtbot.addWidget(made)
    made.workspace.attach(opened, SearchIndex(opened.desk.path.with_name("search.sqlite")))
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.workspace.close()
    qapp.removeTranslator(translator)
    i18n.use("en")


def texts(root: QWidget) -> Iterator[str]:
    """Yield what is written on a window, said by it, or offered in its menus."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield getattr(widget, "plain", "") or widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for column in range(len(getattr(model, "columns", ()))):
                yield str(model.headerData(column, Qt.Orientation.Horizontal))
    for action in root.findChildren(QAction):
        yield action.text()


def still_english(root: QWidget, english: Iterable[str]) -> set[str]:
    """Return the messages of the catalogue that a window shows without their Welsh."""
    found = {text.replace("&", "").strip() for text in texts(root)}
    return (found & set(english)) - OWN_WORDS


def settle(qtbot, root: QWidget) -> None:
    """Wait until a layout has come to rest; what never does is left to be found."""
    for _turn in range(20):
        qtbot.wait(100)
        if not looks.clipped(root):
            return


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_place_is_welsh_and_nothing_on_it_is_cut(
    welsh_window: Window, qtbot, english: frozenset[str], scale: float
):
    window, wrong = welsh_window, []
    if scale != 1.0:
        window.set_scale(scale)
        qtbot.wait(50)
    for place in ALL:
        window.go(place)
        settle(qtbot, window)
        assert window.pages[place].isVisible()
        wrong += [(place, said) for said in sorted(still_english(window, english))]
        wrong += [(place, said) for said in looks.clipped(window)]
        wrong += [(place, said) for said in looks.unnamed(window)]
    assert wrong == []


@pytest.mark.parametrize("place", MAKING)
def test_what_a_place_makes_new_is_asked_for_in_welsh(
    welsh_window: Window, qtbot, qapp, english: frozenset[str], place: str
):
    welsh_window.start(place)
    qtbot.wait(150)
    asked = qapp.activeModalWidget() or qapp.activeWindow()
    assert asked is not None
    assert asked is not welsh_window
    assert sorted(still_english(asked, english)) == []
    assert looks.clipped(asked) == []
    assert looks.unnamed(asked) == []


def test_english_words_would_be_found(welsh_window: Window, english: frozenset[str]):
    label = QLabel("Settings", welsh_window)
    assert still_english(welsh_window, english) == {"Settings"}
    label.deleteLater()
