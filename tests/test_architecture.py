"""Rules of the code base that no linter knows."""

import ast
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("commission_desk", "tests", "packaging")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
LONGEST = 400
BANNED_IN_THE_WINDOW = {
    "QSplashScreen": "it blocks the start for a second; paint the window first",
    "__feature__": "it renames Qt for every module in the process",
    "QSortFilterProxyModel": "it takes seconds at 100,000 rows; sort and filter in SQL",
}
START_IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def bare_type_ignores(text: str) -> list[str]:
    return re.findall(r"#\s*type:\s*ignore(?!\[)", text)


def banned_names(source: str) -> list[str]:
    """Return the banned names that code uses; a comment may say why it does not."""
    tree = ast.parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            used |= {part for alias in node.names for part in alias.name.split(".")}
    return sorted(used & set(BANNED_IN_THE_WINDOW))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START_IMPORT_LINTER],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_run_one_way() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_only_the_window_may_know_qt() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (held,) = (c for c in contracts if "PySide6" in c.get("forbidden_modules", ()))
    modules = {module.name for module in pkgutil.iter_modules([str(ROOT / "commission_desk")])}
    others = modules - {"__main__", "app", "ui"}
    assert set(held["source_modules"]) == {f"commission_desk.{name}" for name in others}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_is_short_enough_to_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split it by what it is about"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_silenced_type_error_says_which(path: Path) -> None:
    assert not bare_type_ignores(path.read_text(encoding="utf-8"))


def test_the_window_uses_no_banned_part_of_qt() -> None:
    window = [ROOT / "commission_desk" / "app.py", *(ROOT / "commission_desk" / "ui").rglob("*.py")]
    found = {
        name_of(path): banned_names(path.read_text(encoding="utf-8"))
        for path in window
        if path.exists()
    }
    assert not {path: names for path, names in found.items() if names}, BANNED_IN_THE_WINDOW


def test_the_rules_catch_what_they_are_for() -> None:
    silenced = "x = y  # type: " + "ignore"
    assert bare_type_ignores(silenced)
    assert not bare_type_ignores(silenced + "[arg-type]")
    assert banned_names("from PySide6.QtWidgets import QSplashScreen")


def calls_without_a_key(source: str) -> list[str]:
    """Return the calls that would write a readable file of a desk whose file may be locked."""
    places = {"seal": 4, "back_up": 4, "back_up_changes": 3}  # where the key stands, from 1
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = places.get(node.func.id)
            named = any(keyword.arg == "key" for keyword in node.keywords)
            if place is not None and not named and len(node.args) < place:
                found.append(ast.unparse(node))
    return found


def test_whatever_writes_a_desk_out_passes_its_key_on() -> None:
    sources = (ROOT / "commission_desk").rglob("*.py")
    found = {name_of(path): calls_without_a_key(path.read_text("utf-8")) for path in sources}
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_a_call_without_a_key_would_be_seen() -> None:
    source = "seal(a, b, None)\nback_up(a, b)\nseal(a, b, None, k)\nback_up(a, b, key=k)"
    assert calls_without_a_key(source) == ["seal(a, b, None)", "back_up(a, b)"]
