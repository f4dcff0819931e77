"""A disk that fails on demand: a small C library loaded into a process before the C library."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHANGING = "Owstnu"  # file operations that change something, as faulty_disk.c names them
TROUBLES = {
    "killed": ("k", CHANGING),
    "killed in a write": ("h", "w"),
    "no space": ("n", "Owstn"),
    "an I/O error": ("i", "or" + CHANGING),
    "I/O errors for good": ("j", "or" + CHANGING),
}


def can_be_built() -> bool:
    """Whether there is what the disk needs: Linux and a C compiler."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def build(folder: Path) -> Path:
    """Compile the library into a folder."""
    library = folder / "faulty_disk.so"
    subprocess.run(
        ["cc", "-O1", "-shared", "-fPIC", "-o", library, HERE / "faulty_disk.c", "-ldl"], check=True
    )
    return library


def run_on(library: Path, script: str, *arguments: object) -> Any:
    """Run a script of this folder on the disk and return what it prints, as JSON."""
    done = subprocess.run(
        [sys.executable, HERE / script, *map(str, arguments)],
        env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


class Disk:
    """The disk as seen from a process that was started on it."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(None)
        self._library.disk_watch(os.fsencode(folder))
        self._library.disk_counted.restype = ctypes.c_long

    def arm(self, trouble: str, nth: int) -> None:
        """Let trouble befall the nth file operation from here that it concerns."""
        kind, _concerns = TROUBLES[trouble]
        self._library.disk_arm(ctypes.c_char(kind.encode()), ctypes.c_long(nth))

    @property
    def counted(self) -> int:
        """How many operations were counted since the disk was armed."""
        return int(self._library.disk_counted())

    def record(self, descriptor: int) -> None:
        """Write every operation from here to a file descriptor; -1 for none."""
        self._library.disk_record(descriptor)

    def mark(self, number: int) -> None:
        """Note in the recording that something was acknowledged."""
        self._library.disk_mark(ctypes.c_long(number))
