"""An agenda speaks the language asked for until somebody writes it in their own words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commission_desk.operations.agenda import edit_item
from commission_desk.operations.agenda_words import meeting_in
from commission_desk.operations.meetings import ItemView, call_meeting
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file

LAST = "Dyddiad y cyfarfod nesaf"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = make_file(tmp_path / "Team.cdesk", "Finance partner", tmp_path / "profile")
    yield opened.desk
    opened.desk.close()


@pytest.fixture
def review(desk: Desk) -> str:
    return desk.do(call_meeting, "joint-board", "Joint board", date(2026, 12, 3))


def last(desk: Desk, review: str, language: str) -> ItemView:
    return desk.ask(meeting_in, review, language).items[-1]


def test_a_templates_words_are_in_the_language_asked_for(desk: Desk, review: str):
    assert last(desk, review, "cy").title == LAST
    assert last(desk, review, "cy").lead == "Cadeirydd"
    assert last(desk, review, "en").title == "Date of next meeting"
    assert last(desk, review, "en").lead == "Chair"


def test_words_of_ones_own_are_the_same_in_both(desk: Desk, review: str):
    item = last(desk, review, "en").id
    desk.do(edit_item, item, title="Cwrdd eto", lead="Finance partner")
    for language in ("en", "cy"):
        found = last(desk, review, language)
        assert (found.title, found.lead) == ("Cwrdd eto", "Finance partner")


def test_showing_an_agenda_in_welsh_changes_nothing(desk: Desk, review: str):
    before = desk.ask(meeting_in, review, "en")
    desk.ask(meeting_in, review, "cy")
    assert desk.ask(meeting_in, review, "en") == before
