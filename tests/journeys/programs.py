"""Starting the program as another process, as a person at a prompt or a scheduler does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Program:
    """The command line of the package that is in a folder, started in another folder."""

    def __init__(self, package: Path, folder: Path) -> None:
        self.package, self.folder = package, folder

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run one command, whatever comes of it."""
        return subprocess.run(
            [sys.executable, "-m", "commission_desk", *map(str, words)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.package)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def say(self, *words: object) -> str:
        """Run a command that must succeed and return what it says."""
        done = self.run(*words)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def ask(self, *words: object) -> Any:
        """Run a command with --json that must succeed and return its document."""
        return json.loads(self.say(*words, "--json"))

    def refusal(self, *words: object) -> str:
        """Run a command that must be refused, in one sentence, and return that sentence."""
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        (sentence,) = done.stderr.splitlines()
        return sentence
