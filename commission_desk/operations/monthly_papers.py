"""The exception report and the chase list of a monthly run, gathered in one language."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.choices import choice
from commission_desk.content.scales import scale, scales
from commission_desk.domain.monthly_papers import MonthPaper
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import full_date, plural_translator, short_date, translator, whole_month
from commission_desk.operations.monthly_run import RunRow, missing_from, run
from commission_desk.operations.ratings import RISK
from commission_desk.operations.records import REVIEWED
from commission_desk.operations.run_lines import (
    Improvement,
    LineView,
    RunTotals,
    chase_list,
    exceptions,
    run_lines,
    run_totals,
)
from commission_desk.operations.team import house

UNKNOWN = "–"


def exceptions_paper(session: Session, record: str, language: str, today: date) -> MonthPaper:
    """Return the exception report: red, amber and falling grades, last month beside this."""
    _ = translator(language)
    row, lines = run(session, record), run_lines(session, record)
    found = exceptions(lines)
    groups = (
        (_("Red risk"), [line for line in found if line.risk == "red"]),
        (_("Amber risk"), [line for line in found if line.risk == "amber"]),
        (_("Grade fallen, at green risk"), [line for line in found if not line.worrying]),
    )
    tables = [_risks(lines, language), _grades(lines, language)]
    tables += [_group(title, some, language) for title, some in groups]
    return MonthPaper(
        house(session), _("Exception report"), whole_month(row.month, language),
        row.reader or _("Assistant Director"), row.status != REVIEWED, today,
        _facts(row, lines, language), _sentences(session, row, lines, found, language),
        tuple(tables), scale(RISK).source,
    )  # fmt: skip


def chase_paper(session: Session, record: str, language: str, today: date) -> MonthPaper:
    """Return the chase list: who has not returned which agreements, service areas first."""
    _, ngettext = translator(language), plural_translator(language)
    row, lines = run(session, record), run_lines(session, record)
    found = chase_list(lines)
    tables = []
    for one in found:
        who = one.manager or _("No contract manager is named")
        words = ngettext(
            "{count} of {total} agreement is not returned.",
            "{count} of {total} agreements are not returned.", one.total,
        ).format(count=len(one.missing), total=one.total)  # fmt: skip
        tables.append(
            PlanTableRows(
                who, (_("Reference"), _("Agreement"), _("Provider"), _("Managed"), _("Last month")),
                tuple(_missing(line, language) for line in one.missing), (False,) * 5,
                notes=(words,),
            )
        )  # fmt: skip
    sentences = (
        (_("Everybody has returned their agreements."),)
        if not found
        else (_("Until they are returned, these agreements stand as the register says."),)
    )
    return MonthPaper(
        house(session), _("Chase list"), whole_month(row.month, language), "",
        row.status != REVIEWED, today, _facts(row, lines, language), sentences, tuple(tables),
        scale(RISK).source,
    )  # fmt: skip


def _facts(
    row: RunRow, lines: Sequence[LineView], language: str
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    _ = translator(language)
    found = run_totals(lines)
    finished = full_date(row.finished_on, language) if row.finished_on else ""
    return (
        (_("Agreements"), _accounted(found, language)),
        (_("Returned"), _("{confirmed} of {total}").format(
            confirmed=found.confirmed, total=found.total)),
        (_("Compared with"), whole_month(row.previous, language) if row.previous else
         _("nothing: this is the first month")),
        (_("Finished"), finished),
    )  # fmt: skip


def _accounted(found: RunTotals, language: str) -> str:
    _ = translator(language)
    return _("{central} central + {devolved} devolved = {total}").format(
        central=found.central, devolved=found.devolved, total=found.total
    )


def _sentences(
    session: Session, row: RunRow, lines: Sequence[LineView], found: Sequence[LineView],
    language: str,
) -> tuple[str, ...]:  # fmt: skip
    _, ngettext = translator(language), plural_translator(language)
    totals = run_totals(lines)
    said = []
    if not found:
        said.append(_("No agreement is red or amber, and no grade has fallen."))
    bare = sum(line.improvement is None for line in found)
    if bare:
        words = ngettext(
            "{count} exception has no improvement action yet.",
            "{count} exceptions have no improvement action yet.", bare,
        )  # fmt: skip
        said.append(words.format(count=bare))
    if totals.open:
        words = ngettext(
            "{count} agreement was not returned and stands as the register says; the chase list "
            "names who is asked.",
            "{count} agreements were not returned and stand as the register says; the chase "
            "list names who is asked.", totals.open,
        )  # fmt: skip
        said.append(words.format(count=totals.open))
    new, others = missing_from(session, row.id) if row.status != REVIEWED else (0, 0)
    if new:
        said.append(_("New since the month began, and not in it: {count}.").format(count=new))
    if others:
        words = _("Not begun yet, or ended more than a year ago, and left out: {count}.")
        said.append(words.format(count=others))
    return tuple(said)


def _risks(lines: Sequence[LineView], language: str) -> PlanTableRows:
    _ = translator(language)
    now = Counter(line.risk for line in lines)
    was = Counter(line.was_risk for line in lines if line.was_scale)
    rows = [
        (point.grade.text(language), str(was[point.value]), str(now[point.value]))
        for point in reversed(scale(RISK).points)
    ]
    rows.append((_("Not rated"), str(was[""]), str(now[""])))
    rows.append((_("All"), str(was.total()), str(now.total())))
    return PlanTableRows(
        _("Risk"), ("", _("Last month"), _("This month")), tuple(rows), (False, True, True)
    )


def _grades(lines: Sequence[LineView], language: str) -> PlanTableRows:
    """Count the headings, scale by scale: a heading of one is not that of another."""
    _ = translator(language)
    now = Counter((line.scale, line.value) for line in lines)
    was = Counter((line.was_scale, line.was_value) for line in lines if line.was_scale)
    used = {key[0] for key in (*now, *was)}
    rows: list[tuple[str, str, str]] = []
    for each in scales():
        if each.id not in used:
            continue
        headings: dict[str, list[str]] = {}
        for point in each.points:
            headings.setdefault(point.grade.text(language), []).append(point.value)
        named = f"{each.title.text(language)}: " if len(used) > 1 else ""
        for heading, values in headings.items():
            counted = [sum(found[each.id, value] for value in values) for found in (was, now)]
            rows.append((named + heading, str(counted[0]), str(counted[1])))
    ungraded = [sum(count for key, count in found.items() if not key[1]) for found in (was, now)]
    rows.append((_("Not graded"), str(ungraded[0]), str(ungraded[1])))
    rows.append((_("All"), str(was.total()), str(now.total())))
    return PlanTableRows(
        _("Grades"), ("", _("Last month"), _("This month")), tuple(rows), (False, True, True)
    )


def _group(
    title: str, lines: Sequence[LineView], language: str
) -> PlanTableRows:  # fmt: skip
    _ = translator(language)
    head = (
        _("Agreement"), _("Last month"), _("This month"), _("Why"), _("Improvement action"),
    )  # fmt: skip
    rows = tuple(
        (
            _named(line, language), _stood(line.was_scale, line.was_value, line.was_risk, language),
            _stands(line, language), line.reason or UNKNOWN, _action(line.improvement, language),
        )
        for line in lines
    )  # fmt: skip
    notes = () if rows else (_("None this month."),)
    return PlanTableRows(title, head, rows, (False,) * 5, notes=notes)


def _named(line: LineView, language: str) -> str:
    _ = translator(language)
    who = _("Manager: {name}").format(name=line.manager) if line.manager else ""
    words = f"{line.reference} {line.title}".strip()
    return "; ".join(part for part in (words, line.provider, who) if part)


def _stands(line: LineView, language: str) -> str:
    _ = translator(language)
    words = _stood(line.scale, line.value, line.risk, language)
    if line.fallen:
        words += "; " + _("the grade has fallen")
    if not line.confirmed:
        words += "; " + _("not returned")
    return words


def _stood(scale_id: str, value: str, risk: str, language: str) -> str:
    _ = translator(language)
    if not scale_id:
        return _("Not in the run")
    known = scale(scale_id).point_or_none(value)
    grade = scale(scale_id).printed(value, language) if known else _("Not graded")
    rated = scale(RISK).point_or_none(risk)
    return f"{grade}; {rated.grade.text(language) if rated else _('Risk not rated')}"


def _action(found: Improvement | None, language: str) -> str:
    _ = translator(language)
    if found is None:
        return _("None recorded")
    nature = choice("action-class", found.nature).label.text(language) if found.nature else ""
    due = _("by {day}").format(day=short_date(found.due, language)) if found.due else ""
    who = ", ".join(word for word in (found.owner, due) if word)
    words = ": ".join(word for word in (nature, found.title) if word)
    return f"{words} ({who})" if who else words


def _missing(line: LineView, language: str) -> tuple[str, ...]:
    managed = choice("managed", line.managed).label.text(language)
    return (
        line.reference, line.title, line.provider, managed,
        _stood(line.was_scale, line.was_value, line.was_risk, language),
    )  # fmt: skip
