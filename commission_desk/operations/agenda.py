"""The agenda of a meeting: its items added, changed, moved and taken off."""

from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, put, standing, unlocked
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    Action,
    AgendaItem,
    Decision,
    Meeting,
    Risk,
)

ITEM_FIELDS = ("title", "note", "lead", "purpose", "minutes", "paper")


def item_rows(session: Session, meeting: str) -> list[AgendaItem]:
    """Return the items of a meeting in order."""
    statement = standing(AgendaItem).where(AgendaItem.meeting_id == meeting)
    return list(session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)))


@named(N_("Add agenda item"))
def add_item(session: Session, meeting: str, title: str, **values: Any) -> str:
    """Add an item at the end of the agenda and return its id."""
    if not title.strip():
        raise UserError(_("Give the item a title."))
    get(session, Meeting, meeting)
    unlocked(session, meeting)
    place = next_position(session, AgendaItem, meeting_id=meeting)
    item = AgendaItem(meeting_id=meeting, title=title.strip(), position=place)
    put(item, values, ITEM_FIELDS)
    session.add(item)
    return item.id


@named(N_("Edit agenda item"))
def edit_item(session: Session, item: str, **values: Any) -> None:
    """Change an item; a title in new words drops the template's Welsh for the old ones."""
    found = get(session, AgendaItem, item)
    unlocked(session, found.meeting_id)
    if not values.get("title", found.title).strip():
        raise UserError(_("An item needs a title."))
    if values.get("title", found.title) != found.title:
        found.title_cy = ""
    if values.get("note", found.note) != found.note:
        found.note_cy = ""
    put(found, values, ITEM_FIELDS)


@named(N_("Move agenda item"))
def move_item(session: Session, item: str, place: int) -> None:
    """Move an item to a place in the agenda, counted from 0."""
    moved = get(session, AgendaItem, item)
    unlocked(session, moved.meeting_id)
    order = [row for row in item_rows(session, moved.meeting_id) if row.id != item]
    order.insert(max(0, min(place, len(order))), moved)
    for position, row in enumerate(order):
        if row.position != position:
            row.position = position


@named(N_("Remove agenda item"))
def remove_item(session: Session, item: str) -> None:
    """Take an item off the agenda; UserError for one the template requires or with minutes."""
    found = get(session, AgendaItem, item)
    unlocked(session, found.meeting_id)
    if found.notes or any(
        session.scalars(standing(table).where(table.item_id == item).limit(1)).first()
        for table in (Decision, Action, Risk)
    ):
        raise UserError(
            _("“{title}” has notes, decisions, actions or risks, which would go with it. "
              "Remove those first.").format(title=found.title)
        )  # fmt: skip
    if found.required:
        raise UserError(
            _("“{title}” is on every agenda of this kind, so it cannot be taken off.").format(
                title=found.title
            )
        )
    found.deleted = True
