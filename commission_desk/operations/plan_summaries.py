"""What the rows of a plan's table come to, in sentences: on the page and below the printed one."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.domain.money import format_money
from commission_desk.i18n import translator
from commission_desk.operations.plan_appraisal import appraisal, appraisal_words
from commission_desk.operations.plan_rows import TableView, read_rows
from commission_desk.operations.plan_totals import counted

COVERED = {"evidence": ("component", "evidence-component"), "need": ("breakdown", "need-breakdown")}
WHOLE = "whole"  # the breakdown that is none


def summary(session: Session, view: TableView, language: str) -> tuple[str, ...]:
    """Return what the rows of a table come to; nothing for a table without rows."""
    if not view.rows:
        return ()
    if view.table.id in COVERED:
        return _coverage(session, view, language)
    if view.table.id == "resource":
        return tuple(_by_year(view, language))
    if view.table.id == "service":
        return tuple(_services(view, language))
    if view.table.id == "plan-option":
        return appraisal_words(appraisal(session, view.plan), language)
    return ()


def _coverage(session: Session, view: TableView, language: str) -> tuple[str, ...]:
    """Which components or breakdowns the whole plan has, and which it lacks."""
    _ = translator(language)
    field, listed = COVERED[view.table.id]
    rows = read_rows(session, view.plan, view.table.id)
    there = {row.values[field] for row in rows}
    known = [each for each in choices(listed) if each.id != WHOLE]
    missing = [each.label.text(language) for each in known if each.id not in there]
    words = _("In the whole plan {count} of {total} are covered.")
    said = [words.format(count=len(known) - len(missing), total=len(known))]
    if missing:
        said.append(_("Not yet: {names}.").format(names=", ".join(missing)))
    return tuple(said)


def _by_year(view: TableView, language: str) -> Iterable[str]:
    _ = translator(language)
    years: dict[int, int] = defaultdict(int)
    unknown = 0
    for row in counted(view.rows):
        if row.values["pence"] is None or row.values["year"] is None:
            unknown += 1
        else:
            years[row.values["year"]] += row.values["pence"]
    for year, pence in sorted(years.items()):
        yield _("{year}: {amount} in all.").format(year=year, amount=format_money(pence))
    if unknown:
        yield _("Without an amount or a year, and so not counted: {count}.").format(count=unknown)


def _services(view: TableView, language: str) -> Iterable[str]:
    """Capacity, use and cost; what the services serve is said below their matrix."""
    _ = translator(language)
    rows = counted(view.rows)
    measured = [
        row for row in rows
        if row.values["capacity"] is not None and row.values["used"] is not None
    ]  # fmt: skip
    places = sum(row.values["capacity"] for row in measured)
    if places:
        used = sum(row.values["used"] for row in measured)
        words = _("{used} of {places} places are used ({percent}%).")
        yield words.format(
            used=f"{used:,.10g}", places=f"{places:,.10g}", percent=round(100 * used / places)
        )
    pence = [row.values["annual_pence"] for row in rows if row.values["annual_pence"]]
    if pence:
        yield _("{amount} a year in all.").format(amount=format_money(sum(pence)))
