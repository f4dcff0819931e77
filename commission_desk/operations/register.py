"""The register of agreements: sorted, filtered and counted in SQL, quick at any length."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.terms import add_months
from commission_desk.operations.partner_shares import PARTNERS_PAY
from commission_desk.operations.register_filters import Narrowing, group_order, narrowed
from commission_desk.operations.report_parts import running
from commission_desk.store.tables import Agreement, Organisation, Plan, TermOption

Statement = Select[*tuple[Any, ...]]

FIRST = 200  # rows fetched before the rest of the order is known
SORTS: dict[str, Any] = {
    "reference": Agreement.reference,
    "title": Agreement.title,
    "annual": Agreement.annual_pence,
    "total": Agreement.total_pence,
    "end": Agreement.current_end,
    "decision": Agreement.decide_by,
    "grade": Agreement.grade,
    "risk": Agreement.risk,
    "provider": Organisation.name,
    "start": Agreement.starts,
    "latest": Agreement.latest_end,
    "kind": Agreement.kind,
    "sector": Organisation.sector,
    "department": Agreement.department,
    "service": Agreement.service,
    "plan": Plan.title,
    "managed": Agreement.managed,
    "regime": Agreement.regime,
    "route": Agreement.route,
    "partner": PARTNERS_PAY,
}  # fmt: skip
OF_PROVIDER, OF_PLAN = ("provider", "sector"), ("plan",)  # sorts that need another table
BLANK_LAST = (
    "sector", "department", "service", "regime", "route",
)  # fmt: skip
# From red to green, not by letter; unrated is not known.
RISKS = case({"red": 0, "amber": 1, "green": 2}, value=Agreement.risk, else_=None)
VIEWS = ("all", "ending", "concern", "running", "unevaluated")
POOR_GRADE = 3  # nine-point scale: 1 to 3 is Inadequate (Lincolnshire 2014)


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """What to show: a view, words to find, how to sort; ``kinds`` empty means all kinds.

    ``narrow`` is fields with the values they may have; ``group`` the field that rows are under.
    """

    view: str = "all"
    words: str = ""
    kinds: tuple[str, ...] = ()
    managed: str = ""
    sort: str = "end"
    descending: bool = False
    today: date = field(default_factory=date.today)
    narrow: Narrowing = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as the register shows it; money in pence."""

    id: str
    reference: str
    title: str
    provider: str
    sector: str
    kind: str
    managed: str
    department: str
    annual_pence: int | None
    total_pence: int | None
    start: date | None
    end: date | None
    decision_date: date | None
    latest_end: date | None
    grade: int | None
    grade_scale: str
    risk: str
    end_meaning: str
    initial_end: date | None
    service: str = ""
    plan: str = ""
    regime: str = ""
    route: str = ""
    partner_pence: int | None = None
    grade_word: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection adds up to; money in pence."""

    count: int
    providers: int
    annual_pence: int
    total_pence: int


def first_agreements(
    session: Session, query: RegisterQuery, limit: int = FIRST
) -> list[AgreementRow]:
    """Return the first rows in the order asked for."""
    return _rows(session, ordered(_columns(), query).limit(limit))


def agreement_ids(session: Session, query: RegisterQuery) -> list[str]:
    """Return the ids of all rows in order; for a thread, so that scrolling can go anywhere."""
    ids = select(Agreement.id)
    if {query.sort, query.group} & {*OF_PROVIDER}:
        ids = ids.outerjoin(Organisation, Organisation.id == Agreement.provider_id)
    if {query.sort, query.group} & {*OF_PLAN}:
        ids = ids.outerjoin(Plan, Plan.id == Agreement.plan_id)
    return list(session.scalars(ordered(ids, query)))


def agreement_rows(session: Session, ids: list[str]) -> list[AgreementRow]:
    """Return the rows with these ids, in the order of the ids."""
    found = {row.id: row for row in _rows(session, _columns().where(Agreement.id.in_(ids)))}
    return [found[record] for record in ids if record in found]


def totals(session: Session, query: RegisterQuery) -> Totals:
    """Return how many agreements a query finds, with how many providers, for how much."""
    chosen = filtered(
        select(
            func.count(Agreement.id), func.count(func.distinct(Agreement.provider_id)),
            func.coalesce(func.sum(Agreement.annual_pence), 0),
            func.coalesce(func.sum(Agreement.total_pence), 0),
        ),
        query,
    )  # fmt: skip
    return Totals(*session.execute(chosen).one())


def view_counts(session: Session, query: RegisterQuery) -> dict[str, int]:
    """Return how many agreements of the query's kinds each saved view holds."""
    # Counted as numbers: the sum of a yes or no would come back as a yes or no.
    counted = (
        func.sum(type_coerce(_view(name, query.today), Integer)).label(name) for name in VIEWS
    )
    base = select(*counted)
    among = RegisterQuery(kinds=query.kinds, narrow=query.narrow)
    row = session.execute(filtered(base, among)).one()
    return {name: int(value or 0) for name, value in zip(VIEWS, row, strict=True)}


def option_words(session: Session, ids: list[str]) -> dict[str, list[int]]:
    """Return the months of each agreement's options, for the words "3+1+1"."""
    rows = session.execute(
        select(TermOption.agreement_id, TermOption.months)
        .where(TermOption.agreement_id.in_(ids), TermOption.deleted.is_(False))
        .order_by(TermOption.position)
    )
    months: dict[str, list[int]] = {}
    for agreement, length in rows:
        months.setdefault(agreement, []).append(length)
    return months


def _columns() -> Statement:
    return select(
        Agreement.id, Agreement.reference, Agreement.title,
        func.coalesce(Organisation.name, ""), func.coalesce(Organisation.sector, ""),
        Agreement.kind, Agreement.managed, Agreement.department, Agreement.annual_pence,
        Agreement.total_pence, Agreement.starts, Agreement.current_end, Agreement.decide_by,
        Agreement.latest_end, Agreement.grade, Agreement.grade_scale, Agreement.risk,
        Agreement.end_meaning, Agreement.ends, Agreement.service, func.coalesce(Plan.title, ""),
        Agreement.regime, Agreement.route, PARTNERS_PAY, Agreement.grade_word,
        Agreement.manager,
    ).outerjoin(Organisation, Organisation.id == Agreement.provider_id).outerjoin(
        Plan, Plan.id == Agreement.plan_id
    )  # fmt: skip


def _rows(session: Session, statement: Statement) -> list[AgreementRow]:
    return [AgreementRow(*row) for row in session.execute(statement)]


def ordered(statement: Statement, query: RegisterQuery) -> Statement:
    """Leave of a selection what a query is for, in its order; groups before all else."""
    column = RISKS if query.sort == "risk" else SORTS[query.sort]
    if query.sort in BLANK_LAST:
        column = func.nullif(column, "")
    chosen = filtered(statement, query)
    if query.group:
        chosen = chosen.order_by(*group_order(query.group))
    # What is not known comes last whichever way the column is turned.
    if query.descending:
        return chosen.order_by(column.desc().nulls_last(), Agreement.id.desc())
    return chosen.order_by(column.nulls_last(), Agreement.id)


def filtered(statement: Statement, query: RegisterQuery) -> Statement:
    """Leave of a selection of agreements those that a query is for."""
    chosen = statement.where(Agreement.deleted.is_(False))
    if query.view != "all":
        chosen = chosen.where(_view(query.view, query.today))
    if query.kinds:
        chosen = chosen.where(Agreement.kind.in_(query.kinds))
    if query.managed:
        chosen = chosen.where(Agreement.managed == query.managed)
    chosen = narrowed(chosen, query.narrow)
    for word in query.words.split():
        named = select(Organisation.id).where(Organisation.name.icontains(word, autoescape=True))
        chosen = chosen.where(
            or_(
                Agreement.title.icontains(word, autoescape=True),
                Agreement.reference.icontains(word, autoescape=True),
                Agreement.provider_id.in_(named),
            )
        )
    return chosen


def _view(name: str, today: date) -> ColumnElement[bool]:
    if name == "ending":
        soon = add_months(today, int(threshold("ending-soon").value))
        return and_(Agreement.current_end >= today, Agreement.current_end <= soon)
    if name == "concern":
        poor = and_(Agreement.grade_scale == "jet", Agreement.grade <= POOR_GRADE)
        return or_(Agreement.risk == "red", and_(Agreement.grade.is_not(None), poor))
    if name == "running":
        return Agreement.current_end < today
    if name == "unevaluated":
        year_ago = today - timedelta(days=365)
        return and_(
            running(today), Agreement.starts < year_ago,
            or_(Agreement.evaluated_on.is_(None), Agreement.evaluated_on < year_ago),
        )  # fmt: skip
    return Agreement.deleted.is_(False)
