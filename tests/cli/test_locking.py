"""Locked files without a window: locked, used by every command, changed, unlocked."""

import builtins
import getpass
import shutil
import sys
from pathlib import Path

import pytest
from desks import spoil

from commission_desk.store.locked import is_locked


@pytest.fixture
def words(tmp_path: Path) -> Path:
    source = tmp_path / "passphrase.txt"
    source.write_bytes("\ufefftŷ bach twt\r\nnot this line\r\n".encode())  # as Notepad saves it
    return source


@pytest.fixture
def locked(file: Path, run, words: Path) -> Path:
    code, out, _err = run("lock", file, "--passphrase-file", words)
    assert code == 0
    assert "locked" in out
    assert is_locked(file)
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("check",), ("list", "agreements"), ("search", "care"), ("history",), ("backups",),
    ],
)  # fmt: skip
def test_commands_answer_the_same_of_a_locked_file(file, run, words, command):
    name, *rest = command
    if name == "backups":
        run("lock", file, "--passphrase-file", words)
        code, out, err = run(name, file, "--passphrase-file", words)
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 1
        return
    before = run(name, file, *rest, "--json")[1]
    run("lock", file, "--passphrase-file", words)
    assert run(name, file, *rest, "--json", "--passphrase-file", words) == (0, before, "")
    assert is_locked(file)


def test_a_change_to_a_locked_file_is_published_locked(locked, run, words, tmp_path):
    source = tmp_path / "more.csv"
    source.write_text("Reference,Title,Provider\nX-1,Befriending,Provider A\n")
    args = ("import", locked, source, "--as", "agreements", "--passphrase-file", words)
    assert run(*args)[0] == 0
    assert is_locked(locked)
    assert b"Befriending" not in locked.read_bytes()
    assert "Befriending" in run("search", locked, "Befriending", "--passphrase-file", words)[1]


def test_a_wrong_empty_or_missing_passphrase_is_one_sentence(locked, run, tmp_path):
    wrong, empty = tmp_path / "wrong.txt", tmp_path / "empty.txt"
    wrong.write_text("ty bach twt\n")
    empty.touch()
    for source, sentence in (
        (wrong, "not the passphrase"), (empty, "cannot be empty"),
        (tmp_path / "gone.txt", "gone.txt"),
    ):  # fmt: skip
        code, out, err = run("list", locked, "plans", "--passphrase-file", source)
        assert (code, out) == (1, "")
        assert sentence in err
        assert len(err.splitlines()) == 1


def test_without_a_terminal_nobody_is_asked(locked, run, monkeypatch, tmp_path):
    with (tmp_path / "empty").open("w+") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        code, out, err = run("list", locked, "plans")
    assert (code, out) == (1, "")
    assert "--passphrase-file" in err


def test_a_damaged_locked_file_is_said_to_be_damaged_whatever_the_passphrase(locked, run, words):
    spoil(locked)
    code, _out, err = run("list", locked, "plans", "--passphrase-file", words)
    assert code == 1
    assert "damaged" in err


class Terminal:
    """Someone at a terminal, typing these one after the other."""

    def __init__(self, monkeypatch, *typed: str) -> None:
        self.asked, self.typed = [], list(typed)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", self.answer)
        monkeypatch.setattr(builtins, "input", None)

    def answer(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.typed.pop(0)


def test_at_a_terminal_the_passphrase_is_asked_for(locked, run, monkeypatch):
    someone = Terminal(monkeypatch, "tŷ bach twt")
    assert run("list", locked, "plans")[0] == 0
    assert someone.asked == [f"Passphrase of “{locked.name}”: "]


def test_at_a_terminal_a_new_passphrase_is_typed_twice(file, run, monkeypatch):
    Terminal(monkeypatch, "one thing", "another")
    code, _out, err = run("lock", file)
    assert code == 1
    assert "differ" in err
    assert not is_locked(file)
    Terminal(monkeypatch, "the same", "the same")
    assert run("lock", file)[0] == 0
    assert is_locked(file)


def test_a_passphrase_is_changed_with_the_present_one(locked, run, words, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text("newydd sbon")
    args = ("lock", locked, "--passphrase-file", words, "--new-passphrase-file", new)
    assert run(*args)[0] == 0
    assert run("list", locked, "plans", "--passphrase-file", words)[0] == 1
    assert run("list", locked, "plans", "--passphrase-file", new)[0] == 0
    assert run(*args)[0] == 1, "the former one opens nothing now"


def test_unlocking_needs_the_passphrase_and_a_lock(locked, run, words, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong")
    assert run("unlock", locked, "--passphrase-file", wrong)[0] == 1
    assert is_locked(locked)
    assert run("unlock", locked, "--passphrase-file", words)[0] == 0
    assert run("list", locked, "plans")[0] == 0
    code, _out, err = run("unlock", locked)
    assert code == 1
    assert "is not locked" in err


def test_backups_are_locked_and_unlocked_with_the_file(file, run, words, profile):
    run("list", file, "plans")
    (backup,) = profile.glob("desks/*/backups/*.cdesk")
    assert run("lock", file, "--passphrase-file", words)[2] == ""
    assert is_locked(backup)
    assert run("unlock", file, "--passphrase-file", words)[2] == ""
    assert not is_locked(backup)
    assert run("restore", file, backup.name, "-o", file.with_name("again.cdesk"))[0] == 0


def test_backups_that_cannot_be_locked_are_named_and_removed_when_asked(file, run, words, profile):
    run("list", file, "plans")
    (backup,) = profile.glob("desks/*/backups/*.cdesk")
    spoil(backup)
    _code, _out, err = run("lock", file, "--passphrase-file", words)
    assert "1 backup on" in err
    code, _out, err = run(
        "lock", file, "--passphrase-file", words, "--new-passphrase-file", words,
        "--remove-other-backups",
    )  # fmt: skip
    assert (code, err) == (0, "")
    (left,) = profile.glob("desks/*/backups/*.cdesk")
    assert is_locked(left)


def test_a_locked_backup_is_restored_with_the_passphrase(locked, run, words, tmp_path, profile):
    (name, *_more) = (path.name for path in profile.glob("desks/*/backups/*") if is_locked(path))
    new = tmp_path / "restored.cdesk"
    args = ("restore", locked, name, "-o", new, "--passphrase-file", words)
    assert run(*args)[0] == 0
    shutil.rmtree(profile)
    assert is_locked(new)
    assert run("list", new, "plans", "--passphrase-file", words)[0] == 0
