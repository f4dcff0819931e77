"""A review today, after one a hundred days ago, on the real window."""

from datetime import date, time, timedelta

import pytest
from ui.pages.meetings.keys import (
    PEOPLE,
    TODAY,
)

from commission_desk.operations.actions import add_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.attendance import add_person
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.meetings import call_review
from commission_desk.operations.minutes import (
    finish_meeting,
    start_meeting,
)
from commission_desk.store import engine


@pytest.fixture(autouse=True)
def without_waiting_for_the_disk(monkeypatch):
    """Power cuts are tried elsewhere."""
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "synchronous=OFF"))


@pytest.fixture
def agreement(desk) -> str:
    made = desk.do(add_agreement, "Short breaks", "Tidewater", kind="contract")
    measure = desk.do(add_measure, made, "Starts in 10 days", unit="%", target=90)
    desk.do(add_result, measure, date(2026, 9, 30), 74)
    return made


@pytest.fixture
def review(desk, agreement) -> str:
    """A review today, after one a hundred days ago from which an action is open."""
    before = TODAY - timedelta(days=100)
    last = desk.do(call_review, agreement, before, quorum=2)
    for name, role in PEOPLE:
        desk.do(add_person, last, name, role)
    desk.do(
        add_action, "Agree transport rates", owner="Finance partner", meeting_id=last,
        agreement_id=agreement, raised_on=before, due=TODAY - timedelta(days=56),
    )  # fmt: skip
    desk.do(start_meeting, last)
    desk.do(finish_meeting, last, time(12))
    return desk.do(call_review, agreement, TODAY, starts=time(10), place="Room 2")


@pytest.fixture
def page(window):
    window.go("meetings")
    return window.pages["meetings"]


@pytest.fixture
def arranging(window, page, review):
    window.go("meetings", review)
    return page.one


@pytest.fixture
def minuting(window, desk, page, review):
    desk.do(start_meeting, review)
    window.go("meetings", review)
    return page.one
