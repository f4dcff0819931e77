"""Lines of the notes that become decisions, actions or risks, and entries taken out again."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.richtext import RichText
from commission_desk.i18n import N_
from commission_desk.operations.minutes import (
    ENTRIES,
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    write_notes,
)
from commission_desk.operations.records import get, unlocked
from commission_desk.store.desk import named


@named(N_("Record a decision"))
def decision_from_notes(session: Session, item: str, words: str, notes: RichText) -> str:
    """Make a decision of a line, and keep the notes without it, in one step; return its id."""
    return _from_notes(session, add_decision, item, words, notes)


@named(N_("Record an action"))
def action_from_notes(session: Session, item: str, words: str, notes: RichText) -> str:
    """Make an action of a line, and keep the notes without it, in one step; return its id."""
    return _from_notes(session, add_minuted_action, item, words, notes)


@named(N_("Record a risk"))
def risk_from_notes(session: Session, item: str, words: str, notes: RichText) -> str:
    """Make a risk of a line, and keep the notes without it, in one step; return its id."""
    return _from_notes(session, add_minuted_risk, item, words, notes)


@named(N_("Take out of the minutes"))
def remove_entry(session: Session, kind: str, record: str) -> None:
    """Take a decision, action or risk out of minutes that are not agreed yet."""
    found: Any = get(session, ENTRIES[kind], record)
    unlocked(session, found.meeting_id)
    found.deleted = True


def _from_notes(
    session: Session, add: Callable[..., str], item: str, words: str, notes: RichText
) -> str:
    write_notes(session, item, notes)
    return add(session, item, words)
