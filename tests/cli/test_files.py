"""Whole files without a window: made, checked, backed up, restored."""

import os
from pathlib import Path

import pytest

UNWRITABLE = Path("/proc")


def test_a_new_desk_is_empty_and_named(tmp_path, run, answer):
    file = tmp_path / "new.cdesk"
    code, out, err = run("new", file, "--organisation", "Example County Council")
    assert (code, err) == (0, "")
    assert "new.cdesk" in out
    assert answer("list", file, "agreements") == {"count": 0, "rows": []}
    (change,) = answer("history", file)["rows"]
    assert change["value"]["organisation"] == "Example County Council"


def test_a_file_that_is_there_is_never_written_over(file, run):
    before = file.read_bytes()
    for command in ("new", "example"):
        code, out, err = run(command, file)
        assert (code, out) == (1, "")
        assert "already a file" in err
    assert file.read_bytes() == before


def test_what_is_not_there_or_not_ours_is_one_sentence(tmp_path, run):
    stranger = tmp_path / "letter.cdesk"
    stranger.write_text("Dear all,")
    empty = tmp_path / "empty.cdesk"
    empty.touch()
    for file in (tmp_path / "missing.cdesk", stranger, empty):
        code, out, err = run("list", file, "agreements", "--json")
        assert (code, out) == (1, "")
        assert file.name in err
        assert len(err.splitlines()) == 1


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path, run):
    code, _out, err = run("new", tmp_path / "nowhere" / "new.cdesk")
    assert code == 1
    assert "nowhere" in err


@pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="needs a folder nobody may write in")
def test_a_folder_that_cannot_be_written_is_one_sentence(run):
    code, _out, err = run("new", UNWRITABLE / "new.cdesk")
    assert code == 1
    assert "could not be written" in err
    assert len(err.splitlines()) == 1


def test_a_profile_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch, run):
    (tmp_path / "taken").write_text("a file where the folder would be")
    monkeypatch.setenv("COMMISSION_DESK_PROFILE", str(tmp_path / "taken"))
    code, _out, err = run("new", tmp_path / "new.cdesk")
    assert code == 1
    assert len(err.splitlines()) == 1


def test_the_profile_is_where_the_environment_says(file, run, profile):
    assert run("list", file, "plans")[0] == 0
    assert list(profile.glob("desks/*/working.sqlite"))


def test_check_says_whether_the_file_is_sound_and_what_needs_doing(file, run, answer):
    checked = answer("check", file)
    assert checked["sound"] is True
    assert checked["count"] == len(checked["findings"]) > 10
    assert {each["check"] for each in checked["findings"]} >= {"decision-due", "action-overdue"}
    assert all(each["why"] and each["source"] for each in checked["findings"])
    code, out, _err = run("check", file)
    assert code == 0
    assert out.startswith("The file is sound.")


def test_check_answers_in_json_for_a_damaged_file_too(file, run):
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(whole)
    code, out, err = run("check", file, "--json")
    assert code == 1
    assert '"sound": false' in out
    assert file.name in err
    assert file.read_bytes() == whole


def test_a_backup_is_restored_to_a_new_file(file, tmp_path, run, answer):
    backups = answer("backups", file)["rows"]
    assert backups
    assert backups[0]["size"] > 0
    new = tmp_path / "restored.cdesk"
    assert run("restore", file, backups[0]["name"], "-o", new)[0] == 0
    assert answer("list", new, "agreements")["count"] == 228
    code, _out, err = run("restore", file, backups[0]["name"], "-o", new)
    assert code == 1
    assert "already a file" in err


def test_a_backup_that_is_not_there_is_one_sentence(file, tmp_path, run):
    code, _out, err = run("restore", file, "1999-01-01T00-00-00.cdesk", "-o", tmp_path / "x.cdesk")
    assert code == 1
    assert "There is no backup" in err


def undo_to(run, file, step: str) -> None:
    """Take back the newest steps, down to one of this name."""
    for _turn in range(20):
        if run("undo", file)[1] == f"Undone: {step}\n":
            return
    pytest.fail(f"there is no step {step!r}")


@pytest.mark.usefixtures("at_home")
def test_undo_and_redo_name_the_step_and_reach_the_file(file, run, answer):
    undo_to(run, file, "Example: actions and risks")
    assert answer("list", file, "risks")["count"] == 2
    assert run("redo", file)[1] == "Done again: Example: actions and risks\n"
    assert answer("list", file, "risks")["count"] == 12


def test_what_was_done_on_another_laptop_is_not_undone_here(file, run):
    code, out, err = run("undo", file)
    assert (code, out) == (1, "")
    assert "nothing to undo" in err


def test_nothing_to_undo_is_a_problem_with_the_data(tmp_path, run):
    run("new", tmp_path / "new.cdesk")
    for command in ("undo", "redo"):
        code, out, err = run(command, tmp_path / "new.cdesk")
        assert (code, out) == (1, "")
        assert "nothing to" in err


@pytest.mark.usefixtures("at_home")
def test_another_laptop_reads_what_was_changed(file, tmp_path, run, answer, monkeypatch):
    undo_to(run, file, "Example: actions and risks")
    monkeypatch.setenv("COMMISSION_DESK_PROFILE", os.fspath(tmp_path / "another"))
    assert answer("list", file, "risks")["count"] == 2
