"""Run a person's work on a disk that fails at one file operation, for one operation after another.

Started on the faulty disk, with a folder, how many operations of each sort to try at most, and the
name of a control or nothing; prints a JSON summary.
"""

import json
import os
import random
import shutil
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from faulty_disk import TROUBLES, Disk
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from work import begin, do_piece, half_done, pieces

from commission_desk.domain.errors import UserError
from commission_desk.store import publishing, sealed
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file, open_file
from commission_desk.store.sealed import check

ENTRY = struct.Struct("qiIc7x")  # as in faulty_disk.c
ROUNDS = 1  # of working and publishing
PIECES = 3 * ROUNDS
UNPUBLISHED = 0  # the piece that is in the working copy and not in the file when it begins


@dataclass
class Told:
    """What the program told the person before its end."""

    opened: bool = False
    done: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)  # "nothing was saved"
    unsure: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)  # the last piece done before
    odd: str = ""  # something else than a sentence for a person


@dataclass
class Summary:
    """How all the cases ended."""

    cases: int = 0
    befallen: int = 0
    operations: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class Bench:
    """The folder in which each case starts from the same desk."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.disk, self.folder = disk, folder / "case"
        self.profile, self.file = self.folder / "profile", self.folder / "Team.cdesk"
        self.template, self.told = folder / "template", folder / "told.json"
        self.folder.mkdir()
        opened = make_file(self.file, "Officer", self.profile)
        begin(opened.desk)
        opened.shared.publish()
        do_piece(opened.desk, UNPUBLISHED)
        opened.desk.close()
        self.working = opened.desk.path
        shutil.move(self.folder, self.template)

    def case(self, trouble: str, nth: int) -> tuple[Told, bool]:
        """Let a process work with trouble at the nth operation; return what it told."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)
        self.told.unlink(missing_ok=True)
        process = os.fork()
        if process == 0:
            self.disk.arm(trouble, nth)
            befallen = False
            try:
                self._work(Told())
                befallen = self.disk.counted >= nth
            finally:
                os._exit(0 if befallen else 3)
        _process, status = os.waitpid(process, 0)
        told = Told(**json.loads(self.told.read_text())) if self.told.exists() else Told()
        return told, os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0

    def _tell(self, told: Told) -> None:
        """Note what the person was told, out of the faulty disk's sight."""
        part = self.told.with_suffix(".new")
        part.write_text(json.dumps(asdict(told)))
        os.rename(part, self.told)  # noqa: PTH104 - as plain as can be

    def _work(self, told: Told) -> None:
        try:
            self._open_and_work(told)
        except Exception:  # noqa: BLE001 - whatever it is, it is to be reported
            told.odd = " ".join(traceback.format_exc().splitlines()[-4:])
        self._tell(told)

    def _open_and_work(self, told: Told) -> None:
        self._tell(told)
        try:
            opened = open_file(self.file, "Officer", self.profile)
        except UserError:
            return
        told.opened = True
        for number in range(1, PIECES + 1):
            try:
                do_piece(opened.desk, number)
                told.done.append(number)
            except UserError as refusal:
                sure = "not saved" in str(refusal) or "nothing was" in str(refusal)
                (told.refused if sure else told.unsure).append(number)
            self._tell(told)
            if number % (PIECES // ROUNDS) == 0:
                try:
                    opened.shared.publish()
                    told.published.append(max(told.done, default=0))
                except UserError:
                    pass
                self._tell(told)
        opened.desk.close()

    def judge(self, told: Told) -> list[str]:
        """Say what is wrong after a case: with the file, the working copy, or what was told."""
        wrong = [told.odd] if told.odd else []
        try:
            check(self.file)
        except UserError as refusal:
            return [*wrong, str(refusal)]
        wrong += half_done(self.file)
        in_file, done = pieces(self.file), {UNPUBLISHED, *told.done}
        if told.published and not in_file >= {n for n in done if n <= told.published[-1]}:
            wrong.append(f"published {told.published}, in the file are {in_file}")
        again = open_file(self.file, "Officer", self.profile)
        again.desk.close()
        if again.kept or again.warning:
            wrong.append(f"opened again: {again.kept} {again.warning}")
        wrong += half_done(self.working)
        there = pieces(self.working)
        if done - there:
            wrong.append(f"lost {done - there}")
        if there & set(told.refused):
            wrong.append(f"said not to be saved, and is: {there & set(told.refused)}")
        if not in_file <= there:
            wrong.append(f"in the file and not here: {in_file - there}")
        if len(there - done - set(told.unsure)) > 1:
            wrong.append(f"there are {there - done}, which nobody was told of")
        return wrong


def operations(bench: Bench, disk: Disk, *, sound: bool) -> list[str]:
    """Work once without trouble, and return the sort of each file operation, in order.

    Fails if a ``sound`` program does not do all of it then.
    """
    log = bench.folder.with_name("log")
    shutil.copytree(bench.template, bench.folder)
    process = os.fork()
    if process == 0:
        descriptor = os.open(log, os.O_CREAT | os.O_WRONLY)
        disk.record(descriptor)
        bench._work(Told())
        os._exit(0)
    _process, status = os.waitpid(process, 0)
    told = Told(**json.loads(bench.told.read_text()))
    assert not sound or (status, told.odd, len(told.done)) == (0, "", PIECES), told
    data, at, sorts = log.read_bytes(), 0, []
    while at < len(data):
        flags, _descriptor, length, sort = ENTRY.unpack_from(data, at)
        at += ENTRY.size + length
        sorts.append("O" if sort == b"o" and flags & 1 else sort.decode())
    return sorts


def points(sorts: list[str], concerns: str, most: int, chance: random.Random) -> list[int]:
    """Choose which of the operations that a trouble concerns to try: ``most`` of each sort."""
    numbered = list(enumerate((sort for sort in sorts if sort in concerns), start=1))
    chosen: list[int] = []
    for sort in concerns:
        of_sort = [nth for nth, this in numbered if this == sort]
        chosen += of_sort if len(of_sort) <= most else chance.sample(of_sort, most)
    return sorted(chosen)


def in_place(partial: Path, target: Path) -> None:
    """Write over the target as a program would that does not rename (a control)."""
    with partial.open("rb") as new, target.open("r+b") as file:
        while piece := new.read(16_384):
            file.write(piece)
        file.truncate()
    partial.unlink()


def never_written(*_arguments: object) -> bytes:
    """Say that the file was written, and do nothing (a control)."""
    return b""


def whatever_happened(_desk: Desk, session: Session, _recorder: object) -> None:
    """Commit and say that all is well, whatever the disk says (a control)."""
    with suppress(DBAPIError):
        session.commit()


CONTROLS: dict[str, Callable[[], None]] = {
    "in place": lambda: setattr(sealed, "_replace", in_place),
    "not written": lambda: setattr(publishing.SharedCopy, "_seal", never_written),
    "said too soon": lambda: setattr(Desk, "_commit", whatever_happened),
}


def main(folder: Path, most: int, control: str = "") -> Summary:
    """Try the troubles at the operations; return how it went."""
    disk = Disk(folder / "case")
    bench = Bench(folder, disk)
    if control:
        CONTROLS[control]()
    sorts = operations(bench, disk, sound=not control)
    summary = Summary(operations={sort: sorts.count(sort) for sort in sorted(set(sorts))})
    chance = random.Random(1)
    for trouble, (_kind, concerns) in TROUBLES.items():
        for nth in points(sorts, concerns, most, chance):
            told, befallen = bench.case(trouble, nth)
            summary.cases += 1
            summary.befallen += befallen
            summary.wrong += [f"{trouble} at {nth}: {what}" for what in bench.judge(told)]
    return summary


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
    sys.stdout.write(json.dumps(asdict(found)))
