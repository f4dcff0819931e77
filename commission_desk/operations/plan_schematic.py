"""The schematic of a strategy (Staffordshire 2010, 9.2): composed, never typed.

Records are tied already: an objective to its outcome, an outcome to its need, a gap to a need or a
service, an intention to its gap. So an objective's gaps are those with the need of its outcome, or
with a service that serves the outcome, and what follows for commissioning is what those gaps'
intentions say.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.content.plan_views import plan_view
from commission_desk.domain.entries import write_cell
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import translator
from commission_desk.operations.plan_rows import EntryRow, linked, read_rows

VIEW = "schematic"
Line = tuple[str, str, str, str]
Rows = dict[str, EntryRow]


def schematic(session: Session, plan: str, language: str) -> PlanTableRows | None:
    """Return the schematic of a plan as a table; None while there is nothing to compose it of."""
    read = {
        table: {row.id: row for row in read_rows(session, plan, table)}
        for table in ("objective", "outcome", "service", "gap", "intention")
    }
    named = [row.values["agreement_id"] for row in read["intention"].values()]
    agreements = linked(session, plan, "agreement", named)
    lines = tuple(_lines(read, agreements, language))
    if not lines:
        return None
    text = plan_view(VIEW)
    head = tuple(title.text(language) for title in text.columns.values())
    return PlanTableRows(text.title.text(language), head, lines, (False,) * len(head))


def _lines(read: dict[str, Rows], agreements: dict[str, str], language: str) -> Iterator[Line]:
    _ = translator(language)
    placed: set[str] = set()
    for objective in read["objective"].values():
        if not objective.values["title"]:
            continue
        gaps = [gap for gap in read["gap"].values() if _serves(gap, objective, read)]
        title = _dated(objective, language)
        measure = _measure(read["outcome"].get(objective.values["outcome_id"] or ""), language)
        said = list(_gap_lines(gaps, read, agreements, language))
        placed |= {gap.id for gap in gaps}
        said = said or [(_("No gap is tied to it yet"), "", "")]
        for place, (gap, why, follows) in enumerate(said):
            words = _joined(follows, measure if not place else "")
            yield (title if not place else "", gap, why, words)
    others = [gap for gap in read["gap"].values() if gap.id not in placed]
    for place, (gap, why, follows) in enumerate(_gap_lines(others, read, agreements, language)):
        yield (_("Tied to no objective") if not place else "", gap, why, follows)
    alone = [row for row in read["intention"].values() if not row.values["gap_id"]]
    for place, row in enumerate(row for row in alone if row.values["title"]):
        title = _("Tied to no gap") if not place else ""
        yield ("", title, _words(row, "rationale"), _follows(row, agreements, language))


def _serves(gap: EntryRow, objective: EntryRow, read: dict[str, Rows]) -> bool:
    """Whether a gap is one of those between today and an objective."""
    outcome = read["outcome"].get(objective.values["outcome_id"] or "")
    if outcome is None or not gap.values["title"]:
        return False
    need = outcome.values["need_id"]
    service = read["service"].get(gap.values["service_id"] or "")
    same_need = bool(need) and gap.values["need_id"] == need
    return same_need or (service is not None and outcome.id in service.values["outcomes"])


def _gap_lines(
    gaps: Iterable[EntryRow], read: dict[str, Rows], agreements: dict[str, str], language: str
) -> Iterator[tuple[str, str, str]]:
    """Yield gap, reason and what follows: a line for each intention, one for a gap without any."""
    _ = translator(language)
    for gap in gaps:
        if not gap.values["title"]:
            continue
        words = _gap(gap, language)
        found = [row for row in read["intention"].values() if row.values["gap_id"] == gap.id]
        for place, row in enumerate(found):
            follows = _follows(row, agreements, language)
            yield (words if not place else "", _words(row, "rationale"), follows)
        if not found:
            yield words, "", _("No intention closes this gap yet")


def _gap(gap: EntryRow, language: str) -> str:
    kind = _chosen("gap-kind", gap.values["kind"], language)
    return _joined(str(gap.values["title"]), kind, _words(gap, "size"))


def _follows(row: EntryRow, agreements: dict[str, str], language: str) -> str:
    """Return what an intention means for commissioning: its kind, year, agreement, money, risk."""
    _ = translator(language)
    kind = _chosen("intention-kind", row.values["kind"], language)
    title = _dated(row, language)
    said = [f"{kind}: {title}" if kind else title]
    said.append(agreements.get(row.values["agreement_id"] or "", ""))
    if row.values["annual_pence"] is not None:
        amount = format_money(row.values["annual_pence"])
        said.append(_("{amount} a year").format(amount=amount))
    if row.values["risk"]:
        said.append(_("Risk: {risk}").format(risk=row.values["risk"]))
    return _joined(*said)


def _dated(row: EntryRow, language: str) -> str:
    _ = translator(language)
    words, year = str(row.values["title"]), row.values["year"]
    return _("{what} (by {year})").format(what=words, year=year) if year else words


def _measure(outcome: EntryRow | None, language: str) -> str:
    """Return how success is measured: the outcome's measure, with where it stands and should."""
    _ = translator(language)
    if outcome is None or not outcome.values["measure"]:
        return ""
    now, target = (_figure(outcome.values[name]) for name in ("baseline", "target"))
    words = str(outcome.values["measure"])
    if now and target:
        words = _("{measure}, from {now} to {target}").format(
            measure=words, now=now, target=target)  # fmt: skip
    elif target:
        words = _("{measure}, to {target}").format(measure=words, target=target)
    return _("Measured by: {measure}").format(measure=words)


def _figure(value: Any) -> str:
    return "" if value is None else write_cell("number", value, {})


def _chosen(listed: str, value: Any, language: str) -> str:
    return next((c.label.text(language) for c in choices(listed) if c.id == value), "")


def _words(row: EntryRow, name: str) -> str:
    return str(row.values[name] or "")


def _joined(*parts: str) -> str:
    return "; ".join(part.rstrip(".;") for part in parts if part)
