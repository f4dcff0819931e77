"""The register as the Contracts page lists it: where its rows come from, and their cells."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from commission_desk.content.choices import choices
from commission_desk.content.scales import scale
from commission_desk.domain.money import format_money
from commission_desk.domain.terms import Option, Term
from commission_desk.i18n import N_, _, language, ngettext, short_date
from commission_desk.operations.ratings import USUAL, grade_value
from commission_desk.operations.register import (
    AgreementRow,
    RegisterQuery,
    Totals,
    agreement_ids,
    agreement_rows,
    first_agreements,
    option_words,
)
from commission_desk.ui.kit.cells import Cell, Column, status
from commission_desk.ui.kit.register import Query, RegisterModel
from commission_desk.ui.workspace import Workspace

GRANT = "grant"
VIEW_NAMES = {
    "all": N_("All"), "ending": N_("Ending soon"), "concern": N_("Causing concern"),
    "running": N_("Ended and running"), "unevaluated": N_("Not evaluated for a year"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register: an agreement and its term in words."""

    id: str
    row: AgreementRow
    term: str


class AgreementSource:
    """Reads the register of an open desk; ``ids`` is called in a worker thread."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def first(self, query: Query, limit: int) -> Sequence[Line]:
        """Return the first lines."""
        return self._lines(self.workspace.ask(first_agreements, register_query(query), limit))

    def ids(self, query: Query, stopped: Callable[[], bool]) -> Sequence[Hashable]:
        """Return the ids of all lines in order, or none if nobody waits for them any more."""
        return () if stopped() else self.workspace.ask(agreement_ids, register_query(query))

    def rows(self, ids: Sequence[Hashable]) -> Sequence[Line | None]:
        """Return the lines with these ids."""
        rows = self.workspace.ask(agreement_rows, [str(record) for record in ids])
        found = {line.id: line for line in self._lines(rows)}
        return [found.get(str(record)) for record in ids]

    def _lines(self, rows: Sequence[AgreementRow]) -> list[Line]:
        options = self.workspace.ask(option_words, [row.id for row in rows])
        return [Line(row.id, row, term_words(_term(row, options.get(row.id, [])))) for row in rows]


class AgreementModel(RegisterModel):
    """The register, in which one line can be read again without moving the others."""

    def renew(self, record: str) -> None:
        """Read one line again; it keeps its place until the list is read again."""
        number = self.find(record)
        if number < 0:
            return
        line = self.source.rows([record])[0]
        if number < len(self._first):
            self._first = [*self._first[:number], line, *self._first[number + 1 :]]
        else:
            self._pages.clear()
        self.cell.cache_clear()
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.cell.cache_clear()
        self.endResetModel()


def register_query(query: Query) -> RegisterQuery:
    """Say a list's query in the words of the register."""
    return RegisterQuery(
        view=str(query.filters.get("view", "all")),
        words=query.words,
        kinds=tuple(query.filters.get("kinds", ())),  # type: ignore[arg-type]
        sort=query.sort,
        descending=query.descending,
        narrow=tuple(query.filters.get("narrow", ())),  # type: ignore[arg-type]
        group=str(query.filters.get("group", "")),
    )


def kinds_without_grants() -> tuple[str, ...]:
    """Return every kind of agreement but the grant."""
    return tuple(kind.id for kind in choices("agreement-kind") if kind.id != GRANT)


def columns() -> dict[str, Column]:
    """Return the columns that a register usually has, by name."""
    return {
        "reference": Column(_("Ref"), 110, _reference, sort="reference"),
        "service": Column(_("Service and provider"), None, _service, sort="title"),
        "annual": Column(_("A year"), 0, _annual, right=True, sort="annual"),
        "end": Column(_("Ends"), 0, _ends, sort="end"),
        "decision": Column(_("Decide by"), 0, _decide, sort="decision"),
        "risk": Column(_("Risk"), 0, lambda line: risk_cell(line.row.risk), sort="risk"),
        "grade": Column(_("Grade"), 104, _grade, sort="grade"),
    }


def label_of(list_id: str, choice_id: str) -> str:
    """Return the words of a choice in the window's language; unknown ids stand for themselves."""
    found = (each.label.text(language()) for each in choices(list_id) if each.id == choice_id)
    return next(found, choice_id)


def risk_cell(risk: str) -> Cell:
    """Return the chip of a red, amber or green risk; nothing where it has not been rated."""
    if not risk:
        return Cell()
    point = scale("rag").point(risk)
    return status(point.grade.text(language()), point.tone, point.icon)


def term_words(term: Term) -> str:
    """Write a term as people say it: "3+1+1 years", "18 months"."""
    words = term.words
    if not words or "m" in words:
        months = words.replace("m", "")
        if not months.isdigit():
            return words.replace("m", "") + " " + _("months") if words else ""
        return ngettext("{count} month", "{count} months", int(months)).format(count=months)
    if words.isdigit():
        return ngettext("{count} year", "{count} years", int(words)).format(count=words)
    return _("{lengths} years").format(lengths=words)


def _term(row: AgreementRow, months: list[int]) -> Term:
    return Term(row.start, row.initial_end, tuple(Option(length) for length in months))


def _reference(line: Line) -> Cell:
    return Cell(line.row.reference, muted=True)


def _service(line: Line) -> Cell:
    sector = label_of("sector", line.row.sector)
    return Cell(line.row.title, " · ".join(filter(None, (line.row.provider, sector))), bold=True)


def _annual(line: Line) -> Cell:
    pence = line.row.annual_pence
    return Cell("" if pence is None else format_money(pence, language()))


def _ends(line: Line) -> Cell:
    return Cell(_day(line.row.end) or _("not known"), line.term, muted=line.row.end is None)


def _decide(line: Line) -> Cell:
    decide, end = line.row.decision_date, line.row.end
    today = date.today()  # noqa: DTZ011 - the person's own day
    passed = decide is not None and decide < today and end is not None and end >= today
    return Cell(_day(decide), _("has passed") if passed else "")


def _grade(line: Line) -> Cell:
    return grade_cell(line.row.grade_scale, grade_value(line.row))


def grade_cell(scale_id: str, value: str) -> Cell:
    """Return a grade as a table shows it; a scale that is not the usual one is named."""
    point = scale(scale_id).point_or_none(value)
    if point is None:
        return Cell()
    name = "" if scale_id == USUAL else scale(scale_id).title.text(language())
    lead = point.value if point.score is not None else ""
    return Cell(point.grade.text(language()), name, lead=lead)


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def spoken_totals(found: Totals) -> str:
    """Write what a selection adds up to: "228 agreements with 177 providers"."""
    agreements = ngettext("{count} agreement", "{count} agreements", found.count)
    providers = ngettext("with {count} provider", "with {count} providers", found.providers)
    said = (agreements, found.count), (providers, found.providers)
    return " ".join(words.format(count=f"{count:,}") for words, count in said)
