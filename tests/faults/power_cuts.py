"""What a disk may hold after the power is cut: recorded file operations, replayed up to a point.

The model is stricter than most file systems: what was not flushed may be there in any part, in any
order, torn at any sector; a new, renamed or removed name is only sure once its folder was flushed.

Started on the faulty disk, with a folder, how many pieces of work to do, and settings to add to
those of the program: works, publishes and records.
"""

import os
import random
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

ENTRY = struct.Struct("qiIc7x")  # as in faulty_disk.c
SECTOR = 512
UNFLUSHED = "sealed files not flushed"  # a control
MADE, FOLDER, EMPTIED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded operation, as faulty_disk.c names them."""

    sort: str
    number: int
    descriptor: int
    data: bytes


def recording(path: Path) -> list[Entry]:
    """Read a recording."""
    data, at, entries = path.read_bytes(), 0, []
    while at < len(data):
        number, descriptor, length, sort = ENTRY.unpack_from(data, at)
        at += ENTRY.size
        entries.append(Entry(sort.decode(), number, descriptor, data[at : at + length]))
        at += length
    return entries


@dataclass(slots=True)
class Content:
    """A file's bytes: those that are sure, and the writes that are not, in order."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None cuts to a size

    def flush(self) -> None:
        """Make everything sure."""
        for at, data in self.pending:
            _apply(self.sure, at, data)
        self.pending.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """Return what may be found: any part of what is pending, in sectors."""
        left = bytearray(self.sure)
        keep = chance.choice((0.0, 0.5, 0.9, 1.0))
        for at, data in self.pending:
            if data is None:
                if chance.random() < keep:
                    _apply(left, at, None)
                continue
            for start, piece in _sectors(at, data):
                if chance.random() < keep:
                    _apply(left, start, piece)
        return bytes(left)


def _sectors(at: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    start = 0
    while start < len(data):
        end = min(len(data), start + SECTOR - (at + start) % SECTOR)
        yield at + start, data[start:end]
        start = end


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Drive:
    """A drive as the operations leave it: the names in its folders, and the files' contents."""

    def __init__(self, start: dict[str, bytes]) -> None:
        self.sure = {path: Content(bytearray(data)) for path, data in start.items()}
        self.names = dict(self.sure)
        self.pending: list[tuple[str, dict[str, Content | None]]] = []  # folder, names set
        self._open: dict[int, Content | str] = {}

    def do(self, entry: Entry) -> None:
        """Let one operation happen."""
        match entry.sort:
            case "o":
                self._opened(entry)
            case "w" | "t":
                content = self._open[entry.descriptor]
                assert isinstance(content, Content)
                data = entry.data if entry.sort == "w" else None
                content.pending.append((entry.number, data))
            case "s":
                self._flushed(self._open[entry.descriptor])
            case "n":
                old, new = entry.data.decode().split("\0")
                self._name({old: None, new: self.names[old]})
            case "u":
                self._name({entry.data.decode(): None})
            case _:
                pass

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that may be found when the power comes back."""
        names: dict[str, Content | None] = dict(self.sure)
        # Half of the time folders are written in order, as journals of file systems do it.
        kept = self.pending[: chance.randint(0, len(self.pending))]
        if chance.random() < 0.5:
            kept = [change for change in self.pending if chance.random() < 0.5]
        for _folder, change in kept:
            names.update(change)
        return {path: found.after_cut(chance) for path, found in names.items() if found}

    def _opened(self, entry: Entry) -> None:
        path = entry.data.decode()
        if entry.number & FOLDER:
            self._open[entry.descriptor] = path
            return
        if path not in self.names or entry.number & MADE:
            self._name({path: Content()})
        content = self.names[path]
        if entry.number & EMPTIED:
            content.pending.append((0, None))
        self._open[entry.descriptor] = content

    def _flushed(self, what: Content | str) -> None:
        if isinstance(what, Content):
            what.flush()
            return
        for folder, change in self.pending:
            if folder == what.rstrip("/"):
                self.sure.update({p: c for p, c in change.items() if c is not None})
                for path in [p for p, c in change.items() if c is None]:
                    self.sure.pop(path, None)
        self.pending = [(f, c) for f, c in self.pending if f != what.rstrip("/")]

    def _name(self, change: dict[str, Content | None]) -> None:
        for path, content in change.items():
            if content is None:
                self.names.pop(path, None)
            else:
                self.names[path] = content
        self.pending.append((os.path.dirname(next(iter(change))), change))  # noqa: PTH120


def record(folder: Path, times: int, *settings: str) -> None:
    """Work and publish on the faulty disk, recording; print the milliseconds of a commit."""
    from faulty_disk import Disk
    from work import begin, do_piece

    from commission_desk.store import engine, sealed
    from commission_desk.store.opening import make_file

    named = {setting.partition("=")[0] for setting in settings}
    others = (own for own in engine.PRAGMAS if own.partition("=")[0] not in named)
    engine.PRAGMAS = (*(setting for setting in settings if setting != UNFLUSHED), *others)
    if UNFLUSHED in settings:
        sealed.os = SimpleNamespace(**{**vars(os), "fsync": lambda _descriptor: None})
    (folder / "drive").mkdir()
    disk = Disk(folder / "drive")
    opened = make_file(folder / "drive" / "Team.cdesk", "Officer", folder / "drive" / "profile")
    begin(opened.desk)
    opened.shared.publish()
    opened.desk.close()
    start = {str(path): path for path in (folder / "drive").rglob("*") if path.is_file()}
    with (folder / "start").open("w") as listed:
        for path in start.values():
            copy = folder / f"{len(path.name)}-{path.name}"
            copy.write_bytes(path.read_bytes())
            listed.write(f"{path}\t{copy}\n")
    disk.record(os.open(folder / "log", os.O_CREAT | os.O_WRONLY))
    seconds = 0.0
    for number in range(1, times + 1):
        began = time.perf_counter()
        do_piece(opened.desk, number)
        seconds += time.perf_counter() - began
        disk.mark(number)
        if number % 5 == 0:
            opened.shared.publish()
            disk.mark(-number)
    disk.record(-1)
    sys.stdout.write(f"{1000 * seconds / times}")


def start_of(folder: Path) -> dict[str, bytes]:
    """Return the files that were there when the recording began."""
    pairs = [line.split("\t") for line in (folder / "start").read_text().splitlines()]
    return {path: Path(copy).read_bytes() for path, copy in pairs}


if __name__ == "__main__":
    record(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
