"""Merging against a plain model of who had seen what, on histories that nobody would think of."""

import itertools
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from desks import THOROUGH, edit, rows, runs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laptops import Laptop, words
from sqlalchemy.orm import Session

from commission_desk.operations.merging import resolve
from commission_desk.operations.records import remove
from commission_desk.store.desk import named
from commission_desk.store.tables import Action

RECORDS = ("r0", "r1")
BLANK = {"title": None, "note": "", "deleted": False}  # an action always begins with a title
Action_ = tuple[int, str, int, str]  # laptop, what, record or laptop, words

WORK = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(
            ["make", "title", "title", "note", "note", "merge", "merge", "remove", "resolve",
             "undo", "redo"]
        ),
        st.integers(0, 2),
        st.sampled_from("abc"),
    ),
    min_size=3,
    max_size=14,
)  # fmt: skip
FEW = settings(
    max_examples=runs(100, 5_000),
    deadline=None,
    database=None,
    derandomize=not THOROUGH,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Said:
    """One thing that somebody said, and all that they knew when they said it."""

    number: int
    record: str
    made: bool
    values: tuple[tuple[str, Any], ...]
    knew: frozenset[int] = field(repr=False, default=frozenset())

    def of(self, name: str) -> Any:
        return dict(self.values).get(name)


class Model:
    """What each laptop knows, and what should therefore stand."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.known: list[set[int]] = [set(), set(), set()]

    def say(self, who: int, record: str, *, made: bool = False, **values: Any) -> None:
        number = len(self.said)
        knew = frozenset(self.known[who])
        self.said.append(Said(number, record, made, tuple(values.items()), knew))
        self.known[who].add(number)

    def versions(self, known: set[int], record: str, name: str) -> list[Said]:
        mine = [self.said[n] for n in known if self.said[n].record == record]
        about = [each for each in mine if each.made or name in dict(each.values)]
        heads = [
            each for each in about
            if not any(each.number in later.knew for later in about if not later.made)
        ]  # fmt: skip
        worded = [each for each in heads if not each.made or each.of(name) != BLANK[name]]
        return worded or heads[:1]

    def unseen(self, known: set[int], record: str) -> bool:
        removals = [each for each in self.versions(known, record, "deleted") if each.of("deleted")]
        return bool(removals) and any(
            all(version.number not in removal.knew for removal in removals)
            for name in ("title", "note")
            for version in self.versions(known, record, name)
        )

    def stands(self, known: set[int], record: str) -> dict[str, set[str]]:
        """The values that each field may show; more than one is an open conflict."""
        found = {
            name: {json.dumps(each.of(name)) for each in self.versions(known, record, name)}
            for name in ("title", "note", "deleted")
        }
        if self.unseen(known, record):
            found["deleted"] = {"true", "false"}
        return found


@named("Make")
def make(session: Session, record: str, title: str) -> None:
    session.add(Action(id=record, title=title))


class Team:
    """Three laptops at work and, beside them, the model; undo and redo only without the model."""

    def __init__(self, folder: Path) -> None:
        self.laptops = [Laptop(folder, name) for name in ("ann", "ben", "cat")]
        self.model = Model()
        self.acknowledged: set[str] = set()

    def act(self, who: int, what: str, which: int, text: str, *, reversing: bool) -> None:
        laptop, record = self.laptops[who], RECORDS[which % 2]
        if what == "merge":
            other = self.laptops[which]
            laptop.merge(other)
            self.model.known[who] |= self.model.known[which]
        elif what in ("undo", "redo"):
            if reversing:
                self.reverse(laptop, what)
        elif what == "resolve":
            for view in laptop.conflicts()[:1]:
                chosen = view.versions[len(text) % len(view.versions)].value
                laptop.desk.do(resolve, view.record, view.field, chosen)
                self.model.say(who, view.record, **{view.field: chosen})
        else:
            self.change(who, what, record, text)
        self.acknowledged |= laptop.steps()

    def change(self, who: int, what: str, record: str, text: str) -> None:
        laptop = self.laptops[who]
        found = rows(laptop.desk.path, "SELECT * FROM action WHERE id = ?", record)
        if what == "make" and not found:
            laptop.desk.do(make, record, text)
            self.model.say(who, record, made=True, title=text, note="", deleted=False)
        elif not found or laptop.value(record, "deleted"):
            return
        elif what == "remove":
            laptop.desk.do(remove, "action", record)
            self.model.say(who, record, deleted=True)
        elif what in ("title", "note") and laptop.value(record, what) != text:
            laptop.desk.do(edit, record, **{what: text})
            self.model.say(who, record, **{what: text})

    def reverse(self, laptop: Laptop, what: Any) -> None:
        """Undo never replaces what somebody else said."""
        before = laptop.steps()
        laptop.desk.reverse(what)
        for step in laptop.steps() - before:
            others = rows(
                laptop.desk.path,
                "SELECT f.origin FROM change c JOIN step s ON s.seq = c.step "
                "JOIN change b ON b.seq = c.replaces JOIN step f ON f.seq = b.step "
                "WHERE s.id = ? AND c.value <> 'true'",
                step,
            )
            assert {origin for (origin,) in others} <= {laptop.desk.origin, *self.made_by(laptop)}

    @staticmethod
    def made_by(laptop: Laptop) -> set[str]:
        """Whoever made a record: the first edit of a field replaces its making."""
        sql = "SELECT s.origin FROM change c JOIN step s ON s.seq = c.step WHERE c.field = ''"
        return {row[0] for row in rows(laptop.desk.path, sql)}

    def orders(self) -> list[Laptop]:
        """Twins of the laptops that took the others in, in every order."""
        found = []
        every = list(itertools.permutations(self.laptops))
        for number, order in enumerate(every if THOROUGH else every[::2]):
            twin = order[0].twin(f"twin {number}")
            for other in order[1:]:
                twin.merge(other)
            found.append(twin)
        return found

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.desk.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """These are not about power cuts."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


def at_work(work: list[Action_], *, reversing: bool) -> tuple[Team, Path]:
    folder = Path(tempfile.mkdtemp())
    team = Team(folder)
    for each in work:
        team.act(*each, reversing=reversing)
    return team, folder


def agrees(laptop: Laptop, model: Model, known: set[int]) -> None:
    """A desk shows what stands by the model, and asks about the rest with all its versions."""
    asked = {(view.record, view.field): words(view) for view in laptop.conflicts()}
    for record in {model.said[number].record for number in known}:
        stands = model.stands(known, record)
        gone = stands["deleted"] == {"true"}
        for name, may in stands.items():
            shown = laptop.value(record, name)
            shown = json.dumps(bool(shown) if name == "deleted" else shown)
            assert shown in may
            if len(may) > 1 and not gone:
                assert asked.pop((record, name)) == may
            if name == "deleted" and len(may) > 1:
                assert shown == "false"
    assert asked == {}


@FEW
@given(WORK)
def test_a_seen_value_yields_an_unseen_one_conflicts_and_nothing_is_lost(work):
    team, folder = at_work(work, reversing=False)
    try:
        for laptop, known in zip(team.laptops, team.model.known, strict=True):
            agrees(laptop, team.model, known)
        first, second = team.laptops[0], team.laptops[1]
        first.merge(second)
        first.merge(team.laptops[2])
        assert first.steps() == team.acknowledged
        agrees(first, team.model, set(range(len(team.model.said))))
    finally:
        team.close()
        shutil.rmtree(folder)


@FEW
@given(WORK)
def test_the_order_makes_no_difference_and_twice_is_once(work):
    team, folder = at_work(work, reversing=True)
    try:
        twins = team.orders()
        known = twins[0].knows()
        assert all(twin.knows() == known for twin in twins[1:])
        assert twins[0].steps() == team.acknowledged
        assert twins[0].merge(twins[1]).steps == 0
        twins[0].merge(team.laptops[1])
        assert twins[0].knows() == known
        assert rows(twins[0].desk.path, "PRAGMA foreign_key_check") == []
    finally:
        for laptop in twins:
            laptop.desk.close()
        team.close()
        shutil.rmtree(folder)


def test_the_model_tells_a_clock_from_who_had_seen_what():
    """The control: had the later of two simply won, the model would say so."""
    model = Model()
    model.say(0, "r0", made=True, title="a", note="", deleted=False)
    model.known[1] |= model.known[0]
    model.say(0, "r0", title="b")
    model.say(1, "r0", title="c")
    assert model.stands(set(range(3)), "r0")["title"] == {'"b"', '"c"'}
    model.known[1] |= model.known[0]
    model.say(1, "r0", title="c")
    assert model.stands(set(range(4)), "r0")["title"] == {'"c"'}
