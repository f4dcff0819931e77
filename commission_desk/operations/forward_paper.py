"""What a forward plan says on paper: everything by date, what nobody has planned for, reviews."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.content.choices import known_choice
from commission_desk.domain.agreement_review_papers import ForwardPaper
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import full_date, month_name, plural_translator, short_date, translator
from commission_desk.operations.forward_plan import ForwardLine, ForwardPlan, forward_plan
from commission_desk.operations.service_reviews import ServiceReviewView, service_reviews
from commission_desk.operations.team import house


def forward_paper(session: Session, months: str, language: str, today: date) -> ForwardPaper:
    """Return the forward plan of so many months; none for as many as usual."""
    _ = translator(language)
    found = forward_plan(session, today, int(months) if months.isdecimal() else 0)
    span = _("{start} to {end}").format(
        start=full_date(found.since, language), end=full_date(found.until, language)
    )
    return ForwardPaper(
        house(session), _("Forward plan"), span, _summary(found, language),
        _months(found, language),
        _lines(_("What comes, by date"), found.lines, language),
        _gaps(found.gaps, language),
        tuple(
            _review(each, language) for each in service_reviews(session) if each.status != "stopped"
        ),
        today,
    )  # fmt: skip


def kind_words(line: ForwardLine, language: str) -> str:
    """Return what a line of the plan is: an end, a decision, or part of a service review."""
    _ = translator(language)
    if line.kind == "end":
        return _("Ends for good") if line.last else _("Ends, extension possible")
    if line.kind == "element":
        known = {each.id: each.title.text(language) for each in agreement_review_form().elements}
        return known.get(line.detail, line.detail)
    return {
        "decision": _("Decision needed"), "service-review": _("Service review ends"),
        "review": _("Review due"),
    }[line.kind]  # fmt: skip


def _summary(found: ForwardPlan, language: str) -> tuple[str, ...]:
    _, ngettext = translator(language), plural_translator(language)
    ends = sum(line.kind == "end" for line in found.lines)
    decisions = sum(line.kind == "decision" for line in found.lines)
    gaps = len(found.gaps)
    return (
        ngettext("{count} agreement ends.", "{count} agreements end.", ends).format(count=ends),
        ngettext(
            "{count} decision is needed.", "{count} decisions are needed.", decisions
        ).format(count=decisions),
        ngettext(
            "{count} end has no service review planned.",
            "{count} ends have no service review planned.", gaps,
        ).format(count=gaps),
    )  # fmt: skip


def _months(found: ForwardPlan, language: str) -> PlanTableRows:
    """Return the ends by month, a quarter in each row."""
    _ = translator(language)
    quarters: dict[tuple[int, int], list[tuple[date, int]]] = {}
    for month, count in found.ends_by_month:
        quarters.setdefault((month.year, (month.month - 1) // 3), []).append((month, count))
    rows = tuple(
        (
            f"{month_name(months[0][0], language)} {year}",
            " · ".join(f"{month_name(month, language)}: {count}" for month, count in months),
            str(sum(count for _month, count in months)),
        )
        for (year, _quarter), months in quarters.items()
    )
    head = (_("Quarter from"), _("Ends by month"), _("In all"))
    return PlanTableRows(_("Agreements ending"), head, rows, (False, False, True))


def _lines(title: str, lines: tuple[ForwardLine, ...], language: str) -> PlanTableRows:
    _ = translator(language)
    rows = tuple(
        (
            short_date(line.day, language).replace(" ", "\u00a0"), kind_words(line, language),
            " · ".join(part for part in (line.reference, line.title) if part), line.provider,
            format_money(line.annual_pence, language) if line.annual_pence is not None else "",
            line.review or (_("none planned") if line.gap else ""),
        )
        for line in lines
    )  # fmt: skip
    head = (
        _("Date"), _("What"), _("Agreement or review"), _("Provider"), _("Annual value"),
        _("Service review"),
    )  # fmt: skip
    nothing = () if rows else (_("Nothing in this time."),)
    return PlanTableRows(title, head, rows, (False,) * 4 + (True, False), notes=nothing)


def _gaps(lines: tuple[ForwardLine, ...], language: str) -> PlanTableRows:
    """Return the ends that nobody has planned for, short: all about them stands above."""
    _ = translator(language)
    rows = tuple(
        (
            short_date(line.day, language).replace(" ", "\u00a0"),
            " · ".join(part for part in (line.reference, line.title) if part),
        )
        for line in lines
    )
    nothing = () if rows else (_("Nothing in this time."),)
    head, title = (_("Date"), _("Agreement")), _("Ends with no service review planned")
    return PlanTableRows(title, head, rows, (False, False), notes=nothing)


def _review(each: ServiceReviewView, language: str) -> PlanTableRows:
    """Return a service review as a table of its elements."""
    _ = translator(language)
    known = {one.id: one.title.text(language) for one in agreement_review_form().elements}
    rows = tuple(
        (
            known[one.key], known_choice("service-element-status", one.status).label.text(language),
            _on(one.done_on or one.due, language),
            one.notes,
        )
        for one in each.elements
    )  # fmt: skip
    status = known_choice("service-review-status", each.status).label.text(language)
    facts = [
        (_("Status"), status), (_("Lead"), each.lead), (_("Services"), each.services),
        (_("Starts"), full_date(each.starts, language) if each.starts else ""),
        (_("Ends"), full_date(each.ends, language) if each.ends else ""),
        (_("Agreements"), "; ".join(row.title for row in each.agreements)),
        (_("Outcome"), each.outcome),
        (_("Decided on"), full_date(each.decided_on, language) if each.decided_on else ""),
    ]  # fmt: skip
    notes = tuple(f"{name}: {words}" for name, words in facts if words)
    head = (_("Element"), _("Status"), _("Date"), _("Notes"))
    return PlanTableRows(each.title, head, rows, (False,) * 4, notes=notes)


def _on(day: date | None, language: str) -> str:
    return short_date(day, language) if day else ""
