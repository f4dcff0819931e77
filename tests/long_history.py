"""A desk with years of work behind it, made by fast SQL: what an officer's days leave in a file.

Every quarter a register is imported, agreements are edited day by day, and one plan is written,
each answer kept many times while it grows.
"""

import json
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from commission_desk.domain.richtext import from_plain, to_json
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.example_large import add_many
from commission_desk.operations.plans import write_answer
from commission_desk.store.desk import name_of
from commission_desk.store.opening import OpenDesk, make_file
from commission_desk.store.recording import encode
from commission_desk.store.tables import Answer, Plan, new_id

BEGAN = datetime(2021, 11, 22, 9)  # noqa: DTZ001 - in UTC, as steps are
QUARTERS, QUARTER = 20, timedelta(days=91)
WORDS = (
    "home", "care", "respite", "nursing", "support", "living", "carers", "advocacy", "transport",
    "meals", "housing", "young", "adults", "children", "learning", "disability",
)  # fmt: skip
Said = tuple[str, str, str, object]  # a kind, a record, a field and its new value


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is, and how much is done in a quarter."""

    agreements: int
    imported: int  # agreements in the register of a quarter
    days: int
    edits: int  # a day
    answers: int  # of the plan of a quarter
    versions: int  # of each answer


WHOLE = Amount(100_000, imported=10_000, days=62, edits=40, answers=31, versions=40)
SMALL = Amount(2_000, imported=200, days=12, edits=4, answers=6, versions=4)


def build(file: Path, profile: Path, amount: Amount) -> OpenDesk:
    """Make a desk at ``file`` with five years of history, published and open."""
    opened = make_file(file, "Officer", profile)
    opened.desk.do(add_many, BEGAN.date(), amount.agreements)
    opened.desk.do(_plans, amount)
    with closing(sqlite3.connect(opened.desk.path)) as connection:
        for setting in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-200000"):
            connection.execute(f"PRAGMA {setting}").close()
        connection.execute("UPDATE step SET taken_at = ?", (_stamp(BEGAN - timedelta(days=1)),))
        history = _History(connection, opened.desk.origin)
        _live(history, connection, amount)
        history.write()
        connection.commit()
    opened.shared.publish()
    return opened


def _plans(session: Session, amount: Amount) -> None:
    for number in range(QUARTERS // 4):
        plan = Plan(title=f"Plan {number}", outline_id="wales-2010")
        session.add(plan)
        session.flush()
        session.add_all(
            Answer(plan_id=plan.id, prompt_id=f"p{place}") for place in range(amount.answers)
        )


def _live(history: "_History", connection: sqlite3.Connection, amount: Amount) -> None:
    chance = random.Random(5)
    agreements = [row[0] for row in connection.execute("SELECT id FROM agreement ORDER BY id")]
    answers = [row[0] for row in connection.execute("SELECT id FROM answer ORDER BY plan_id, id")]
    for quarter in range(QUARTERS):
        at = BEGAN + quarter * QUARTER
        some = chance.sample(agreements, amount.imported)
        history.step(at, "Import a register", (
            ("agreement", each, "annual_pence", chance.randrange(10**8)) for each in some
        ))  # fmt: skip
        for edit in range(amount.days * amount.edits):
            day, turn = divmod(edit, amount.edits)
            when = at + timedelta(days=day + 1, minutes=7 * turn)
            history.step(when, name_of(edit_agreement), _edited(chance, chance.choice(agreements)))
        first = quarter % (QUARTERS // 4) * amount.answers
        for answer in answers[first : first + amount.answers]:
            when = at + timedelta(days=amount.days + 1)
            _write(history, chance, answer, when, amount.versions)


def _edited(chance: random.Random, record: str) -> Iterable[Said]:
    yield "agreement", record, "risk", chance.choice(("red", "amber", "green"))
    yield "agreement", record, "notes", _text(chance, 20)


def _write(
    history: "_History", chance: random.Random, answer: str, at: datetime, versions: int
) -> None:
    whole = _text(chance, 400)
    for version in range(1, versions + 1):
        text = to_json(from_plain(whole[: len(whole) * version // versions]))
        when = at + timedelta(minutes=version)
        history.step(when, name_of(write_answer), [("answer", answer, "text", text)])


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words))


def _stamp(at: datetime) -> str:
    return at.isoformat(" ", "microseconds")


@dataclass
class _History:
    """Steps and changes as they are kept, numbered on from those that are there."""

    connection: sqlite3.Connection
    origin: str
    steps: list[tuple[object, ...]] = field(default_factory=list)
    changes: list[tuple[object, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        ask = self.connection.execute
        self.last_step: int = ask("SELECT max(seq) FROM step").fetchone()[0]
        self.last_change: int = ask("SELECT max(seq) FROM change").fetchone()[0]
        made = ask("SELECT record, seq FROM change WHERE field = ''")
        self.newest: dict[tuple[str, str], int] = {(record, ""): seq for record, seq in made}

    def step(self, at: datetime, label: str, said: Iterable[Said]) -> None:
        """Add one step with what it changed."""
        self.last_step += 1
        self.steps.append(
            (self.last_step, new_id(), "do", label, "Officer", _stamp(at), "", self.origin, None)
        )
        for ordinal, (kind, record, name, value) in enumerate(said):
            self.last_change += 1
            before = self.newest.get((record, name)) or self.newest[record, ""]
            self.newest[record, name] = self.last_change
            self.changes.append(
                (self.last_change, self.last_step, ordinal, kind, record, name, before,
                 encode(value))
            )  # fmt: skip

    def write(self) -> None:
        """Write the history, and have every record say what was said of it last."""
        put = self.connection.executemany
        put(
            "INSERT INTO step (seq, id, kind, label, who, taken_at, source, origin, reverses) "
            f"VALUES ({', '.join('?' * 9)})",
            self.steps,
        )
        put(
            "INSERT INTO change (seq, step, ordinal, kind, record, field, replaces, value) "
            f"VALUES ({', '.join('?' * 8)})",
            self.changes,
        )
        last = {(each[3], each[4], each[5]): each[7] for each in self.changes}
        for (kind, record, name), value in last.items():
            self.connection.execute(
                f'UPDATE "{kind}" SET "{name}" = ? WHERE id = ?', (json.loads(str(value)), record)
            )
