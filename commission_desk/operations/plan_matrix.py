"""Services against outcomes with the money of each: gaps, overlaps and sums, and nothing typed.

Staffordshire 2010, Parts 4 and 5: services are mapped to outcomes and to resources, which shows
what to commission, to commission differently, or to stop.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from commission_desk.content.plan_views import plan_view
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.plan_rows import read_rows
from commission_desk.operations.plan_totals import is_total

VIEW = "matrix"
MOST_OUTCOMES = 60  # side by side on the page; the rest are said in the table of services
ACROSS = 6  # outcomes beside each other on paper; more stand in tables below
NAMED = 12  # services or outcomes that a sentence names


@dataclass(frozen=True, slots=True)
class Served:
    """An outcome, with how many services serve it and their money together, unknown if none."""

    id: str
    title: str
    services: tuple[str, ...] = ()
    pence: int | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """A service with its money a year and the outcomes it serves."""

    id: str
    title: str
    pence: int | None
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Services against outcomes; ``pence`` is the money of all services, each counted once.

    ``more`` is how many outcomes there are beyond those that are shown.
    """

    services: tuple[Serving, ...] = ()
    outcomes: tuple[Served, ...] = ()
    pence: int | None = None
    more: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to set against each other."""
        return not (self.services and self.outcomes)


def matrix(session: Session, plan: str) -> Matrix:
    """Return the services of a plan against its outcomes."""
    services = tuple(
        Serving(row.id, str(row.values["title"]), row.values["annual_pence"],
                frozenset(row.values["outcomes"]))
        for row in read_rows(session, plan, "service")
        if row.values["title"] and not is_total(row)
    )  # fmt: skip
    titled = {
        row.id: str(row.values["title"])
        for row in read_rows(session, plan, "outcome")
        if row.values["title"]
    }
    served: dict[str, list[Serving]] = {outcome: [] for outcome in titled}
    for service in services:
        for outcome in service.outcomes & titled.keys():
            served[outcome].append(service)
    outcomes = [
        Served(key, title, tuple(each.title for each in served[key]), _sum(served[key]))
        for key, title in titled.items()
    ]
    return Matrix(
        services, tuple(outcomes[:MOST_OUTCOMES]), _sum(services),
        max(0, len(outcomes) - MOST_OUTCOMES),
    )  # fmt: skip


def matrix_tables(found: Matrix, language: str) -> tuple[PlanTableRows, ...]:
    """Return the matrix as it is printed: a few outcomes beside each other, more below."""
    if found.is_empty:
        return ()
    text = plan_view(VIEW)
    places = range(0, len(found.outcomes), ACROSS)
    pieces = [found.outcomes[place : place + ACROSS] for place in places]
    notes = tuple(matrix_words(found, language))
    return tuple(
        _piece(found, piece, _title(text.title.text(language), number, len(pieces), language),
               notes if number == len(pieces) else (), language)
        for number, piece in enumerate(pieces, 1)
    )  # fmt: skip


def matrix_words(found: Matrix, language: str) -> Iterator[str]:
    """Yield what the matrix shows: gaps, overlaps with their money, and how to read the sums."""
    _ = translator(language)
    alone = [each.title for each in found.outcomes if not each.services]
    if alone:
        yield _("No service serves: {names}.").format(names=_names(alone, language))
    idle = [each.title for each in found.services if not each.outcomes]
    if idle:
        yield _("Tied to no outcome: {names}.").format(names=_names(idle, language))
    for each in found.outcomes:
        if len(each.services) > 1:
            yield _overlap(each, language)
    if any(len(each.outcomes) > 1 for each in found.services):
        yield _("A service that serves several outcomes is counted in full under each of them.")
    if found.more:
        ngettext = plural_translator(language)
        words = ngettext(
            "{count} more outcome is not shown here; tick it in the table of services.",
            "{count} more outcomes are not shown here; tick them in the table of services.",
            found.more,
        )
        yield words.format(count=found.more)


def cost(pence: int | None) -> str:
    """Write an amount a year; nothing for what is not known."""
    return "" if pence is None else format_money(pence)


def _overlap(outcome: Served, language: str) -> str:
    _ = translator(language)
    names = _names(outcome.services, language)
    if outcome.pence is None:
        words = _("More than one serves “{outcome}”: {names}.")
        return words.format(outcome=outcome.title, names=names)
    words = _("More than one serves “{outcome}”: {names}, {amount} a year together.")
    return words.format(outcome=outcome.title, names=names, amount=format_money(outcome.pence))


def _piece(
    found: Matrix, outcomes: Sequence[Served], title: str, notes: tuple[str, ...], language: str
) -> PlanTableRows:
    _ = translator(language)
    named = {key: label.text(language) for key, label in plan_view(VIEW).columns.items()}
    yes = _("Yes")
    rows = [
        (each.title, *(yes if one.id in each.outcomes else "" for one in outcomes),
         cost(each.pence))
        for each in found.services
    ]  # fmt: skip
    rows += [
        (named["count"], *(str(len(one.services)) for one in outcomes), str(len(found.services))),
        (named["together"], *(cost(one.pence) for one in outcomes), cost(found.pence)),
    ]
    return PlanTableRows(
        title, (named["service"], *(one.title for one in outcomes), named["money"]), tuple(rows),
        (*(False for _each in range(len(outcomes) + 1)), True), (), notes,
    )  # fmt: skip


def _title(title: str, number: int, total: int, language: str) -> str:
    _ = translator(language)
    if total == 1:
        return title
    words = _("{title} ({number} of {total})")
    return words.format(title=title, number=number, total=total)


def _names(names: Sequence[str], language: str) -> str:
    _ = translator(language)
    if len(names) <= NAMED:
        return ", ".join(names)
    words = _("{names} and {count} more")
    return words.format(names=", ".join(names[:NAMED]), count=len(names) - NAMED)


def _sum(services: Iterable[Serving]) -> int | None:
    known = [each.pence for each in services if each.pence is not None]
    return sum(known) if known else None
