"""The two commands that a fresh machine knows: how they find what they need, and what they say."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DEAD_SHIM = "#!/bin/sh\necho 'python3.14: command not found' >&2\nexit 127\n"
FAKE_APT = """#!/bin/sh
echo "$@" >> "{log}"
case "$1" in
    update) touch "{fresh}" ;;
    install) test -e "{fresh}" ;;
esac
"""

posix = pytest.mark.skipif(os.name == "nt", reason="shims here are shell scripts")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import machine

    yield machine
    sys.modules.pop("machine", None)


@pytest.fixture
def environment(machine: ModuleType) -> Iterator[ModuleType]:
    import environment

    yield environment
    sys.modules.pop("environment", None)


def script(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def desk(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "desk.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


@posix
def test_a_shim_with_nothing_behind_it_is_passed_over(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shim = script(tmp_path / "python3.14", DEAD_SHIM)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.probe([str(shim)]) is None
    found = machine.find_python(avoid=tmp_path / "nothing")
    assert found.executable != str(shim)
    assert found.version >= machine.OLDEST


def test_a_python_that_answers_is_known_by_its_version(machine: ModuleType) -> None:
    python = machine.probe([sys.executable])
    assert python.version == sys.version_info[:2]


@posix
def test_a_program_that_answers_with_something_else_is_no_python(
    machine: ModuleType, tmp_path: Path
) -> None:
    talker = script(tmp_path / "python3", "#!/bin/sh\necho Welcome to the store\n")
    assert machine.probe([str(talker)]) is None


def test_a_complete_python_is_preferred_then_a_known_one_then_the_newest(
    machine: ModuleType,
) -> None:
    newest, known, older, bare = (
        machine.Python("a", (3, 99), has_pip=True),
        machine.Python("b", machine.NEWEST, has_pip=True),
        machine.Python("c", (3, 11), has_pip=True),
        machine.Python("d", machine.NEWEST, has_pip=False),
    )
    ranked = sorted([newest, bare, older, known], key=lambda python: python.rank, reverse=True)
    assert ranked == [known, older, newest, bare]


def test_a_platform_without_windows_is_no_display(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not machine.has_display()
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert machine.has_display()


def test_without_a_package_manager_the_packages_are_named(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(machine.Problem, match="libegl1 libgl1"):
        machine.install_system_packages(["libegl1", "libgl1"])


@posix
def test_packages_are_fetched_again_after_one_update_or_the_line_to_run_is_said(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log, fresh = tmp_path / "log", tmp_path / "fresh"
    script(tmp_path / "apt-get", FAKE_APT.format(log=log, fresh=fresh))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    if os.geteuid() != 0:
        with pytest.raises(machine.Problem, match="sudo apt-get install -y libegl1"):
            machine.install_system_packages(["libegl1"])
        return
    machine.install_system_packages(["libegl1"])
    asked = [line.split()[0] for line in log.read_text(encoding="utf-8").splitlines()]
    assert asked == ["install", "update", "install"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError(...) ERROR: No matching distribution found", "The network could not"),
        ("[Errno 13] Permission denied: '.venv'", "Writing was not permitted"),
        ("ERROR: No matching distribution found for lxml==6.1.3", "not found for this Python"),
        ("ERROR: something unheard of", "ERROR: something unheard of"),
    ],
)
def test_what_went_wrong_is_told_in_a_sentence(
    environment: ModuleType, said: str, told: str
) -> None:
    assert told in environment.explain(said)


def test_changed_inputs_ask_for_a_new_set_up(
    environment: ModuleType, machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    python = machine.Python("python", (3, 11), has_pip=True)
    run, test = Path("ready-to-run"), Path("ready-to-test")
    before = environment.fingerprint(run, python), environment.fingerprint(test, python)
    with (tmp_path / "packaging" / "requirements-test.txt").open("a", encoding="utf-8") as file:
        file.write("more\n")
    after = environment.fingerprint(run, python), environment.fingerprint(test, python)
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_words_that_mean_nothing_end_with_two() -> None:
    done = desk("fly")
    assert done.returncode == 2
    assert done.stderr == "`fly` is not one of run, test, lint, bench, words, pictures.\n"


def test_help_is_the_whole_story() -> None:
    done = desk("--help")
    assert done.returncode == 0
    assert "desk.py run" in done.stdout
    assert "desk.py test" in done.stdout


def test_a_file_cannot_be_opened_without_a_display() -> None:
    done = desk("run", "team.cdesk", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no display here")
