"""Thinning from the command line: rehearsed, done, told, and seen in what the past shows."""

import json
from datetime import datetime, time, timedelta

import pytest
from desks import backdate, rows

from commission_desk.operations.actions import add_action, edit_action
from commission_desk.store.opening import make_file

LONG = "What was agreed about the rota, the fees and the notice that is to be given: "


@pytest.fixture
def old(profile, tmp_path):
    """A desk with a note that was written four times in May 2024, and where it is."""
    opened = make_file(tmp_path / "team.cdesk", "Officer", profile)
    action = opened.desk.do(add_action, "Ring the provider")
    at = datetime.combine(datetime(2024, 5, 2).date(), time(9))  # noqa: DTZ001 - as steps are
    backdate(opened.desk, at)
    for words in ("one", "two", "three", "four"):
        opened.desk.do(edit_action, action, note=LONG + words)
        at += timedelta(days=3)
        backdate(opened.desk, at)
    opened.shared.publish()
    opened.desk.close()
    return tmp_path / "team.cdesk", opened.desk.path


def test_it_is_rehearsed_then_done_and_told(old, run, answer):
    file, working = old
    said = answer("thin", file, "--until", "2024-06-15", "--dry-run")
    assert (said["dry_run"], said["until"], said["texts"]) == (True, "2024-05-31", 3)
    assert rows(working, "SELECT count(*) FROM change WHERE value IS NULL") == [(0,)]
    code, out, _err = run("thin", file, "--until", "2024-06-15")
    assert (code, out) == (0, "Up to 31 May 2024: 3 earlier texts, 1 KB.\n")
    assert rows(file, "SELECT count(*) FROM change WHERE value IS NULL") == [(3,)]
    history = json.loads(run("history", file, "--json")[1])["rows"]
    assert [row["value"] for row in history if row["field"] == "note"] == [
        LONG + "four", None, None, None,
    ]  # fmt: skip
    code, out, err = run("thin", file)
    assert (code, out) == (1, "")
    assert "nothing to thin" in err


def test_a_day_before_that_shows_the_end_of_its_month_before_and_says_so(old, run):
    file, _working = old
    run("thin", file, "--until", "2024-06-30")
    code, out, err = run("list", file, "actions", "--as-at", "2024-05-20")
    assert (code, out) == (0, "")
    assert "what stood at the end of 30 April 2024 is shown" in err
    code, out, err = run("list", file, "actions", "--as-at", "2024-05-31")
    assert "Ring the provider" in out
    assert err == ""


def test_what_is_young_stays(old, run):
    file, _working = old
    code, _out, err = run("thin", file, "--until", "2199-12-31")
    assert code == 1
    assert "last five months" in err
