"""Changing the outline of a plan: what it would mean is shown first, and nothing is ever lost."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline, Prompt, newest_outlines
from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.plan_places import loose_tables
from commission_desk.operations.plans import PlanView, known_outline, plan, unplaced_answers
from commission_desk.operations.records import get, plan_unlocked
from commission_desk.store.desk import named
from commission_desk.store.tables import Plan


@dataclass(frozen=True, slots=True)
class OutlineChoice:
    """An outline that a plan may go over to; ``newer`` if it is the plan's own in a new version."""

    outline: Outline
    newer: bool = False


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part that both outlines have; ``before`` is its title today, ``written`` if it has words.

    ``back`` says that its words are unplaced today and get their place again.
    """

    prompt: Prompt
    before: Label
    written: bool
    back: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the part is called otherwise afterwards."""
        return bool(self.before) and self.before != self.prompt.title


@dataclass(frozen=True, slots=True)
class LosingPart:
    """A part that the new outline does not have; its words, if any, are kept as unplaced."""

    prompt_id: str
    written: bool


@dataclass(frozen=True, slots=True)
class LosingTable:
    """A table with rows that the new outline has no part for; the rows are kept as unplaced."""

    title: Label
    rows: int


@dataclass(frozen=True, slots=True)
class OutlineChange:
    """What going over to another outline means for a plan."""

    plan: str
    before: Outline
    after: Outline
    added: tuple[Prompt, ...]
    kept: tuple[KeptPart, ...]
    losing: tuple[LosingPart, ...]
    tables: tuple[LosingTable, ...]

    @property
    def unplaced(self) -> tuple[LosingPart, ...]:
        """The parts whose words have no place in the new outline."""
        return tuple(part for part in self.losing if part.written)


def outline_choices(session: Session, record: str) -> tuple[OutlineChoice, ...]:
    """Return the outlines that a plan may go over to, a newer version of its own first."""
    now = plan(session, record).outline
    others = [each for each in newest_outlines() if each.key != now.key]
    found = (OutlineChoice(each, newer=each.id == now.id) for each in others)
    return tuple(sorted(found, key=lambda choice: not choice.newer))


def outline_change(session: Session, record: str, outline_id: str) -> OutlineChange:
    """Return what going over to an outline would mean; raises UserError for one not known here."""
    whole, after = plan(session, record), known_outline(outline_id)
    before = {prompt.id: prompt for prompt in whole.outline.prompts}
    new = {prompt.id for prompt in after.prompts}
    loose = unplaced_answers(whole.outline, whole.answers)
    losing = unplaced_answers(after, whole.answers)
    gone = [prompt for prompt in before if prompt not in new]
    tables = loose_tables(session, record, after, losing)
    return OutlineChange(
        record, whole.outline, after,
        added=tuple(p for p in after.prompts if p.id not in before and p.id not in loose),
        kept=tuple(
            KeptPart(
                prompt, before[prompt.id].title if prompt.id in before else Label("", ""),
                _is_written(whole, prompt.id), prompt.id in loose,
            )
            for prompt in after.prompts
            if prompt.id in before or prompt.id in loose
        ),
        losing=tuple(
            LosingPart(key, key in losing) for key in dict.fromkeys((*gone, *losing))
        ),
        tables=tuple(LosingTable(plan_table(each.table).title, each.rows) for each in tables),
    )  # fmt: skip


@named(N_("Change the plan’s outline"))
def change_outline(session: Session, record: str, outline_id: str) -> None:
    """Put a plan on another outline; raises UserError for one not known here, or its own."""
    known_outline(outline_id)
    found = get(session, Plan, record)
    plan_unlocked(session, record)
    if found.outline_id == outline_id:
        raise UserError(_("The plan is on this outline already. Choose another one."))
    found.outline_id = outline_id


def _is_written(whole: PlanView, prompt_id: str) -> bool:
    answer = whole.answer(prompt_id)
    return not answer.text.is_empty or bool(answer.reason)
