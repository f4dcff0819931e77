"""What other plans on the desk say to the same prompt, as a start for a new one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.richtext import RichText, from_json
from commission_desk.store.tables import Answer, Plan


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer of another plan; ``years`` are those of that plan: "2022–2025"."""

    plan: str
    title: str
    years: str
    text: RichText

    @property
    def name(self) -> str:
        """What the plan is called in a list."""
        return " ".join(part for part in (self.title, self.years) if part)


def earlier_answers(session: Session, plan: str, prompt_id: str) -> tuple[EarlierAnswer, ...]:
    """Return what other plans say to a prompt, the newest period first."""
    rows = session.execute(
        select(Plan.id, Plan.title, Plan.starts, Plan.ends, Answer.text)
        .join(Plan, Plan.id == Answer.plan_id)
        .where(
            Answer.prompt_id == prompt_id, Answer.plan_id != plan, Answer.text != "",
            Answer.deleted.is_(False), Plan.deleted.is_(False),
        )
        .order_by(Plan.starts.desc(), Plan.title, Plan.id)
    )  # fmt: skip
    found = []
    for record, title, starts, ends, text in rows:
        years = "–".join(dict.fromkeys(str(day.year) for day in (starts, ends) if day))
        found.append(EarlierAnswer(record, title, years, from_json(text)))
    return tuple(each for each in found if not each.text.is_empty)
