"""Killed at any moment while working and publishing: every acknowledged piece of work is there."""

import os
import random
import select
import signal
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from desks import runs
from work import begin, do_piece, half_done, pieces

from commission_desk.store.desk import Desk
from commission_desk.store.opening import OpenDesk, make_file, open_file
from commission_desk.store.sealed import check

TURNS = 50  # in each office
OFFICES = runs(1, 10)
PUBLISHED = 0
NUMBER = struct.Struct("i")
Acknowledge = Callable[[int], None]
Work = Callable[[OpenDesk, int, Acknowledge], None]


class Office:
    """A team's file, one laptop's profile, and a person who works until they are killed."""

    def __init__(self, folder: Path) -> None:
        self.profile, self.file = folder / "profile", folder / "Team.cdesk"
        opened = make_file(self.file, "Officer", self.profile)
        begin(opened.desk)
        opened.shared.publish()
        opened.desk.close()
        self.working = opened.desk.path

    def work_until_killed(self, work: Work, first: int, enough: Callable[[int], bool]) -> list[int]:
        """Let a process work from a piece on; kill it once enough; return what it acknowledged."""
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            try:
                os.close(reading)
                opened = open_file(self.file, "Officer", self.profile)
                work(opened, first, lambda number: acknowledge(writing, number))
            finally:
                os._exit(1)
        os.close(writing)
        heard = acknowledged(reading, enough)
        os.kill(process, signal.SIGKILL)
        _process, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), "the process ended before it was killed"
        heard += acknowledged(reading, lambda _count: False)
        os.close(reading)
        return heard


def acknowledge(pipe: int, number: int) -> None:
    os.write(pipe, NUMBER.pack(number))


def acknowledged(pipe: int, enough: Callable[[int], bool]) -> list[int]:
    """Read acknowledgements until the process is gone or this is enough."""
    heard: list[int] = []
    while not enough(len(heard)):
        if not select.select([pipe], [], [], 0.001)[0]:
            continue
        data = os.read(pipe, NUMBER.size)
        if not data:
            break
        heard.append(*NUMBER.unpack(data))
    return heard


def truthfully(opened: OpenDesk, first: int, acknowledge: Acknowledge) -> None:
    """Work and publish, and acknowledge what was done after it was done."""
    number = first
    while True:
        do_piece(opened.desk, number)
        acknowledge(number)
        if number % 4 == 0:
            opened.shared.publish()
            acknowledge(PUBLISHED)
        number += 1


def too_soon(opened: OpenDesk, first: int, acknowledge: Acknowledge) -> None:
    """Work, and acknowledge each piece before it is committed."""
    for number in range(first, first + 10_000):
        real, desk = Desk.do, opened.desk

        def do(operation, *args, number=number, real=real, desk=desk, **kwargs):
            def hasty(session):
                operation(session, *args, **kwargs)
                acknowledge(number)

            hasty.__dict__.update(operation.__dict__)
            return real(desk, hasty)

        desk.do = do
        do_piece(desk, number)
        del desk.do


def after(count: int, seconds: float) -> Callable[[int], bool]:
    """Make the rule: some seconds after so many acknowledgements."""
    since: list[float] = []

    def enough(heard: int) -> bool:
        if heard >= count and not since:
            since.append(time.monotonic())
        return bool(since) and time.monotonic() - since[0] >= seconds

    return enough


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize("seed", range(OFFICES))
def test_every_acknowledged_piece_of_work_is_there_and_none_is_half_done(office: Office, seed: int):
    chance = random.Random(seed)
    first, done, published, unfinished = 1, set[int](), set[int](), 0
    for _turn in range(TURNS):
        # Half of the kills fall at once after an acknowledgement, half somewhere in what follows.
        seconds = chance.choice((0, chance.uniform(0, 0.04)))
        heard = office.work_until_killed(truthfully, first, after(chance.randint(1, 7), seconds))
        for number in heard:
            if number == PUBLISHED:
                published = set(done)
            else:
                done.add(number)
        in_file = pieces(office.file)
        check(office.file)
        assert half_done(office.file) == []
        assert in_file >= published
        opened = open_file(office.file, "Officer", office.profile)
        assert (opened.kept, opened.warning) == (None, "")
        opened.desk.close()
        there = pieces(office.working)
        assert half_done(office.working) == []
        assert there >= done
        assert there >= in_file
        assert there - done <= {max(done) + 1}, "only the piece in hand may be unacknowledged"
        unfinished += len(there - done)
        done, first = there, max(there) + 1
        assert sorted(path.name for path in office.file.parent.iterdir() if ".part" not in
                      path.name) == ["Team.cdesk", "profile"]  # fmt: skip
    print(f"{TURNS} kills, {len(done)} pieces of work, {unfinished} in hand were kept whole")


def test_acknowledging_before_the_commit_is_seen_to_lose(office: Office):
    """The control: a program that says "saved" too soon does not pass the test above."""
    lost, first = 0, 1
    for _turn in range(runs(12, 40)):
        heard = office.work_until_killed(too_soon, first, after(2, 0))
        open_file(office.file, "Officer", office.profile).desk.close()
        there = pieces(office.working)
        lost += len(set(heard) - there)
        first = max({*there, *heard}) + 1
    print(f"the control lost {lost}")
    assert lost > 0
