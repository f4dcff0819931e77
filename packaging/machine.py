"""What this machine has: a Python that runs, room on the disk, the libraries that Qt needs."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
NEWEST = (3, 14)
"""The newest Python for which every pinned component has been seen to have a build."""

IS_WINDOWS = os.name == "nt"
IS_LINUX = sys.platform.startswith("linux")

PROBE = """
import ctypes, json, platform, sqlite3, ssl, struct, sys, sysconfig, venv, zlib
try:
    from ensurepip import version
except ImportError:
    version = None
print(json.dumps({
    "executable": sys.executable,
    "version": sys.version_info[:2],
    "usable": platform.python_implementation() == "CPython"
        and struct.calcsize("P") == 8 and not sysconfig.get_config_var("Py_GIL_DISABLED"),
    "has_pip": version is not None,
}))
"""
"""Imports what the program needs of a Python, then says what it is. Debian may leave out pip."""

WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt links to whatever the display: each library and the Debian package that holds it."""

X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 platform links to besides."""


class Problem(Exception):  # noqa: N818 - a person reads it as a sentence, not as an error
    """Something that stops the work, said in a sentence: what happened and what to do."""


class Python(NamedTuple):
    """A Python that has been started and has answered."""

    executable: str
    version: tuple[int, int]
    has_pip: bool

    @property
    def rank(self) -> tuple[bool, bool, tuple[int, int]]:
        """Complete ones first, then those the components are known to work with, then newest."""
        return self.has_pip, self.version <= NEWEST, self.version


def clean_environment() -> dict[str, str]:
    """Return the environment without what would lead another Python or its pip astray."""
    strays = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    return {name: value for name, value in os.environ.items() if name not in strays}


def probe(command: Sequence[str]) -> Python | None:
    """Start a Python and ask it who it is; None where it does not run or cannot be used."""
    try:
        answer = subprocess.run(
            [*command, "-c", PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
            env=clean_environment(),
        )
        said = json.loads(answer.stdout.decode())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    version = (int(said["version"][0]), int(said["version"][1]))
    if not said["usable"] or version < OLDEST:
        return None
    return Python(str(said["executable"]), version, bool(said["has_pip"]))


def find_python(avoid: Path) -> Python:
    """Return the newest Python that runs: one on the PATH, failing that in the usual folders.

    A name on the PATH may be a shim with nothing behind it, so each is started. Pythons inside
    `avoid` do not count.
    """
    for commands in (_on_the_path(), _in_the_usual_folders()):
        unique = dict.fromkeys(map(tuple, commands))
        allowed = [command for command in unique if avoid not in Path(command[0]).parents]
        found = [python for python in map(probe, allowed) if python]
        if found:
            return max(found, key=lambda python: python.rank)
    oldest = ".".join(map(str, OLDEST))
    raise Problem(
        f"No working Python {oldest} or newer was found (this is {sys.version.split()[0]}). "
        "Install one from python.org or from your system's packages, and run this again."
    )


def _names() -> list[str]:
    minors = range(NEWEST[1] + 2, OLDEST[1] - 1, -1)
    return [*(f"python3.{minor}" for minor in minors), "python3", "python"]


def _on_the_path() -> Iterator[list[str]]:
    yield [sys.executable]
    suffix = ".exe" if IS_WINDOWS else ""
    for folder in os.get_exec_path():
        for name in _names():
            candidate = Path(folder, name + suffix)
            if candidate.is_file():
                yield [str(candidate)]
    launcher = shutil.which("py") if IS_WINDOWS else None
    if launcher:
        for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
            yield [launcher, f"-3.{minor}"]


def _in_the_usual_folders() -> Iterator[list[str]]:
    home = Path.home()
    if IS_WINDOWS:
        bases = [os.environ.get(name) for name in ("LOCALAPPDATA", "ProgramFiles")]
        folders = [Path(base) for base in bases if base]
        patterns = ["Programs/Python/Python3*/python.exe", "Python3*/python.exe"]
    else:
        folders = [Path("/usr"), Path("/usr/local"), Path("/opt/homebrew"), home / ".local"]
        patterns = [f"bin/{name}" for name in _names()]
        yield from ([str(found)] for found in Path("/opt").glob("python*/bin/python3"))
        frameworks = Path("/Library/Frameworks/Python.framework/Versions")
        yield from ([str(found)] for found in frameworks.glob("3.*/bin/python3"))
    managers = [home / ".pyenv" / "versions", home / ".local" / "share" / "uv" / "python"]
    if os.environ.get("PYENV_ROOT"):
        managers.append(Path(os.environ["PYENV_ROOT"], "versions"))
    for manager in managers:
        yield from ([str(found)] for found in manager.glob("*/bin/python3"))
    for folder in folders:
        for pattern in patterns:
            yield from ([str(found)] for found in folder.glob(pattern))


def has_display() -> bool:
    """Say whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    if not IS_LINUX:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(*, x11: bool) -> list[str]:
    """Return the Debian packages for the libraries that Qt would look for here in vain."""
    if not IS_LINUX:
        return []
    wanted = {**WINDOW_LIBRARIES, **(X11_LIBRARIES if x11 else {})}
    return sorted(package for library, package in wanted.items() if not _loads(library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: Sequence[str]) -> None:
    """Install Debian packages where we may; raise the line to run where we may not."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Problem(
            "Some system libraries are missing. Install what your system calls these Debian "
            f"packages: {names}"
        )
    if os.geteuid() != 0:
        raise Problem(f"Some system packages are missing. Run: sudo apt-get install -y {names}")
    print(f"Installing system packages: {names}", flush=True)
    install = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    if not (_apt_get(install) or (_apt_get(["update", "-qq"]) and _apt_get(install))):
        raise Problem(
            f"apt-get could not install some system packages. Run: apt-get install -y {names}"
        )


def _apt_get(arguments: Sequence[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0
