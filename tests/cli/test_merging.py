"""Two copies of one desk brought together from the command line."""

import shutil
from pathlib import Path

import pytest

from commission_desk.operations.agreements import edit_agreement
from commission_desk.paths import PROFILE
from commission_desk.store.opening import open_file


@pytest.fixture
def parted(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer):
    """Two copies in which two people changed one agreement; the record and the other file."""
    other = Path(shutil.copy(file, tmp_path / "other.cdesk"))
    record = answer("list", file, "agreements")["rows"][0]["id"]
    for who, path in (("Ann", file), ("Ben", other)):
        found = open_file(path, who, tmp_path / who)
        found.desk.do(edit_agreement, record, title=f"{who}'s title")
        found.desk.do(edit_agreement, record, **{"notes" if who == "Ann" else "department": who})
        found.shared.publish()
        found.desk.close()
    monkeypatch.setenv(PROFILE, str(tmp_path / "Ann"))
    return record, other


def test_merging_says_what_came_in_and_what_is_to_be_settled(file, parted, answer):
    record, other = parted
    said = answer("merge", file, other)
    assert (said["dry_run"], said["steps"]) == (False, 2)
    assert {(row["record"], row["field"]) for row in said["changed"]} == {
        (record, "title"), (record, "department"),
    }  # fmt: skip
    (conflict,) = said["conflicts"]
    assert conflict["field"] == "title"
    assert {(each["who"], each["value"]) for each in conflict["versions"]} == {
        ("Ann", "Ann's title"), ("Ben", "Ben's title"),
    }  # fmt: skip
    row = answer("show", file, "agreements", record)["record"]
    assert (row["notes"], row["department"]) == ("Ann", "Ben")
    again = answer("merge", file, other)
    assert (again["steps"], len(again["conflicts"])) == (0, 1)


@pytest.mark.parametrize("words", [["--dry-run"], ["--accept", "none"]])
def test_a_dry_run_says_the_same_and_does_nothing(file, parted, answer, words):
    _record, other = parted
    before = file.read_bytes(), other.read_bytes()
    said = answer("merge", file, other, *words)
    assert (said["dry_run"], said["steps"], len(said["conflicts"])) == (True, 2, 1)
    assert (file.read_bytes(), other.read_bytes()) == before
    assert answer("merge", file, other)["steps"] == 2


def test_without_json_it_is_said_in_sentences(file, parted, run):
    _record, other = parted
    code, out, err = run("merge", file, other)
    assert (code, err) == (0, "")
    assert out.startswith("Took in 2 steps: 2 changes.")
    assert "Ben's title" in out
    assert "Ann's title" in out


def test_another_desk_is_one_sentence_and_changes_nothing(file, tmp_path, run):
    run("new", tmp_path / "stranger.cdesk")
    before = file.read_bytes()
    code, out, err = run("merge", file, tmp_path / "stranger.cdesk")
    assert (code, out) == (1, "")
    assert "another desk" in err
    assert file.read_bytes() == before
