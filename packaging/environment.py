"""The program's own Python environment: `.venv` in the repository, with pinned components."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from machine import (
    IS_WINDOWS,
    Problem,
    Python,
    clean_environment,
    find_python,
    install_system_packages,
    probe,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
LOG = FOLDER / "install.log"

ROOM_NEEDED = 900 * 1024 * 1024
"""Bytes: what a full environment takes, with the downloads unpacked beside it."""

INPUTS = {
    "run": ("packaging/requirements-build.txt",),
    "test": ("packaging/requirements-build.txt", "packaging/requirements-test.txt"),
}
"""The requirement files for each purpose, besides the project itself."""

REASONS = {
    "The disk is full. Free about 1 GB and run this again.": (
        "No space left",
        "not enough space",
        "Disk quota",
    ),
    "The download site's certificate was refused. On a network that inspects traffic, tell pip "
    "of its certificate: pip config set global.cert FILE.": (
        "CERTIFICATE_VERIFY_FAILED",
        "SSLError",
    ),
    "The network could not be reached. The first run fetches components; connect and run this "
    "again. Later runs need no network.": (
        "NewConnectionError",
        "NameResolutionError",
        "Temporary failure in name resolution",
        "getaddrinfo failed",
        "Network is unreachable",
        "Connection refused",
        "ConnectTimeout",
        "Read timed out",
        "ProxyError",
    ),
    "Writing was not permitted. Check that you may write in this folder, and close the program "
    "if it is open.": (
        "Permission denied",
        "Access is denied",
        "Read-only file system",
    ),
    "A pinned component was not found for this Python and system.": (
        "No matching distribution found",
        "from versions: none",
        "ResolutionImpossible",
    ),
}
"""What to tell a person, by the words in what pip or the system said; the first that fits."""


def prepare(purpose: str) -> Path:
    """Make the environment ready to "run" or to "test"; return its Python.

    Nothing is done where the last set-up was for the same inputs, so later runs need no network.
    """
    stamps = [FOLDER / f"ready-to-{name}" for name in ("run", "test")]
    wanted = stamps[:] if purpose == "run" else stamps[1:]
    current = _existing()
    if current and any(_read(stamp) == fingerprint(stamp, current) for stamp in wanted):
        return PYTHON
    try:
        if not current:
            current = _make()
        for stamp in stamps:
            if stamp.exists():
                stamp.unlink()
        _install(purpose)
        stamp = FOLDER / f"ready-to-{purpose}"
        stamp.write_text(fingerprint(stamp, current), encoding="utf-8")
    except OSError as error:
        raise Problem(f"{explain(str(error))} ({error})") from error
    return PYTHON


def _existing() -> Python | None:
    """Return the environment's Python if it is sound: it runs, and has pip."""
    if not PYTHON.exists():
        return None
    current = probe([str(PYTHON)])
    return current if current and _succeeds([str(PYTHON), "-m", "pip", "--version"]) else None


def _make() -> Python:
    if FOLDER.exists():
        print("The environment in .venv does not work any more; making a new one.", flush=True)
        shutil.rmtree(FOLDER)
    room = shutil.disk_usage(ROOT).free
    if room < ROOM_NEEDED:
        raise Problem(
            f"The disk has {room // 2**20} MB free and about {ROOM_NEEDED // 2**20} MB are needed."
            " Free some room and run this again."
        )
    base = find_python(avoid=FOLDER)
    version = ".".join(map(str, base.version))
    if not base.has_pip:
        install_system_packages([f"python{version}-venv"])
    print(f"Making the environment in .venv with Python {version}.", flush=True)
    done = _run([base.executable, "-m", "venv", str(FOLDER)])
    made = _existing() if done.returncode == 0 else None
    if not made:
        shutil.rmtree(FOLDER, ignore_errors=True)
        said = done.stdout.strip()
        raise Problem(f"Python {version} could not make .venv. {explain(said)}\nIt said: {said}")
    return made


def _install(purpose: str) -> None:
    print("Installing the pinned components; the first time takes some minutes.", flush=True)
    build, *others = INPUTS[purpose]
    _pip(["-r", build])
    more = [part for name in others for part in ("-r", name)]
    # The build tools are pinned and here already, so the project is built without fetching others.
    _pip(["--no-build-isolation", "-e", ".", *more])


def _pip(arguments: Sequence[str]) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "-c", "packaging/constraints.txt", *arguments]
    pip = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines: list[str] = []
    with LOG.open("a", encoding="utf-8") as log, pip:
        for line in pip.stdout or ():
            log.write(line)
            lines.append(line)
            if line.startswith("Collecting "):
                print(f"  {line.split()[1]}", flush=True)
    if pip.returncode:
        raise Problem(f"{explain(''.join(lines))} All that pip said is in {LOG.relative_to(ROOT)}.")


def explain(said: str) -> str:
    """Say in a sentence what went wrong, from what pip or the system said."""
    for sentence, signs in REASONS.items():
        if any(sign in said for sign in signs):
            return sentence
    errors = [line.strip() for line in said.splitlines() if "error" in line.lower()]
    return f"The set-up did not finish. {errors[-1] if errors else ''}".strip()


def fingerprint(stamp: Path, python: Python) -> str:
    """Return what a set-up depends on: the inputs' contents, the Python, and where this is."""
    purpose = stamp.name.rsplit("-", 1)[-1]
    digest = hashlib.sha256(f"{ROOT} {python.version}".encode())
    for name in ("pyproject.toml", "packaging/constraints.txt", *INPUTS[purpose]):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    try:
        return stamp.read_text(encoding="utf-8")
    except OSError:
        return ""


def _succeeds(command: Sequence[str]) -> bool:
    return _run(command).returncode == 0


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=clean_environment(),
        check=False,
    )


def call(arguments: Sequence[str], **variables: str) -> int:
    """Run the environment's Python in the repository with these arguments; return its exit code.

    Its output goes where ours goes. A program ended by a signal gives 128 and the signal's number,
    as a shell would say it.
    """
    sys.stdout.flush()
    environment = {**clean_environment(), **variables}
    code = subprocess.call([str(PYTHON), *arguments], cwd=str(ROOT), env=environment)
    return code if code >= 0 else 128 - code


def processors() -> int:
    """Return how many tests to run at once: more than four gain little and heat the laptop."""
    return min(4, os.cpu_count() or 1)
