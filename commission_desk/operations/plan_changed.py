"""Which parts of a plan have changed since a version: read often, so without printing either."""

import json
from collections.abc import Iterable

from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import plan_tables
from commission_desk.operations.plan_papers import first_that_applies
from commission_desk.operations.plan_rows import kind_of
from commission_desk.operations.plan_versions import ABOUT, frozen_now, frozen_rows, version_view
from commission_desk.store.frozen import Frozen

FIGURES_OF = {
    "need_figure": ("need_id", "need"), "option_score": ("option_id", "plan_option"),
    "service_outcome": ("service_id", "service"), "intention_duty": ("intention_id", "intention"),
}  # fmt: skip
SAID_OF_ITSELF = {  # on its cover: of the dates the year, all else whole
    "title": None, "care_group": None, "starts": 4, "ends": 4, "lead": None, "partners": None,
}  # fmt: skip
Held = dict[tuple[str, str], Frozen]


def changed_prompts(session: Session, version: str) -> frozenset[str]:
    """Return the prompts whose words, reason or tables are others now than in a version.

    ABOUT is among them where the plan says something else of itself.
    """
    plan = version_view(session, version).plan
    then, now = _by_key(frozen_rows(session, version)), _by_key(frozen_now(session, plan))
    found, kinds = set(), set()
    for key in then.keys() | now.keys():
        if _says(then.get(key)) != _says(now.get(key)):
            row = now.get(key) or then[key]
            kind, prompt = _stands(row, now, then)
            if prompt or kind == "plan":
                found.add(prompt)
            else:
                kinds.add(kind)
    shared = (t for t in plan_tables() if not t.apart and kind_of(t).__tablename__ in kinds)
    printed = {first_that_applies(session, plan, table) for table in shared}
    return frozenset(found | printed - {""})


def _by_key(rows: Iterable[Frozen]) -> Held:
    return {(row.kind, row.record): row for row in rows}


def _says(row: Frozen | None) -> object:
    """Return what readers see of a record; who writes an answer by when is not printed."""
    if row is None:
        return None
    if row.kind not in ("answer", "plan"):
        return row.said
    said = json.loads(row.said)
    if row.kind == "plan":
        return [str(said.get(name, ""))[:length] for name, length in SAID_OF_ITSELF.items()]
    if said.get("status") == "not-applicable":
        return said.get("reason", "")
    return (row.text,) if row.text else None


def _stands(row: Frozen, now: Held, then: Held) -> tuple[str, str]:
    """Return the kind of the row whose table this is in, and the part it stands in by itself."""
    said = json.loads(row.said)
    if row.kind == "plan":
        return row.kind, ABOUT
    if row.kind in FIGURES_OF:
        field, kind = FIGURES_OF[row.kind]
        key = (kind, str(said.get(field)))
        owner = now.get(key) or then.get(key)
        return _stands(owner, now, then) if owner is not None else (kind, "")
    return row.kind, str(said.get("prompt_id", ""))
