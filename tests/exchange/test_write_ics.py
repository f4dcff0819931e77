"""Dates for a calendar, read back by a reader that follows RFC 5545 on its own."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commission_desk.exchange.write_ics import write_ics
from commission_desk.operations.register_facts import AgreementFacts

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TITLE = "Tŷ’r Llyn; breaks, “safe”\\home " + "ŵ" * 60 + "\r\nBEGIN:VEVENT"


def facts(**values) -> AgreementFacts:
    usual = dict.fromkeys(
        ("id", "reference", "title", "description", "kind", "department", "service", "regime",
         "route", "vat_basis", "source_id"), "",
    )  # fmt: skip
    none = dict.fromkeys(
        ("annual_pence", "total_pence", "awarded", "starts", "end", "latest_end", "decide_by",
         "review_on", "initial_end", "extension_months"),
    )  # fmt: skip
    return AgreementFacts(**(usual | none | values))


def read(path: Path) -> list[dict[str, str]]:
    """Unfold, take apart and unescape; strict about line ends and lengths."""
    data = path.read_bytes()
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    physical = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")  # no letter is broken
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[dict[str, str]] = []
    for line in lines[1:-1]:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif line != "END:VEVENT" and events:
            text = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
            assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
            events[-1][name] = text
    return events


def test_ends_decisions_reviews_and_last_ends_are_whole_days(tmp_path: Path):
    one = facts(
        id="a1", reference="C-1", title=TITLE, provider="Tidewater, Trust", end=date(2029, 3, 31),
        latest_end=date(2031, 3, 31), decide_by=date(2028, 12, 31), review_on=date(2028, 2, 29),
    )  # fmt: skip
    plain = facts(id="b2", title="Choir", end=date(2027, 1, 31), latest_end=date(2027, 1, 31))
    path = tmp_path / "dates.ics"
    assert write_ics(path, [one, plain], "en", NOW) == 5
    events = read(path)
    said = {event["UID"]: event for event in events}
    assert set(said) == {
        "a1-end@commission-desk", "a1-decide@commission-desk", "a1-review@commission-desk",
        "a1-latest@commission-desk", "b2-end@commission-desk",
    }  # fmt: skip
    review = said["a1-review@commission-desk"]
    assert (review["DTSTART;VALUE=DATE"], review["DTEND;VALUE=DATE"]) == ("20280229", "20280301")
    assert review["SUMMARY"] == "Review: " + TITLE.replace("\r\n", "\n")
    assert review["DESCRIPTION"] == "C-1 · Tidewater, Trust"
    assert all(event["DTSTAMP"] == "20261124T093000Z" for event in events)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_words_are_in_the_language_chosen(tmp_path: Path, language: str):
    path = tmp_path / "dates.ics"
    write_ics(path, [facts(id="a", title="X", end=date(2029, 3, 31))], language, NOW)
    (event,) = read(path)
    assert event["SUMMARY"] == {"en": "Ends: X", "cy": "Daw i ben: X"}[language]


def test_the_last_day_of_time_and_no_dates_at_all(tmp_path: Path):
    path = tmp_path / "dates.ics"
    assert write_ics(path, [facts(id="a", end=date.max), facts(id="b")], "en", NOW) == 1
    (event,) = read(path)
    assert "DTEND;VALUE=DATE" not in event
    assert event["DTSTART;VALUE=DATE"] == f"{date.max:%Y%m%d}"
    assert date.max - timedelta(days=1) < date.max
