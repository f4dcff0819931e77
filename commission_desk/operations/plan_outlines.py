"""Changing the outline of a plan: what it would mean is shown first, and nothing is ever lost."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.outlines import Outline, Prompt
from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.outlines import known_outline, newest_in
from commission_desk.operations.plan_places import loose_tables
from commission_desk.operations.plans import PlanView, plan, unplaced_answers
from commission_desk.operations.records import get, plan_unlocked
from commission_desk.operations.titles import prompt_title
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

    ``back`` says that its words are unplaced today and get their place again, ``reworded`` that its
    help is in other words; told where the team's own outline takes part.
    """

    prompt: Prompt
    before: Label
    written: bool
    back: bool = False
    reworded: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the part is called otherwise afterwards."""
        return bool(self.before) and self.before != self.prompt.title


@dataclass(frozen=True, slots=True)
class LosingPart:
    """A part that the new outline does not have; its words, if any, are kept as unplaced."""

    prompt_id: str
    written: bool
    title: Label = NO_LABEL


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
    """Return the outlines that a plan may go over to, its own newest first, then the team’s."""
    now = plan(session, record).outline
    others = [each for each in newest_in(session) if each.key != now.key]
    found = (OutlineChoice(each, newer=each.id == now.id) for each in others)
    return tuple(sorted(found, key=lambda each: (not each.newer, not each.outline.name)))


def outline_change(session: Session, record: str, outline_id: str) -> OutlineChange:
    """Return what going over to an outline would mean; raises UserError for one not known here."""
    whole, after = plan(session, record), known_outline(session, outline_id)
    before = {prompt.id: prompt for prompt in whole.outline.prompts}
    new = {prompt.id for prompt in after.prompts}
    loose = unplaced_answers(whole.outline, whole.answers)
    losing = unplaced_answers(after, whole.answers)
    gone = [prompt for prompt in before if prompt not in new]
    tables = loose_tables(session, record, after, losing)
    own = bool(whole.outline.name or after.name)
    return OutlineChange(
        record, whole.outline, after,
        added=tuple(p for p in after.prompts if p.id not in before and p.id not in loose),
        kept=tuple(
            KeptPart(
                prompt, before[prompt.id].title if prompt.id in before else Label("", ""),
                _is_written(whole, prompt.id), prompt.id in loose,
                own and prompt.id in before and reworded(before[prompt.id], prompt),
            )
            for prompt in after.prompts
            if prompt.id in before or prompt.id in loose
        ),
        losing=tuple(
            LosingPart(key, key in losing, _called(session, whole.outline.key, key))
            for key in dict.fromkeys((*gone, *losing))
        ),
        tables=tuple(LosingTable(plan_table(each.table).title, each.rows) for each in tables),
    )  # fmt: skip


@named(N_("Change the plan’s outline"))
def change_outline(session: Session, record: str, outline_id: str) -> None:
    """Put a plan on another outline; raises UserError for one not known here, or its own."""
    known_outline(session, outline_id)
    found = get(session, Plan, record)
    plan_unlocked(session, record)
    if found.outline_id == outline_id:
        raise UserError(_("The plan is on this outline already. Choose another one."))
    found.outline_id = outline_id


def reworded(before: Prompt, after: Prompt) -> bool:
    """Whether the help with a part is in other words."""
    return (before.help, before.covers, before.look, before.example) != (
        after.help, after.covers, after.look, after.example
    )  # fmt: skip


def _called(session: Session, outline: str, prompt_id: str) -> Label:
    en, cy = (prompt_title(outline, prompt_id, code, session) for code in ("en", "cy"))
    return Label(en, cy)


def _is_written(whole: PlanView, prompt_id: str) -> bool:
    answer = whole.answer(prompt_id)
    return not answer.text.is_empty or bool(answer.reason)
