"""A person's work, numbered, through the program's own operations, and what is left of it.

Every piece writes several records or fields in one step, and says its number in each of them, so
that lost and half-done pieces can be told.
"""

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.plans import new_plan, write_answer
from commission_desk.operations.records import standing
from commission_desk.store.desk import Desk
from commission_desk.store.tables import RECORDS, Agreement, Plan

KINDS = 3
PROMPTS = [prompt.id for prompt in outline("wales-2010").prompts]
ADDED = Counter({"agreement": 1, "organisation": 1, "term_option": 2})


def begin(desk: Desk) -> None:
    """Start the plan and the register that the pieces of work go on with."""
    desk.do(new_plan, "The plan")
    desk.do(add_agreement, "The first agreement", "The first provider", options=(6, 6))


def say(number: int) -> str:
    """Return the words that tell a piece of work."""
    return f"«{number:06}»"


def do_piece(desk: Desk, number: int) -> None:
    """Do one numbered piece of work: add an agreement, edit it, or write in the plan."""
    words = say(number)
    match number % KINDS:
        case 0:
            desk.do(add_agreement, f"Agreement {words}", f"Provider {words}", notes=words * 30,
                    options=(12, 24))  # fmt: skip
        case 1:
            desk.do(edit_agreement, desk.ask(last_agreement), provider=f"New provider {words}",
                    title=f"Changed {words}", notes=words * 60)  # fmt: skip
        case _:
            prompt = PROMPTS[number // KINDS % len(PROMPTS)]
            desk.do(write_answer, desk.ask(the_plan), prompt, from_plain(f"{words} " * 120))


def last_agreement(session: Session) -> str:
    """Return the newest agreement."""
    found = session.scalars(standing(Agreement).order_by(Agreement.reference.desc())).first()
    assert found is not None
    return found.id


def the_plan(session: Session) -> str:
    """Return the plan."""
    return session.scalars(select(Plan.id)).one()


def pieces(database: Path) -> set[int]:
    """Return the numbers of the pieces of work that a database holds."""
    with closing(sqlite3.connect(database)) as connection:
        values = connection.execute("SELECT value FROM change").fetchall()
    return {int(number) for (text,) in values for number in re.findall("«([0-9]{6})»", text)}


def half_done(database: Path) -> list[str]:
    """Say what in a database is not whole; empty for one in which every step is all there."""
    with closing(sqlite3.connect(database)) as connection:
        found = [
            f"integrity: {row[0]}"
            for row in connection.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        if found:
            return found
        found += [f"reference: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        return found + _half_steps(connection) + _unlike_their_history(connection)


def _half_steps(connection: sqlite3.Connection) -> list[str]:
    steps: dict[int, list[tuple[str, str]]] = {}
    labels: dict[int, str] = {}
    rows = connection.execute(
        "SELECT step.seq, label, change.kind, field FROM step "
        "LEFT JOIN change ON change.step = step.seq"
    )
    for seq, label, kind, field in rows:
        labels[seq] = label
        steps.setdefault(seq, []).append((kind, field))
    return [f"{labels[seq]}: {did}" for seq, did in steps.items() if not _whole(labels[seq], did)]


def _whole(label: str, changes: list[tuple[str, str]]) -> bool:
    made = Counter(kind for kind, field in changes if field == "")
    fields = {field for _kind, field in changes}
    if label == "Add agreement":
        return made == ADDED
    if label == "Edit agreement":
        return made == {"organisation": 1} and {"provider_id", "title", "notes"} <= fields
    if label == "Write in the plan":
        return {"text"} <= fields or made == {"answer": 1}
    return True


def _unlike_their_history(connection: sqlite3.Connection) -> list[str]:
    """Say which records are not what their history, told from the start, makes of them."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    changes = connection.execute("SELECT kind, record, field, value FROM change ORDER BY seq")
    for kind, record, field, value in changes:
        said = json.loads(value)
        told.setdefault((kind, record), {}).update(said if field == "" else {field: said})
    found = {}
    connection.row_factory = sqlite3.Row
    for kind in RECORDS:
        for row in connection.execute(f'SELECT * FROM "{kind}"'):
            kept = {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118
            found[kind, kept.pop("id")] = kept
    told = {
        record: {name: value for name, value in fields.items() if value is not None}
        for record, fields in told.items()
    }
    odd = [record for record in told.keys() | found.keys() if told.get(record) != found.get(record)]
    return [f"{kind} {record} is not what its history says" for kind, record in odd]
