"""The program as it is installed from its wheel: nothing of the checkout is at hand."""

import subprocess
import sys
from pathlib import Path

import pytest
from journeys.papers import words_of
from journeys.programs import ROOT, Program


def pip(*words: str) -> None:
    """Run pip without the network."""
    subprocess.run(
        [sys.executable, "-m", "pip", *words, "--quiet", "--no-deps", "--no-index"],
        capture_output=True, check=True,
    )  # fmt: skip


@pytest.fixture
def installed(tmp_path: Path) -> Program:
    """The program from a wheel of this checkout, started in a folder of its own."""
    wheels, target, elsewhere = (tmp_path / name for name in ("wheels", "target", "elsewhere"))
    elsewhere.mkdir()
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    pip("install", "--target", str(target), str(wheel))
    return Program(target, elsewhere)


def test_the_installed_program_makes_prints_and_checks_a_desk(installed: Program):
    installed.say("example", "Example.cdesk")
    assert installed.ask("list", "Example.cdesk", "agreements")["count"] == 228
    for document in ("agenda", "minutes", "plan"):
        installed.say(
            "print", "Example.cdesk", document, "-o", f"{document}.pdf", "--language", "both"
        )
    plan = words_of(installed.folder / "plan.pdf")
    assert "Cyflwyniad" in plan
    assert "Introduction" in plan
    found = installed.ask("check", "Example.cdesk")
    assert found["sound"] is True
    assert found["count"] == len(found["findings"]) > 0
