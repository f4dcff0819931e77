"""A desk made once for all tests of the command line, and copied for each that changes it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commission_desk import cli
from commission_desk.paths import PROFILE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    """An example desk; the profile it was made in is not the tests' own."""
    folder = tmp_path_factory.mktemp("example")
    patch = pytest.MonkeyPatch()
    patch.setenv(PROFILE, str(folder / "profile"))
    assert cli.main(["example", str(folder / "example.cdesk")]) == 0
    patch.undo()
    return folder / "example.cdesk"


@pytest.fixture
def profile(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv(PROFILE, str(tmp_path / "profile"))
    return tmp_path / "profile"


@pytest.fixture
def file(example, profile, tmp_path) -> Path:
    return Path(shutil.copy(example, tmp_path / "team.cdesk"))


@pytest.fixture
def at_home(example, profile) -> None:
    """Run on the laptop that made the example: undo takes back nobody else's steps."""
    shutil.copytree(example.parent / "profile", profile)


@pytest.fixture
def run(profile, capsys) -> Run:
    """Run one command: exit code, standard output, standard error."""

    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def answer(run) -> Callable[..., Any]:
    """Run one command with --json and return its one document."""

    def command(*words: object) -> Any:
        code, out, err = run(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return command
