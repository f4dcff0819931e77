"""Following the chain of a plan both ways, from need by gap and intention to agreement."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import (
    LINKS,
    PlanTable,
    TableColumn,
    plan_table,
    plan_tables,
)
from commission_desk.i18n import translator
from commission_desk.operations.plan_places import outline_of, place_of
from commission_desk.operations.plan_rows import kind_of, linked
from commission_desk.operations.records import get, standing
from commission_desk.store.tables import Agreement, Measure, PlanEntry, ServiceOutcome

FOLLOWED = ("link", LINKS)  # shapes of cells that name other rows
MOST = 40  # of one kind that a menu can name


@dataclass(frozen=True, slots=True)
class Link:
    """What a row refers to, or what refers to it: as what, its title, and where it is shown.

    ``table`` is that of a row of the plan; anything else is a page of the window for ``kind``.
    """

    words: str
    title: str
    kind: str
    record: str
    part: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class LinksView:
    """What a row refers to, and what refers to it."""

    to: tuple[Link, ...] = ()
    back: tuple[Link, ...] = ()


def links_of(session: Session, table_id: str, record: str, language: str) -> LinksView:
    """Return what a row of a plan's table refers to, and what refers to it."""
    table = plan_table(table_id)
    row = get(session, kind_of(table), record)
    return LinksView(
        (
            *_to(session, table, row, language),
            *_measures(session, row, language),
            *_page(table, row, language),
        ),
        tuple(_back(session, table, row, language)),
    )


def has_links(table_id: str) -> bool:
    """Whether a table's rows can refer to others, or be referred to."""
    return any(
        column.shape in FOLLOWED and table_id in (table.id, column.table)
        for table in plan_tables()
        for column in table.columns
    )


def _to(session: Session, table: PlanTable, row: PlanEntry, language: str) -> Iterator[Link]:
    for column in table.columns:
        if column.shape not in FOLLOWED:
            continue
        held = _held(session, row, column)
        named = linked(session, row.plan_id, column.table, held)
        words = column.title.text(language)
        for key in held:
            if key in named:
                yield _link(session, row.plan_id, column.table, key, words, named[key])


def _held(session: Session, row: PlanEntry, column: TableColumn) -> list[str]:
    """Return the ids that a cell names."""
    if column.shape != LINKS:
        held = getattr(row, column.field)
        return [held] if held else []
    return list(
        session.scalars(
            standing(ServiceOutcome)
            .where(ServiceOutcome.service_id == row.id)
            .with_only_columns(ServiceOutcome.outcome_id)
            .limit(MOST)
        )
    )


def _back(session: Session, table: PlanTable, row: PlanEntry, language: str) -> Iterator[Link]:
    for other in plan_tables():
        kind = kind_of(other)
        for column in other.columns:
            if column.shape not in FOLLOWED or column.table != table.id:
                continue
            if column.shape == LINKS:
                those = kind.id.in_(
                    select(ServiceOutcome.service_id).where(
                        ServiceOutcome.outcome_id == row.id, ServiceOutcome.deleted.is_(False)
                    )
                )
            else:
                those = getattr(kind, column.field) == row.id
            rows = session.scalars(
                standing(kind)
                .where(those, kind.plan_id == row.plan_id, kind.title != "")
                .order_by(kind.position, kind.id)
                .limit(MOST)
            )
            words = other.title.text(language)
            for each in rows:
                yield _link(session, row.plan_id, other.id, each.id, words, each.title)


def _page(table: PlanTable, row: PlanEntry, language: str) -> Iterator[Link]:
    """Yield the page of an action, which says more of it than its row."""
    _ = translator(language)
    if table.id == "action":
        yield Link(_("Actions"), row.title, "action", row.id)


def _measures(session: Session, row: PlanEntry, language: str) -> Iterator[Link]:
    """Yield the measures of the agreement that a row names: the end of the chain."""
    agreement = getattr(row, "agreement_id", None)
    if not agreement:
        return
    rows = session.scalars(
        standing(Measure)
        .join(Agreement, Agreement.id == Measure.agreement_id)
        .where(Measure.agreement_id == agreement, Agreement.deleted.is_(False))
        .order_by(Measure.position, Measure.id)
        .limit(MOST)
    )
    _ = translator(language)
    words = _("Measures of the agreements")
    for each in rows:
        yield Link(words, each.title, "agreement", agreement, each.id)


def _link(session: Session, plan: str, table_id: str, record: str, words: str, title: str) -> Link:
    if table_id == "agreement":
        return Link(words, title, "agreement", record)
    row = session.get_one(kind_of(plan_table(table_id)), record)
    outline = outline_of(session, plan)
    part = place_of(outline, table_id)
    if plan_table(table_id).apart:
        part = row.prompt_id
    return Link(words, title, "plan", record, part or plan_table(table_id).prompts[0], table_id)
