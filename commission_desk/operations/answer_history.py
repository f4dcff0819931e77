"""What an answer said before: every text that somebody wrote and later changed, to go back to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.history import local
from commission_desk.domain.richtext import RichText, from_json
from commission_desk.i18n import N_
from commission_desk.operations.plan_words_back import take_in_words
from commission_desk.operations.plans import write_answer
from commission_desk.store.desk import name_of, named
from commission_desk.store.recording import told
from commission_desk.store.tables import Change, Step
from commission_desk.store.tables.base import id_of
from commission_desk.store.tables.history import CREATED

TEXT = ("text", CREATED)  # the fields of changes that may hold a text
SITTING = timedelta(minutes=10)  # saves closer than this are one text still being written


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What an answer said from ``at``, local time, on; ``apart`` if it came from elsewhere."""

    at: datetime
    who: str
    text: RichText
    apart: bool = False


def answer_texts(session: Session, plan: str, prompt_id: str) -> tuple[AnswerText, ...]:
    """Return what an answer has said, the newest first; saves of one sitting count as one.

    A save that took words away never hides the text before it.
    """
    found = _saves(session, plan, prompt_id)
    kept = [earlier for earlier, later in pairwise(found) if not _carries_on(earlier, later)]
    return tuple(reversed(kept + found[-1:]))


def written_at(session: Session, plan: str, prompt_id: str) -> datetime | None:
    """Return when the text of an answer was last changed, in local time."""
    latest = session.scalar(
        select(Step.taken_at)
        .join(Change, Change.step == Step.seq)
        .where(Change.record == id_of("answer", plan, prompt_id), Change.field.in_(TEXT))
        .order_by(Change.seq.desc())
        .limit(1)
    )
    return local(latest) if latest else None


@named(N_("Restore an earlier text"))
def restore_answer(session: Session, plan: str, prompt_id: str, text: RichText) -> None:
    """Make an earlier text the answer again; a new change, so that nothing is lost by it."""
    write_answer(session, plan, prompt_id, text)


def _saves(session: Session, plan: str, prompt_id: str) -> list[AnswerText]:
    rows = session.execute(
        select(Step.taken_at, Step.who, Step.label, Change.field, Change.value)
        .join(Step, Step.seq == Change.step)
        .where(Change.record == id_of("answer", plan, prompt_id), Change.field.in_(TEXT))
        .where(Change.value.is_not(None))
        .order_by(Change.seq)
    )
    found: list[AnswerText] = []
    for taken_at, who, name, field, value in rows:
        held = told(value)
        text = from_json(held.get("text") if field == CREATED else held)
        if found or not text.is_empty:
            found.append(AnswerText(local(taken_at), who, text, name == name_of(take_in_words)))
    return found


def _carries_on(earlier: AnswerText, later: AnswerText) -> bool:
    """Whether the later text is the earlier one a little further on, by the same person."""
    return (
        later.who == earlier.who
        and not later.apart
        and later.at - earlier.at < SITTING
        and later.text.words >= earlier.text.words
    )
