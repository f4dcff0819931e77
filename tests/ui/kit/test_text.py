"""Words are plain text whatever they are, and fit at any width and length."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from ui import looks

from commission_desk.domain.charts import Series
from commission_desk.ui.kit.bars import Bar, Tabs
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.chart import LineChart
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import TwoColumn, card, hbox, page, vbox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import theme

BANDS = [Band("Inadequate", ("1", "2", "3")), Band("Good", ("4", "5"))]


def sample(words) -> QWidget:
    """A page with one of everything, each text passed through ``words``."""
    head = Header(
        words("Children with disabilities"),
        words("Commissioning plan, draft"),
        button(words("Preview"), "eye"),
        button(words("Print or export"), "printer", "primary"),
        find=lambda: None,
    )
    row = Flow(
        label(words("Demographic analysis"), "h2", wrap=True),
        Chip(words("Draft"), "blue"),
        None,
        button(words("Mark ready for review"), "check"),
    )
    body = TwoColumn(
        (
            row,
            card(
                label(words("What needs you next and why it matters now"), wrap=True),
                Bar(40, words("Written")),
                GradeBar(BANDS, "4", words("Grade")),
            ),
            empty("users", words("Nobody here yet"), words("Add the people who matter."),
                  button(words("Add a person"), "plus", "primary")),
        ),
        (
            card(
                Tabs(words("Guidance"), words("Checks"), badges={words("Checks"): "2"}),
                LineChart(Series((("2025", 700), ("2026", 740))), words("Children by year")),
            ),
        ),
    )  # fmt: skip
    made = QWidget()
    vbox(head, page(body), gap=0, parent=made).setStretch(1, 1)
    return made


@pytest.mark.parametrize("words", [str, looks.stretched], ids=["english", "a third longer"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1440, 900), (1000, 700)])
def test_nothing_is_clipped_and_everything_is_named(show, words, scale, size):
    theme.apply(scale=scale)
    window = show(sample(words), *size)
    assert looks.clipped(window) == []
    assert looks.unnamed(window) == []


def test_the_check_for_clipping_finds_a_clipped_word(show):
    body = QWidget()
    narrow = label("Demographic analysis")
    hbox(narrow, None, parent=body)
    window = show(body)
    narrow.setFixedWidth(30)
    assert looks.clipped(window)


def test_the_check_for_names_finds_a_nameless_button(show):
    body = QWidget()
    hbox(button("", "check"), None, parent=body)
    assert looks.unnamed(show(body)) == ["Button ()"]


@pytest.mark.parametrize("wrap", [False, True])
def test_a_name_that_looks_like_markup_is_shown_as_it_is(show, wrap):
    made = label("<img src=x><b>Finance & partners</b>", wrap=wrap, lead="<i>x</i>")
    show(made)
    shown = QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name)
    assert shown == "<i>x</i> <img src=x><b>Finance & partners</b>"
    if not wrap:
        assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_label_is_as_tall_as_its_words_and_its_font_ask(show):
    made = label("Agree the scope", wrap=True)
    show(made)
    short = made.heightForWidth(200)
    made.setText("Agree the scope of the review with every provider " * 5)
    long = made.heightForWidth(200)
    font = made.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    made.setFont(font)
    assert short < long < made.heightForWidth(200)
    assert made.heightForWidth(400) < made.heightForWidth(200)


def test_a_heading_is_spoken_as_one(show):
    made = label("Plan", "h1")
    show(made)
    found = QAccessible.queryAccessibleInterface(made)
    assert found.role() == QAccessible.Role.Heading
    assert found.text(QAccessible.Text.Name) == "Plan"


def test_an_ampersand_in_a_button_is_not_a_shortcut(show):
    made = button("Terms & options")
    show(made)
    assert made.text() == "Terms && options"
    assert made.accessibleName() == "Terms & options"


def test_a_row_wraps_when_it_does_not_fit(qapp):
    holder = QWidget()
    row = Flow(*(button("Quarterly review") for _ in range(6)))
    holder.setLayout(row)
    one_line = row.heightForWidth(2000)
    assert row.heightForWidth(300) > 2 * one_line


def test_a_grade_is_chosen_with_the_arrow_keys(show, qtbot):
    bar = GradeBar(BANDS, "3", "Grade")
    show(bar)
    chosen = []
    bar.changed.connect(chosen.append)
    bar.segments["3"].setFocus()
    qtbot.keyClick(bar.segments["3"], Qt.Key.Key_Right)
    assert (bar.value(), chosen) == ("4", ["4"])
    assert bar.segments["4"].accessibleName() == "4, Good"
    bar.set_value(None)
    assert bar.value() is None
