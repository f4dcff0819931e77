"""The appendices that compile themselves: from the plan's own tables, the contacts, the register.

Nothing of them is typed, so they always say what the registers say on the day of printing.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choice
from commission_desk.domain.entries import write_cell
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import plural_translator, short_date, translator
from commission_desk.operations.actions import actions
from commission_desk.operations.plan_glossary import glossary_table
from commission_desk.operations.plan_papers import printed_table
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.records import standing
from commission_desk.operations.stakeholders import ContactRow, contacts
from commission_desk.store.tables import (
    Agreement,
    Intention,
    Measure,
    Result,
    Stakeholder,
)

Line = tuple[str, ...]


def compiled_tables(
    session: Session, plan: str, compiled: str, language: str
) -> tuple[PlanTableRows, ...]:
    """Return the tables of an appendix by what it is compiled of; none where there is nothing.

    Raises KeyError for what no appendix is compiled of.
    """
    made = COMPILED[compiled](session, plan, language)
    return tuple(table for table in made if table.rows)


def _needs(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    """Every need indicator with its years, every service with its figures, in whatever part."""
    views = [read_table(session, plan, table, "", language) for table in ("need", "service")]
    tables = [printed_table(session, view, language) for view in views]
    return [replace(table, charts=()) for table in tables]  # they stand in the parts themselves


def _documents(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    return [printed_table(session, read_table(session, plan, "evidence", "", language), language)]


def _consultation(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    """The contacts of this plan; who was a person is counted, never named."""
    _ = translator(language)
    people = set(session.scalars(select(Stakeholder.id).where(Stakeholder.kind == "person")))
    rows = []
    for one in reversed(contacts(session)):
        if one.plan_id != plan:
            continue
        rows.append(
            (
                short_date(one.held_on, language) if one.held_on else "",
                who_took_part(one, people, language),
                choice("engagement-method", one.method).label.text(language) if one.method else "",
                one.about, one.heard, one.changed,
            )
        )  # fmt: skip
    head = (_("Date"), _("Who"), _("How"), _("Asked about"), _("What we heard"), _("What changed"))
    return [_table(_("Contacts, and what came of them"), head, rows)]


def who_took_part(one: ContactRow, people: Collection[str], language: str) -> str:
    """Return who took part in a contact: groups by name, and how many ``people`` there were."""
    who = zip(one.who, one.who_ids, strict=True)
    groups = [name for name, record in who if record not in people]
    return "; ".join([*groups, *_counted(len(one.who) - len(groups), language)])


def _counted(people: int, language: str) -> list[str]:
    ngettext = plural_translator(language)
    words = ngettext("{count} person", "{count} people", people)
    return [words.format(count=people)] if people else []


def _indicators(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    """The outcomes of the plan, and the measures of the agreements that are to bring them."""
    _ = translator(language)
    outcomes = printed_table(session, read_table(session, plan, "outcome", "", language), language)
    named = select(Intention.agreement_id).where(
        Intention.plan_id == plan, Intention.deleted.is_(False)
    )
    found = session.execute(
        select(Measure, Agreement.title)
        .join(Agreement, Agreement.id == Measure.agreement_id)
        .where(
            Measure.deleted.is_(False), Agreement.deleted.is_(False),
            or_(Agreement.plan_id == plan, Agreement.id.in_(named)),
        )
        .order_by(Agreement.title, Measure.position, Measure.id)
    ).all()  # fmt: skip
    latest = latest_results(session, [measure.id for measure, _title in found], language)
    rows = [
        (
            title, measure.title, measure.unit,
            write_cell("number", measure.target, {}),
            *latest.get(measure.id, ("", "")),
        )
        for measure, title in found
    ]  # fmt: skip
    head = (_("Agreement"), _("Measure"), _("Unit"), _("Target"), _("Latest"), _("Period to"))
    right = (False, False, False, True, True, False)
    return [outcomes, _table(_("Measures of the agreements"), head, rows, right)]


def latest_results(
    session: Session, measures: list[str], language: str
) -> dict[str, tuple[str, str]]:
    """Return the last figure of measures and the day its period ended; no data is not zero."""
    rows = session.scalars(
        standing(Result)
        .where(Result.measure_id.in_(measures), Result.period_end.is_not(None))
        .order_by(Result.period_end)
    )
    return {
        row.measure_id: (
            "–" if row.value is None else write_cell("number", row.value, {}),
            short_date(row.period_end or date.min, language),
        )
        for row in rows
    }  # fmt: skip


def _actions(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    """What is to be done, by whom and when: the plan's actions, then its objectives."""
    _ = translator(language)
    view = read_table(session, plan, "action", "", language)
    tied = [column for column in view.columns if column.shape == "link"]
    what_for = {
        row.id: "; ".join(filter(None, (view.words(row, column) for column in tied)))
        for row in view.rows
    }
    rows = [
        (
            one.title, one.note, one.owner, short_date(one.due, language) if one.due else "",
            choice("action-status", one.status).label.text(language), one.meeting,
            what_for.get(one.id, ""),
        )
        for one in actions(session, plan_id=plan)
    ]  # fmt: skip
    head = (_("Action"), _("How"), _("Who"), _("By"), _("Status"), _("Agreed at"), _("For"))
    views = [read_table(session, plan, table, "", language)
             for table in ("objective", "market-action", "risk")]  # fmt: skip
    plans = [printed_table(session, view, language) for view in views]
    return [_table(_("Actions"), head, rows), *plans]


def _glossary(session: Session, plan: str, language: str) -> list[PlanTableRows]:
    return [glossary_table(session, plan, language)]


def _table(
    title: str, head: Line, rows: Sequence[Line], right: tuple[bool, ...] = ()
) -> PlanTableRows:
    """Make a table of the columns that say something."""
    shown = [place for place in range(len(head)) if any(row[place] for row in rows)]
    right = right or (False,) * len(head)
    return PlanTableRows(
        title,
        tuple(head[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in rows),
        tuple(right[place] for place in shown),
    )


COMPILED: dict[str, Callable[[Session, str, str], list[PlanTableRows]]] = {
    "needs-analysis": _needs,
    "consultation": _consultation,
    "indicators": _indicators,
    "glossary": _glossary,
    "documents": _documents,
    "action-plan": _actions,
}
