"""The decision summary: the four kinds of evidence that decision makers want, drawn from the plan.

Welsh framework 2010, introduction: needs that can be met; needs that cannot, and the consequences;
outcomes achieved; effective use of resources. Nothing of it is typed.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.choices import choice, choices
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.short_papers import DecisionBlock, DecisionLine, DecisionPaper
from commission_desk.i18n import full_date, translator
from commission_desk.operations.decision_evidence import (
    Evidence,
    by_year,
    costed,
    evidence,
    gaps_met,
    gaps_unmet,
    needs_without_gap,
    standing_of,
    uncounted,
)
from commission_desk.operations.plan_appraisal import AppraisalView, appraisal
from commission_desk.operations.plan_printed import plan_head
from commission_desk.operations.plan_rows import EntryRow


def decision_paper(session: Session, record: str, language: str, today: date) -> DecisionPaper:
    """Return what those who decide on a plan should know of it.

    Raises UserError for an outline that this program does not know.
    """
    head = plan_head(session, record, language, today)
    found = evidence(session, record, language)
    chosen = appraisal(session, record)
    blocks = (_met(found, language), _unmet(found, language), _outcomes(found, language),
              _resources(found, chosen, language))  # fmt: skip
    return DecisionPaper(
        head, _figures(found, language),
        tuple(_asked(head, found, chosen, language)), blocks,
    )  # fmt: skip


def _figures(found: Evidence, language: str) -> tuple[tuple[str, str], ...]:
    _ = translator(language)
    years = [pence for _year, pence in by_year(found)]
    money = format_money(round(sum(years) / len(years))) if years else "–"
    return (
        (str(len(gaps_met(found))), _("Gaps it closes")),
        (str(len(gaps_unmet(found))), _("Gaps it leaves open")),
        (str(len(found.outcomes)), _("Outcomes set")),
        (money, _("A year, on average")),
    )


def _asked(head: PlanPaper, found: Evidence, chosen: AppraisalView, language: str) -> Iterator[str]:
    """Yield how the plan stands, what is asked for, and the option that is recommended."""
    _ = translator(language)
    if head.approved and not head.draft:
        yield _("This plan is approved. {who}.").format(who=head.approved.rstrip("."))
    elif found.status == "in-review":
        yield _("Approval of this plan is asked for.")
    else:
        words = _("This plan is still being written: {written} of {total} parts are finished. "
                  "Approval is not asked for yet.")  # fmt: skip
        yield words.format(written=head.written, total=head.total)
    if chosen.chosen:
        words = _("Recommended: {option}. Why: {reason}")
        yield words.format(option=chosen.chosen.rstrip("."), reason=chosen.reason)
        names = (row for row in found.options.values() if row.values["title"] == chosen.chosen)
        risk = next((str(row.values["risk"]) for row in names if row.values["risk"]), "")
        if risk:
            yield _("Its risk: {risk}").format(risk=risk)
    else:
        yield _("No option is recommended yet: none has been chosen with its reason.") + _at(
            found.part("plan-option"), language
        )


def _met(found: Evidence, language: str) -> DecisionBlock:
    _ = translator(language)
    lines = []
    for gap in gaps_met(found):
        closing = (_closes(row, found, language) for row in found.closing(gap.id))
        lines.append(DecisionLine(_need(gap, found), "; ".join(closing)))
    missing = _("No intention closes a gap yet.") + _at(found.part("intention"), language)
    return DecisionBlock(_("Needs we can meet"), tuple(lines), (), missing,
                         found.part("intention"))  # fmt: skip


def _unmet(found: Evidence, language: str) -> DecisionBlock:
    _ = translator(language)
    kinds = {each.id: each for each in choices("gap-kind")}
    lines = []
    for gap in gaps_unmet(found):
        kind = kinds.get(gap.values["kind"])
        follows = str(gap.values["size"] or "")
        words = _("What follows: {size}").format(size=follows) if follows else _(
            "How large it is has not been recorded.")  # fmt: skip
        note = f"{kind.label.text(language)}. " if kind else ""
        lines.append(DecisionLine(_need(gap, found), note + words))
    loose = needs_without_gap(found)
    notes = []
    if loose:
        words = _("Whether these needs are met is not said, as no gap names them: {names}.")
        notes.append(words.format(names=", ".join(loose)))
    missing = (
        _("Every gap that is recorded has an intention that closes it.")
        if found.gaps
        else _("No gaps are recorded yet.") + _at(found.part("gap"), language)
    )
    title = _("Needs we cannot meet, and what follows")
    return DecisionBlock(title, tuple(lines), tuple(notes), missing, found.part("gap"))


def _outcomes(found: Evidence, language: str) -> DecisionBlock:
    _ = translator(language)
    lines = tuple(
        DecisionLine(str(row.values["title"]), standing_of(row, found, language))
        for row in found.outcomes.values()
    )
    missing = _("No outcomes are set yet.") + _at(found.part("outcome"), language)
    return DecisionBlock(_("Outcomes, and where they stand"), lines, (), missing,
                         found.part("outcome"))  # fmt: skip


def _resources(found: Evidence, chosen: AppraisalView, language: str) -> DecisionBlock:
    _ = translator(language)
    lines = [DecisionLine(str(year), format_money(pence)) for year, pence in by_year(found)]
    notes = []
    if unknown := uncounted(found):
        words = _("Without an amount or a year, and so not counted: {count}.")
        notes.append(words.format(count=unknown))
    notes += _costs(found, language)
    if chosen.chosen and chosen.chosen_on:
        words = _("“{option}” was chosen on {date} from {count} options.")
        notes.append(words.format(option=chosen.chosen, count=len(chosen.options),
                                  date=full_date(chosen.chosen_on, language)))  # fmt: skip
    missing = (
        ""
        if found.resources
        else _("No resources are recorded yet.") + _at(found.part("resource"), language)
    )
    return DecisionBlock(_("Use of resources"), tuple(lines), tuple(notes), missing,
                         found.part("resource"))  # fmt: skip


def _costs(found: Evidence, language: str) -> Iterator[str]:
    """Yield what the intentions cost, kind by kind, and how many have no cost recorded."""
    _ = translator(language)
    known, unknown = costed(found)
    parts = []
    for kind, pence in known.items():
        name = choice("intention-kind", kind).label.text(language) if kind else _("Other")
        parts.append(_("{kind} {amount}").format(kind=name, amount=format_money(pence)))
    if parts:
        yield _("Intentions, a year: {costs}.").format(costs="; ".join(parts))
    if unknown:
        yield _("Intentions without a cost, and so not counted: {count}.").format(count=unknown)


def _need(gap: EntryRow, found: Evidence) -> str:
    """Return the need that a gap is of, with the gap; the gap alone if it names no need."""
    need = found.needs.get(gap.values["need_id"] or "")
    title = str(gap.values["title"])
    return f"{need.values['title']}: {title}" if need else title


def _closes(row: EntryRow, found: Evidence, language: str) -> str:
    """Return an intention; what is not allowed yet is said first, where nothing cuts it off."""
    _ = translator(language)
    what = _dated(row, language)
    if row.id in found.not_allowed:
        return _("Not yet allowed, as duties before it are not met: {what}").format(what=what)
    return what


def _dated(row: EntryRow, language: str) -> str:
    _ = translator(language)
    title, year = str(row.values["title"]), row.values["year"]
    return _("{what} (by {year})").format(what=title, year=year) if year else title


def _at(part: str, language: str) -> str:
    """Return where to write what is missing, as the end of a sentence's line."""
    _ = translator(language)
    return " " + _("It belongs in part {number}.").format(number=part) if part else ""
