from datetime import time

import pytest

from commission_desk.domain.times import later, length, typed_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)), ("10:30", time(10, 30)), ("9.05", time(9, 5)), ("1430", time(14, 30)),
        ("930", time(9, 30)), ("2.30pm", time(14, 30)), ("2 pm", time(14)), ("12am", time(0)),
        ("12 p.m.", time(12)), (" 10h15 ", time(10, 15)), ("", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None):
    assert typed_time(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "10:75", "13pm", "0am", "soon", "10:3", "10-30"])
def test_what_is_not_a_time_is_refused(typed: str):
    with pytest.raises(ValueError, match=r"time"):
        typed_time(typed)


def test_an_agenda_that_runs_past_midnight_is_told_from_one_that_does_not():
    assert later(time(10), 115) == (time(11, 55), False)
    assert later(time(23, 30), 40) == (time(0, 10), True)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (120, "2 h"), (115, "1 h 55"), (65, "1 h 05")],
)
def test_a_length_of_time_is_written_in_hours_and_minutes(minutes: int, words: str):
    assert length(minutes) == words
