"""Colours that can be told apart, in every scheme; live changes of colour."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from ui import looks

from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.tokens import DARK, HIGH, LIGHT, SCHEMES


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_every_pair_of_colours_can_be_told_apart(scheme):
    assert looks.contrasts(scheme) == []


def test_every_scheme_has_every_colour():
    assert set(LIGHT) == set(DARK) == set(HIGH)


def test_the_stylesheet_is_on_the_window_and_not_on_the_application(show):
    window = show(QWidget())
    assert QApplication.instance().styleSheet() == ""
    assert "#card" in window.styleSheet()


def test_icons_and_buttons_follow_a_live_change_of_colours(show):
    body = QWidget()
    mark = Icon("check", "text", 16)
    vbox(mark, button("Save", "check", "primary"), None, parent=body)
    window = show(body)
    before, sheet = mark.grab().toImage(), window.styleSheet()
    theme.apply("dark")
    assert mark.grab().toImage() != before
    assert window.styleSheet() != sheet


def test_a_stylesheet_has_no_gap_left_in_it():
    for scheme in SCHEMES:
        theme.apply(scheme)
        assert not set("$~@") & set(theme.stylesheet())
