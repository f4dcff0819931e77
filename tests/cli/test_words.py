"""The words of the command line: help, wrong words, and whole stories in a process of their own."""

import json
import os
import subprocess
import sys

import pytest

from commission_desk import cli
from commission_desk.paths import PROFILE


@pytest.fixture
def process(tmp_path):
    """Run the program as a person would; output is UTF-8 whatever the machine's language."""
    environment = {**os.environ, PROFILE: str(tmp_path / "profile"), "PYTHONUTF8": "1"}

    def command(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "commission_desk", *map(str, words)],
            env=environment, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip

    return command


def test_help_names_every_command(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(f"    {command}" in out for command in cli.COMMANDS)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help(run, command):
    code, out, _err = run(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: commission-desk {command}")


@pytest.mark.parametrize(
    "words",
    [
        [], ["frobnicate"], ["list"], ["list", "x.cdesk", "wishes"],
        ["list", "x.cdesk", "plans", "--xml"],
        ["print", "x.cdesk", "poster", "-o", "x.pdf"], ["export", "x.cdesk", "docx", "-o", "x"],
        ["export", "x.cdesk", "csv"], ["example", "x.cdesk", "--size", "vast"],
        ["print", "x.cdesk", "plan", "-o", "x.pdf", "--language", "fr"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_words_are_one_sentence_and_exit_code_2(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_help_loads_nothing_heavy():
    seen = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "commission_desk", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for heavy in ("sqlalchemy", "reportlab", "PySide6", "openpyxl"):
        assert f" {heavy}\n" not in seen.stderr


def test_a_team_starts_with_a_register_and_prints_its_plan(process, tmp_path):
    file, register = tmp_path / "team.cdesk", tmp_path / "register.csv"
    register.write_text("Ref,Title,Provider,Annual value\nN-1,Choir,Orlestow Music,900\n")
    assert process("example", file).returncode == 0
    report = process("import", file, register, "--json")
    assert json.loads(report.stdout)["added"] == 1
    assert process("undo", file).stdout == "Undone: Import agreements\n"
    listed = process("list", file, "agreements", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert json.loads(listed.stdout)["count"] == 228
    printed = process("print", file, "plan", "-o", tmp_path / "plan.pdf", "--language", "both")
    assert printed.returncode == 0
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_word_that_is_no_command_and_no_file_is_answered_without_a_window(process):
    said = process("frobnicate")
    assert (said.returncode, said.stdout) == (2, "")
    assert "frobnicate" in said.stderr


def test_a_problem_with_the_data_is_said_on_standard_error(process, tmp_path):
    said = process("list", tmp_path / "missing.cdesk", "plans", "--json")
    assert (said.returncode, said.stdout) == (1, "")
    assert "missing.cdesk" in said.stderr


def test_output_is_utf_8_whatever_the_machine_thinks(tmp_path):
    environment = {**os.environ, PROFILE: str(tmp_path / "profile"), "PYTHONUTF8": "0",
                   "PYTHONIOENCODING": "ascii"}  # fmt: skip
    file = tmp_path / "tîm.cdesk"
    said = subprocess.run(
        [sys.executable, "-m", "commission_desk", "new", str(file)],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, b"")
    assert "tîm.cdesk" in said.stdout.decode("utf-8")
