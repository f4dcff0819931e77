"""What reports share: what a person chose, cells of money, days and shares, and departments."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import format_money, short_money
from commission_desk.domain.report import Place, ReportCell
from commission_desk.domain.spend import percent_of, write_percent
from commission_desk.i18n import _, plural_translator, short_date, translator
from commission_desk.operations.register_filters import Narrowing
from commission_desk.store.tables import Agreement, Organisation

Statement = Select[*tuple[Any, ...]]
GRANT = "grant"


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """Which report, and how it was narrowed; written as JSON where a paper is asked for by id.

    ``view`` to ``descending`` are those of the register's list; ``agreements`` are ids that were
    chosen; ``sample`` is how many of each department where none were, ``seed`` which ones.
    """

    report: str
    grants: bool = True
    department: str = ""
    months: int = 24
    statement: str = ""
    agreements: tuple[str, ...] = ()
    sample: int = 0
    seed: int = 0
    view: str = "all"
    words: str = ""
    kinds: tuple[str, ...] = ()
    managed: str = ""
    sort: str = "reference"
    descending: bool = False
    narrow: Narrowing = ()
    group: str = ""

    @property
    def record(self) -> str:
        """The choice as the id of a paper."""
        return json.dumps(asdict(self))


def choice_of(record: str) -> ReportChoice:
    """Read a choice from the id of a paper; raises UserError for what is none."""
    known = {field.name for field in fields(ReportChoice)}
    try:
        said = json.loads(record)
        values: dict[str, Any] = {
            name: _as_kept(value) for name, value in said.items() if name in known
        }
        return ReportChoice(**values)
    except (ValueError, TypeError, AttributeError) as problem:
        raise UserError(_("There is no such report.")) from problem


def _as_kept(value: Any) -> Any:
    """Return what JSON holds with tuples for lists, to any depth."""
    return tuple(map(_as_kept, value)) if isinstance(value, list) else value


def standing_agreements(choice: ReportChoice) -> list[ColumnElement[bool]]:
    """Return what the agreements of a report have in common: on the desk, and as was chosen."""
    found: list[ColumnElement[bool]] = [Agreement.deleted.is_(False)]
    if not choice.grants:
        found.append(Agreement.kind != GRANT)
    if choice.department:
        found.append(Agreement.department == choice.department)
    return found


def departments(session: Session) -> tuple[str, ...]:
    """Return the departments that agreements are of, by name."""
    rows = session.scalars(
        select(Agreement.department)
        .where(Agreement.deleted.is_(False), Agreement.department != "")
        .distinct()
        .order_by(Agreement.department)
    )
    return tuple(rows)


def running(today: date) -> ColumnElement[bool]:
    """Whether money still goes to an agreement: it has not ended, or no end is known."""
    return func.coalesce(Agreement.current_end, date.max) >= today


def with_provider(statement: Statement) -> Statement:
    """Join the provider of each agreement."""
    return statement.outerjoin(Organisation, Organisation.id == Agreement.provider_id)


def says(choice: ReportChoice, language: str) -> list[str]:
    """Say by what the agreements of a report were narrowed."""
    _ = translator(language)
    said = [_("Contracts and grants.") if choice.grants else _("Without grants.")]
    if choice.department:
        said.append(_("Department: {name}.").format(name=choice.department))
    return said


def money_cell(pence: int | None, *, short: bool = False) -> ReportCell:
    """Return an amount; nothing where it is not known."""
    if pence is None:
        return ReportCell()
    return ReportCell(short_money(pence) if short else format_money(pence), value=pence)


def number_cell(number: float | None) -> ReportCell:
    """Return a number."""
    return ReportCell() if number is None else ReportCell(f"{number:,}", value=number)


def share_cell(part: int, whole: int) -> ReportCell:
    """Return a share of a whole in per cent."""
    return percent_cell(percent_of(part, whole))


def percent_cell(share: Decimal | None) -> ReportCell:
    """Return a share in per cent."""
    if share is None:
        return ReportCell()
    return ReportCell(write_percent(share), value=round(float(share), 2))


def day_cell(day: date | None, language: str, sub: str = "") -> ReportCell:
    """Return a day; nothing where it is not known."""
    return ReportCell(sub=sub) if day is None else ReportCell(short_date(day, language), sub, day)


def agreement_place(record: str, part: str = "") -> Place:
    """Return where an agreement is shown."""
    return Place("agreement", record, part)


def label_in(list_id: str, choice_id: str, language: str) -> str:
    """Return the words of a choice in a language; an unknown id stands for itself."""
    found = (each.label.text(language) for each in choices(list_id) if each.id == choice_id)
    return next(found, choice_id)


def agreements_words(count: int, language: str) -> str:
    """Count agreements in words."""
    ngettext = plural_translator(language)
    words = ngettext("{count} agreement", "{count} agreements", count)
    return words.format(count=f"{count:,}")


def agreement_named(session: Session, named: str) -> str:
    """Return the id of an agreement by its id or its reference; raises UserError for none."""
    row = session.scalar(
        select(Agreement.id)
        .where(Agreement.deleted.is_(False))
        .where(or_(Agreement.id == named, Agreement.reference == named))
        .limit(1)
    )
    if row is None:
        raise UserError(_("There is no agreement “{name}”.").format(name=named))
    return row
