"""The register as it is printed: what the list shows, with its filters in words and its totals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.content.scales import scale
from commission_desk.content.thresholds import threshold
from commission_desk.domain.money import format_money
from commission_desk.domain.report import Report, ReportCell, ReportColumn, ReportRow, ReportTable
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.graded_words import grade_words
from commission_desk.operations.ratings import grade_value
from commission_desk.operations.register import (
    AgreementRow,
    RegisterQuery,
    Totals,
    first_agreements,
    totals,
)
from commission_desk.operations.register_filters import FIELD_NAMES, FIELDS, filter_labels
from commission_desk.operations.register_groups import GroupRow, register_groups
from commission_desk.operations.report_parts import (
    GRANT,
    ReportChoice,
    agreement_place,
    agreements_words,
    day_cell,
    label_in,
    money_cell,
)


def register_report(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return the agreements that the list shows, one on a line."""
    _ = translator(language)
    query = register_query(choice, today)
    most = threshold("register-printed-most").value
    rows = first_agreements(session, query, most)
    whole = totals(session, query)
    said = [_words(session, query, language)]
    said += _totals(session, query, whole, language)
    if whole.count > most:
        words = _("The first {count} of {all} are here. Narrow the list, or export it to Excel.")
        said.append(words.format(count=f"{most:,}", all=f"{whole.count:,}"))
    groups = register_groups(session, query, language) if query.group else ()
    missing = "" if rows else _("No agreement is in this list.")
    return Report(
        "register", title, tuple(filter(None, said)), (_table(rows, whole, language, groups),),
        wide=True, missing=missing,
    )  # fmt: skip


def register_query(choice: ReportChoice, today: date) -> RegisterQuery:
    """Say a choice in the words of the register's list."""
    kinds = choice.kinds
    if not choice.grants and not kinds:
        kinds = tuple(kind.id for kind in choices("agreement-kind") if kind.id != GRANT)
    return RegisterQuery(
        view=choice.view, words=choice.words, kinds=kinds, managed=choice.managed,
        sort=choice.sort, descending=choice.descending, today=today,
        narrow=tuple(each for each in choice.narrow if each[0] in FIELDS),
        group=choice.group if choice.group in FIELDS else "",
    )  # fmt: skip


def _words(session: Session, query: RegisterQuery, language: str) -> str:
    """Say in words what the list was narrowed by."""
    _ = translator(language)
    views = {
        "all": _("All agreements"), "ending": _("Ending soon"),
        "concern": _("Causing concern"), "running": _("Ended and running"),
        "unevaluated": _("Not evaluated for a year"),
    }  # fmt: skip
    said = [views.get(query.view, query.view)]
    if query.kinds:
        names = ", ".join(label_in("agreement-kind", kind, language) for kind in query.kinds)
        said.append(_("kinds: {kinds}").format(kinds=names))
    if query.managed:
        said.append(label_in("managed", query.managed, language))
    said += (_filter_words(session, name, values, language) for name, values in query.narrow)
    if query.words:
        said.append(_("with the words “{words}”").format(words=query.words))
    if query.group:
        field = _(FIELD_NAMES[query.group])
        said.append(_("in groups by {field}").format(field=field))
    return " · ".join(said) + "."


def _filter_words(session: Session, name: str, values: tuple[str, ...], language: str) -> str:
    _ = translator(language)
    called = filter_labels(session, name, values, language)
    names = _(" or ").join(called.get(value) or _("Not said") for value in values)
    return _("{field}: {values}").format(field=_(FIELD_NAMES[name]), values=names)


def _totals(session: Session, query: RegisterQuery, whole: Totals, language: str) -> list[str]:
    """Say what the list comes to, with grants and without them."""
    _ = translator(language)
    said = [_total_words(_("In this list"), whole, language)]
    grants = not query.kinds or GRANT in query.kinds
    kinds = query.kinds or tuple(kind.id for kind in choices("agreement-kind"))
    other = tuple(kind for kind in kinds if kind != GRANT) if grants else (*kinds, GRANT)
    if other:
        found = totals(session, _with_kinds(query, other))
        name = _("Without grants") if grants else _("With grants")
        said.append(_total_words(name, found, language))
    return said


def _with_kinds(query: RegisterQuery, kinds: tuple[str, ...]) -> RegisterQuery:
    return replace(query, kinds=kinds)


def _total_words(name: str, found: Totals, language: str) -> str:
    ngettext = plural_translator(language)
    words = ngettext(
        "{name}: {count} agreement, {annual} a year, {total} in all.",
        "{name}: {count} agreements, {annual} a year, {total} in all.", found.count,
    )  # fmt: skip
    return words.format(
        name=name, count=f"{found.count:,}", annual=format_money(found.annual_pence),
        total=format_money(found.total_pence),
    )  # fmt: skip


def _in_groups(
    lines: list[ReportRow], groups: tuple[GroupRow, ...], language: str
) -> Iterator[ReportRow]:
    """Yield the lines with one above each group that says what it comes to."""
    _, at, empty = translator(language), 0, ReportCell()
    for group in groups:
        its = lines[at : at + group.count]
        if its:
            head = ReportCell(group.label or _("Not said"), agreements_words(group.count, language))
            yield ReportRow((
                empty, head, empty, empty, empty, money_cell(group.annual_pence),
                money_cell(group.total_pence), *(empty,) * 5,
            ), strong=True)  # fmt: skip
        yield from its
        at += group.count


def _table(
    rows: list[AgreementRow], whole: Totals, language: str, groups: tuple[GroupRow, ...] = ()
) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("Ref")), ReportColumn(_("Agreement"), flexible=True),
        ReportColumn(_("Provider")), ReportColumn(_("Kind")), ReportColumn(_("Department")),
        ReportColumn(_("A year"), "money"), ReportColumn(_("In all"), "money"),
        ReportColumn(_("Starts"), "date"), ReportColumn(_("Ends"), "date"),
        ReportColumn(_("Decide by"), "date"), ReportColumn(_("Risk")), ReportColumn(_("Grade")),
    )  # fmt: skip
    lines = [ReportRow(_cells(row, language), agreement_place(row.id)) for row in rows]
    if groups:
        lines = list(_in_groups(lines, groups, language))
    empty = ReportCell()
    total = (empty, ReportCell(_("All")), empty, empty, empty, money_cell(whole.annual_pence),
             money_cell(whole.total_pence), *(empty,) * 5)  # fmt: skip
    return ReportTable("", columns, (*lines, ReportRow(total, strong=True)))


def _cells(row: AgreementRow, language: str) -> tuple[ReportCell, ...]:
    return (
        ReportCell(row.reference), ReportCell(row.title), ReportCell(row.provider),
        ReportCell(label_in("agreement-kind", row.kind, language)), ReportCell(row.department),
        money_cell(row.annual_pence), money_cell(row.total_pence), day_cell(row.start, language),
        day_cell(row.end, language), day_cell(row.decision_date, language),
        risk_cell(row.risk, language), grade_cell(row, language),
    )  # fmt: skip


def risk_cell(risk: str, language: str) -> ReportCell:
    """Return a red, amber or green risk in words."""
    point = next((each for each in scale("rag").points if each.value == risk), None)
    if point is None:
        return ReportCell()
    return ReportCell(point.grade.text(language), tone=point.tone, icon=point.icon)


def grade_cell(row: Any, language: str) -> ReportCell:
    """Return the grade of a row of the register, on its own scale."""
    words = grade_words(row.grade_scale, grade_value(row), language)
    return ReportCell(words, value=row.grade)
