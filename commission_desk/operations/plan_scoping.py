"""Answers given before the writing become what the plan says of itself, when a person says so."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.outlines import Prompt
from commission_desk.domain.errors import UserError
from commission_desk.domain.scoping import name_in, names_in, period_in
from commission_desk.i18n import N_, _
from commission_desk.operations.plans import PlanView, edit_plan, plan
from commission_desk.store.desk import named


@dataclass(frozen=True, slots=True)
class HeaderOffer:
    """What an answer offers a field of the plan's details; ``values`` is empty for nothing.

    ``now`` and ``then`` are the field's words today and once it is taken.
    """

    field: str
    now: str
    then: str
    values: dict[str, Any]

    @property
    def taken(self) -> bool:
        """Whether the plan's details say so already."""
        return bool(self.now) and self.now == self.then


def header_offer(whole: PlanView, prompt: Prompt) -> HeaderOffer | None:
    """Return what the answer to a question offers; None for a question that offers nothing."""
    if not prompt.header:
        return None
    values = _values(prompt.header, whole.answer(prompt.id).text.plain)
    row = whole.row
    now = {
        "care_group": row.care_group, "lead": row.lead, "partners": "; ".join(whole.partners),
        "period": "–".join(str(day.year) for day in (row.starts, row.ends) if day),
    }[prompt.header]  # fmt: skip
    return HeaderOffer(prompt.header, now, _words(prompt.header, values), values)


@named(N_("Take an answer into the plan’s details"))
def take_into_header(session: Session, record: str, prompt_id: str) -> None:
    """Have the plan's details say what a question was answered; raises UserError for nothing."""
    whole = plan(session, record)
    offer = header_offer(whole, whole.outline.prompt(prompt_id))
    if offer is None or not offer.values:
        raise UserError(
            _("This answer does not say it in a few words. Fill in the plan’s details.")
        )
    edit_plan(session, record, **offer.values)


def _values(field: str, answer: str) -> dict[str, Any]:
    if field == "period":
        found = period_in(answer)
        return {"starts": found[0], "ends": found[1]} if found else {}
    if field == "partners":
        names = names_in(answer)
        return {"partners": "\n".join(names)} if names else {}
    name = name_in(answer)
    return {field: name} if name else {}


def _words(field: str, values: dict[str, Any]) -> str:
    if not values:
        return ""
    if field == "period":
        return f"{values['starts'].year}–{values['ends'].year}"
    return str(values[field]).replace("\n", "; ")
