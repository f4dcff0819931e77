"""What a line of a monthly run says: what was set in the month, and the register for the rest."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commission_desk.operations.ratings import grade_value
from commission_desk.store.tables import Agreement, RunLine

SET_BY = {
    "value": "grade_set", "grade_scale": "grade_set", "risk": "risk_set", "reason": "reason_set",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Says:
    """The grade on its scale, the risk and the reason of an agreement."""

    scale: str
    value: str
    risk: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetHere:
    """What was set in the month itself, so that the register no longer speaks for it."""

    grade: bool = False
    risk: bool = False
    reason: bool = False


def spoken(kept: Says, here: SetHere, register: Says) -> Says:
    """Return what an unconfirmed line says; a reason stays with the risk that it is for."""
    graded = kept if here.grade else register
    risk = kept.risk if here.risk else register.risk
    own = here.risk or (here.reason and kept.risk == risk)
    return Says(graded.scale, graded.value, risk, kept.reason if own else register.reason)


def line_says(session: Session, line: RunLine) -> Says:
    """Return what a line says now; what was confirmed is what was returned."""
    found = session.get(Agreement, line.agreement_id)
    kept = Says(line.grade_scale, line.value, line.risk, line.reason)
    if found is None or line.confirmed_on is not None:
        return kept
    here = SetHere(line.grade_set, line.risk_set, line.reason_set)
    return spoken(kept, here, register_says(found))


def register_says(found: Agreement) -> Says:
    """Return what the register says of an agreement."""
    return Says(found.grade_scale, grade_value(found), found.risk, found.risk_reason)


def keep_said(line: RunLine, said: Says) -> None:
    """Write into a line what it says, where it differs."""
    fields = {
        "grade_scale": said.scale, "value": said.value, "risk": said.risk, "reason": said.reason,
    }  # fmt: skip
    for name, words in fields.items():
        if getattr(line, name) != words:
            setattr(line, name, words)
