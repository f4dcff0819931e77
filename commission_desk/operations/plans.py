"""Plans: made from an outline, written prompt by prompt, nothing lost when the outline changes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.outlines import Outline
from commission_desk.content.plan_tables import PlanTable, plan_table, tables_in
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, from_json, to_json
from commission_desk.i18n import N_, _
from commission_desk.operations.outlines import (
    Elsewhere,
    elsewhere,
    known_outline,
    outline_in,
)
from commission_desk.operations.plan_places import LooseTable, loose_tables, parts_of
from commission_desk.operations.plan_tables import has_rows
from commission_desk.operations.records import get, placed, plan_unlocked, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Answer, Plan
from commission_desk.store.tables.base import id_of

FIELDS = (
    "title", "care_group", "starts", "ends", "level", "lead", "partners",
)  # fmt: skip
DEFAULT_OUTLINE = "wales-2010"
FINISHED = ("ready", "agreed", "not-applicable")


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a plan says to one prompt."""

    prompt_id: str
    text: RichText = RichText()
    status: str = "not-started"
    reason: str = ""
    owner: str = ""
    due: date | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left to write here: ready, agreed, or not applicable."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as lists show it; ``written`` of ``total`` parts are finished."""

    id: str
    title: str
    care_group: str
    starts: date | None
    ends: date | None
    status: str
    lead: str
    written: int
    total: int
    outline_id: str = ""
    outline_known: bool = True

    @property
    def percent(self) -> int:
        """How much is written, in whole percent; 100 only when all of it is."""
        if self.written == self.total:
            return 100 if self.total else 0
        return min(99, round(100 * self.written / self.total))

    @property
    def period(self) -> str:
        """The years of the plan: "2026–2030"."""
        years = [str(day.year) for day in (self.starts, self.ends) if day]
        return "–".join(dict.fromkeys(years))


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its outline and all its answers, by prompt id.

    ``elsewhere`` says of what is unplaced what it is called in an outline that has it.
    """

    row: PlanRow
    level: str
    partners: tuple[str, ...]
    outline: Outline
    answers: dict[str, AnswerView]
    loose: tuple[LooseTable, ...] = ()
    elsewhere: dict[str, Elsewhere | None] = field(default_factory=dict)

    def answer(self, prompt_id: str) -> AnswerView:
        """Return the answer to a prompt, an empty one where nothing is written."""
        return self.answers.get(prompt_id) or AnswerView(prompt_id)

    def scoped(self, prompt_id: str) -> str:
        """Return what was answered first that is a start for a prompt, a paragraph each."""
        texts = (
            self.answer(question.id).text.plain.strip()
            for question in self.outline.scoping
            if prompt_id in question.feeds
        )
        return "\n".join(text for text in texts if text)

    def progress(self, section_id: str) -> tuple[int, int]:
        """Return how many parts of a section are finished, of how many."""
        prompts = next(s.prompts for s in self.outline.sections if s.id == section_id)
        return sum(self.answer(prompt.id).finished for prompt in prompts), len(prompts)

    @property
    def unplaced(self) -> tuple[AnswerView, ...]:
        """What the outline has no part for, by part: words, reasons and tables, shown apart."""
        parts = {*unplaced_answers(self.outline, self.answers), *(each.part for each in self.loose)}
        parts -= parts_of(self.outline)
        return tuple(self.answer(prompt_id) for prompt_id in sorted(parts))

    def placed(self, prompt_id: str) -> bool:
        """Whether the outline has a part, so that more can be written there."""
        return prompt_id in parts_of(self.outline)

    def tables_at(self, prompt_id: str) -> tuple[PlanTable, ...]:
        """Return the tables that a part shows: its own, and those that have lost their place."""
        loose = (plan_table(each.table) for each in self.loose if each.part == prompt_id)
        return tuple(dict.fromkeys((*tables_in(self.outline, prompt_id), *loose)))


def plans(session: Session) -> tuple[PlanRow, ...]:
    """Return all plans, the newest period first."""
    rows = session.scalars(standing(Plan).order_by(Plan.starts.desc(), Plan.title)).all()
    return tuple(
        _row(row, _answers(session, row.id), outline_in(session, row.outline_id)) for row in rows
    )


def plan(session: Session, record: str) -> PlanView:
    """Return one plan whole."""
    found = get(session, Plan, record)
    answers = _answers(session, record)
    partners = tuple(line.strip() for line in found.partners.splitlines() if line.strip())
    outline = outline_in(session, found.outline_id)
    written = unplaced_answers(outline, answers)
    loose = loose_tables(session, record, outline, written)
    strange = {part: elsewhere(session, part) for part in (*written, *(x.part for x in loose))}
    row = _row(found, answers, outline)
    return PlanView(row, found.level, partners, outline, answers, loose, strange)


def unplaced_answers(outline: Outline, answers: dict[str, AnswerView]) -> tuple[str, ...]:
    """Return the ids of the answers that say something and have no part in an outline."""
    placed = {prompt.id for prompt in (*outline.prompts, *outline.scoping)}
    said = (key for key, each in answers.items() if not each.text.is_empty or each.reason)
    return tuple(sorted(key for key in said if key not in placed))


@named(N_("New plan"))
def new_plan(session: Session, title: str, outline_id: str = DEFAULT_OUTLINE, **values: Any) -> str:
    """Start a plan on an outline and return its id; raises UserError for an empty title."""
    if not title.strip():
        raise UserError(_("Give the plan a title."))
    known_outline(session, outline_id)
    record = Plan(title=title.strip(), outline_id=outline_id)
    put(record, values, FIELDS)
    _check_period(record)
    session.add(record)
    return record.id


@named(N_("Edit plan"))
def edit_plan(session: Session, record: str, **values: Any) -> None:
    """Change a plan's title, care group, period, lead or partners."""
    found = get(session, Plan, record)
    plan_unlocked(session, record)
    put(found, values, FIELDS)
    if not found.title.strip():
        raise UserError(_("A plan needs a title."))
    _check_period(found)


@named(N_("Write in the plan"))
def write_answer(session: Session, plan: str, prompt_id: str, text: RichText) -> None:
    """Keep the text of an answer; the first words make it a draft."""
    stored = to_json(text)
    before = session.get(Answer, id_of("answer", plan, prompt_id))
    if stored == ("" if before is None or before.deleted else before.text):
        return
    answer = _answer(session, plan, prompt_id)
    answer.text = stored
    if answer.status == "not-started" and not text.is_empty:
        answer.status = "draft"
    elif answer.status == "draft" and text.is_empty:
        answer.status = "not-started"


@named(N_("Change a part's status"))
def set_answer_status(session: Session, plan: str, prompt_id: str, status: str) -> None:
    """Mark a part as draft, ready or agreed; raises UserError for a part without words.

    An appendix that compiles itself needs none.
    """
    answer = _answer(session, plan, prompt_id)
    said = (
        not from_json(answer.text).is_empty
        or has_rows(session, plan, prompt_id)
        or is_compiled(session, plan, prompt_id)
    )
    if status in ("ready", "agreed") and not said:
        raise UserError(_("There is nothing to review yet. Write something first."))
    if status == "draft" and not said:
        status = "not-started"
    answer.status, answer.reason = status, ""


@named(N_("Mark as not applicable"))
def set_not_applicable(session: Session, plan: str, prompt_id: str, reason: str) -> None:
    """Say that a part does not apply, and why; raises UserError without a reason."""
    if not reason.strip():
        raise UserError(_("Say why this part does not apply; readers and auditors will ask."))
    answer = _answer(session, plan, prompt_id)
    answer.status, answer.reason = "not-applicable", reason.strip()


@named(N_("Change who writes a part"))
def set_answer_owner(
    session: Session, plan: str, prompt_id: str, owner: str, due: date | None
) -> None:
    """Say who writes a part and by when."""
    answer = _answer(session, plan, prompt_id)
    answer.owner, answer.due = owner.strip(), due


def is_compiled(session: Session, plan: str, prompt_id: str) -> bool:
    """Whether a part compiles itself from the registers."""
    found = outline_in(session, get(session, Plan, plan).outline_id).prompts
    return any(prompt.compiled for prompt in found if prompt.id == prompt_id)


def _answer(session: Session, plan: str, prompt_id: str) -> Answer:
    get(session, Plan, plan)
    plan_unlocked(session, plan)
    record = id_of("answer", plan, prompt_id)
    return placed(session, Answer, record, plan_id=plan, prompt_id=prompt_id)


def _answers(session: Session, plan: str) -> dict[str, AnswerView]:
    rows = session.scalars(select(Answer).where(Answer.plan_id == plan, Answer.deleted.is_(False)))
    return {
        row.prompt_id: AnswerView(
            row.prompt_id, from_json(row.text), row.status, row.reason, row.owner, row.due
        )
        for row in rows
    }


def _row(row: Plan, answers: dict[str, AnswerView], outline: Outline) -> PlanRow:
    prompts = outline.prompts
    written = sum(prompt.id in answers and answers[prompt.id].finished for prompt in prompts)
    return PlanRow(
        row.id, row.title, row.care_group, row.starts, row.ends, row.status, row.lead, written,
        len(prompts), row.outline_id, outline.known,
    )  # fmt: skip


def _check_period(record: Plan) -> None:
    if record.starts and record.ends and record.ends <= record.starts:
        raise UserError(_("The plan ends before it starts. Check the two dates."))
