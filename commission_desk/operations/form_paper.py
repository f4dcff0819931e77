"""An outline as a form to fill in by hand or in Word: its guidance, and none of a plan's text."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.outlines import Outline, Prompt
from commission_desk.domain.short_papers import FormPaper, FormPart, FormSection
from commission_desk.operations.outlines import known_outline
from commission_desk.operations.plans import plan as plan_view
from commission_desk.operations.team import house
from commission_desk.store.tables import Plan


def form_paper(session: Session, record: str, language: str, today: date) -> FormPaper:
    """Return the blank outline of a plan, or the outline of this id.

    Raises UserError for an outline that this program does not know.
    """
    found = _outline(session, record)
    return FormPaper(
        house(session), found.title.text(language), found.about.text(language), today,
        tuple(_part(each, language) for each in found.scoping),
        tuple(
            FormSection(section.number, section.title.text(language),
                        tuple(_part(each, language) for each in section.prompts))
            for section in found.sections
        ),
    )  # fmt: skip


def _outline(session: Session, record: str) -> Outline:
    if session.get(Plan, record) is None:
        return known_outline(session, record)
    found = plan_view(session, record).outline
    return found if found.known else known_outline(session, found.id)


def _part(prompt: Prompt, language: str) -> FormPart:
    return FormPart(
        prompt.number, prompt.title.text(language), prompt.help.text(language),
        tuple(each.text(language) for each in prompt.covers), prompt.look.text(language),
        bool(prompt.compiled),
    )  # fmt: skip
