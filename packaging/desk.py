"""Set up, run and check Commission Desk on a machine that has only Python.

python3 packaging/desk.py run             open the window on an example desk
python3 packaging/desk.py run FILE ...    open the window on these files
python3 packaging/desk.py test            every check: style, types, layers, tests
python3 packaging/desk.py test ARGUMENT   the same, with these arguments for pytest
python3 packaging/desk.py lint            the checks without the tests
python3 packaging/desk.py bench [NAME]    the figures for speed and size, each beside its goal
python3 packaging/desk.py words           gather the words to translate, and compile the Welsh
python3 packaging/desk.py pictures        take the README's pictures of the real window

The first time each of them sets up `.venv` in the repository; that needs the network.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from environment import call, prepare, processors
from machine import (
    IS_LINUX,
    Problem,
    has_display,
    install_system_packages,
    missing_libraries,
)

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
"""Import-linter cannot be started with -m, and its script breaks when the folder is moved."""

GATES = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "mypy packaging": ["-m", "mypy", "--strict", "packaging/desk.py"],
    "lint-imports": ["-c", LINT_IMPORTS],
}
"""The checks before the tests: name, and arguments for Python."""


def run(files: Sequence[str]) -> int:
    """Open the window; without a display, print the example's documents instead."""
    if has_display():
        packages = missing_libraries(x11=True)
        if packages:
            install_system_packages(packages)
        prepare("run")
        # The program starts in the repository, so names given here are made whole first.
        paths = [str(Path(name).resolve()) for name in files]
        return call(["-m", "commission_desk", *(paths or ["--example"])])
    if files:
        raise Problem(
            "There is no display here, so no window can open a file. Without a window, "
            "`python -m commission_desk --help` in .venv says what can be printed from it."
        )
    print("There is no display here, so no window opens. The example's documents go to out/.")
    prepare("run")
    return call(["-m", "commission_desk", "print-example", "out/"])


def lint(arguments: Sequence[str]) -> int:
    """Run every check but the tests, whatever the earlier ones found."""
    if arguments:
        raise Problem("`lint` takes no arguments.")
    prepare("test")
    return _gates()


def test(arguments: Sequence[str]) -> int:
    """Run every check, then the tests; pytest's closing line is the last one.

    The exit code is that of the first check that failed.
    """
    _libraries_for_tests()
    prepare("test")
    failed = _gates()
    # A chosen few tests start quicker in one process, and a debugger works there.
    several = [] if arguments or processors() == 1 else ["-n", str(processors())]
    print("-- pytest", flush=True)
    tested = call(["-m", "pytest", *several, *arguments], QT_QPA_PLATFORM="offscreen")
    return failed or tested


def bench(names: Sequence[str]) -> int:
    """Print the figures for speed and size, all of them or those named."""
    _libraries_for_tests()
    prepare("test")
    return call(["tests/bench", *names], QT_QPA_PLATFORM="offscreen")


def words(arguments: Sequence[str]) -> int:
    """Gather the words to translate and compile the Welsh; 1 while some has none."""
    return _script("words", arguments)


def pictures(arguments: Sequence[str]) -> int:
    """Take the README's pictures of the real window on the example desk."""
    _libraries_for_tests()
    return _script("pictures", arguments)


def _script(name: str, arguments: Sequence[str]) -> int:
    if arguments:
        raise Problem(f"`{name}` takes no arguments.")
    prepare("test")
    return call([f"packaging/{name}.py"])


def _gates() -> int:
    codes: dict[str, int] = {}
    for name, arguments in GATES.items():
        print(f"-- {name}", flush=True)
        codes[name] = call(arguments)
    words = [f"{name} {'FAILED' if code else 'passed'}" for name, code in codes.items()]
    print(f"-- {', '.join(words)}", flush=True)
    return next((code for code in codes.values() if code), 0)


def _libraries_for_tests() -> None:
    packages = missing_libraries(x11=False)
    if packages:
        install_system_packages(packages)
    if IS_LINUX and not shutil.which("pdftotext"):
        try:
            install_system_packages(["poppler-utils"])
        except Problem as problem:
            print(f"{problem}\nGoing on: only tests that read documents with it are affected.")


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "words": words,
    "pictures": pictures,
}


def main(arguments: list[str]) -> int:
    """Do what the words say; return 0, 1 for a problem, 2 for words that mean nothing here."""
    # A terminal that cannot show a file's name is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0 if arguments else 2
    command = COMMANDS.get(arguments[0])
    if not command:
        print(f"`{arguments[0]}` is not one of {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return command(arguments[1:])
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
