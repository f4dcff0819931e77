"""A meeting's agenda in one language: what is still the template's is in the template's words."""

from dataclasses import replace

from sqlalchemy.orm import Session

from commission_desk.content.agendas import agenda_template
from commission_desk.operations.meetings import ItemView, MeetingView, meeting


def meeting_in(session: Session, record: str, language: str) -> MeetingView:
    """Return a meeting with its agenda in ``language``; what people wrote stays as written."""
    found = meeting(session, record)
    items = tuple(_worded(item, found.template_id, language) for item in found.items)
    return replace(found, items=items)


def _worded(item: ItemView, template: str, language: str) -> ItemView:
    lead = _lead(item, template, language)
    if language != "cy":
        return replace(item, lead=lead)
    return replace(
        item, title=item.title_cy or item.title, note=item.note_cy or item.note, lead=lead
    )


def _lead(item: ItemView, template: str, language: str) -> str:
    if not template or not item.key:
        return item.lead
    usual = {known.key: known.lead for known in agenda_template(template).items}
    lead = usual.get(item.key)
    return lead.text(language) if lead and lead.en == item.lead else item.lead
