"""Every component is pinned, exactly, whoever asked for it; and nothing says where to fetch it."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"


def lines_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def places_named(requirements: str) -> list[str]:
    """Return what in a requirements file names an index, an address or a folder."""
    lines = (line.split("#")[0].strip() for line in requirements.splitlines())
    return [line for line in lines if re.search(r"://|@|^-|^[./]", line)]


def asked_for() -> list[Requirement]:
    """Return what the project and its tests ask for by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    lines += lines_of(PACKAGING / "requirements-test.txt")
    return [Requirement(line) for line in lines]


def applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras})


def needed(requirements: list[Requirement]) -> Iterator[str]:
    """Yield the name of each component needed on this Python and system, direct or not."""
    waiting = [(requirement, frozenset[str]()) for requirement in requirements]
    seen = set()
    while waiting:
        requirement, extras = waiting.pop()
        name = canonicalize_name(requirement.name)
        if not applies(requirement, extras) or (name, *sorted(requirement.extras)) in seen:
            continue
        seen.add((name, *sorted(requirement.extras)))
        yield name
        inner = frozenset(requirement.extras)
        waiting += [(Requirement(line), inner) for line in metadata.requires(name) or ()]


def test_every_component_is_pinned() -> None:
    pinned = {
        canonicalize_name(requirement.name)
        for requirement in map(Requirement, lines_of(PACKAGING / "constraints.txt"))
        if applies(requirement, frozenset())
    }
    # What only the build uses need not be installed where the tests run, and needs nothing itself.
    build = lines_of(PACKAGING / "requirements-build.txt")
    names = {*needed(asked_for()), *(Requirement(line).name for line in build)}
    assert {"sqlalchemy", "shiboken6", "pluggy"} <= names, "the search goes through dependencies"
    assert names - pinned == set()


def test_every_constraint_is_exact() -> None:
    lines = lines_of(PACKAGING / "constraints.txt")
    assert lines
    assert not [line for line in lines if not re.match(r"[a-z0-9.-]+==[\w.]+(;|$)", line)]


@pytest.mark.parametrize("path", sorted(PACKAGING.glob("*.txt")), ids=lambda path: path.name)
def test_requirements_name_no_place_to_fetch_from(path: Path) -> None:
    assert not places_named(path.read_text(encoding="utf-8"))


def test_a_place_to_fetch_from_would_be_seen() -> None:
    assert len(places_named("--index-url https://example.org\na @ file:///b\n./here")) == 3
    assert not places_named("a==1.0; python_version < '3.12'  # why: https://example.org")
