"""Taking a register in: thousands of agreements and their providers in one step of undo."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from commission_desk.domain.registers import (
    EndMeaning,
    ExistingRow,
    FieldChange,
    Matcher,
    RegisterRow,
    plain,
)
from commission_desk.domain.terms import Option, Term, months_between
from commission_desk.i18n import N_
from commission_desk.operations.column_mappings import remember_mapping
from commission_desk.operations.organisation_merging import other_names, remember_spellings
from commission_desk.operations.partner_shares import PARTNERS_PAY
from commission_desk.operations.term_dates import refresh_term
from commission_desk.store.desk import named
from commission_desk.store.recording import add_many
from commission_desk.store.tables import (
    Agreement,
    Change,
    Organisation,
    PartnerShare,
    TermOption,
    new_id,
)
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED

# The fields that a register's row and an agreement have in common, under one name.
SHARED = (
    "source_id", "reference", "title", "description", "kind", "managed", "department", "service",
    "annual_pence", "annual_text", "total_pence", "total_text", "partner_pence",
    "awarded", "starts", "ends", "end_meaning", "end_text", "review_on", "notes",
)  # fmt: skip
Facts = dict[str, Any]  # a record's fields by name

TERM_FIELDS = frozenset({"starts", "ends", "end_meaning", "latest_end"})
NUMBERS = {
    "charity_number": "charity_number",
    "company_number": "company_number",
    "source_id": "provider_number",
    "sector": "sector",
    "address": "provider_address",
}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of the rows: read, added, changed, unchanged, and rejected for want of a title."""

    read: int
    added: int
    changed: int
    unchanged: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a person said of a file, to be offered the next time: columns, "End", spellings.

    ``fields`` is by heading; ``spellings`` gives the name that each other spelling stands for.
    """

    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    end_meaning: str = "unknown"
    spellings: Mapping[str, str] = field(default_factory=dict)


def existing_agreements(session: Session) -> tuple[ExistingRow, ...]:
    """Return the desk's agreements, oldest first, as a register would state them."""
    columns = [getattr(Agreement, name) for name in SHARED if name != "partner_pence"]
    settled = _settled(session)
    rows = session.execute(
        select(
            Agreement.id,
            Agreement.latest_end,
            Agreement.source_rest,
            Organisation.name.label("provider"),
            Organisation.charity_number,
            Organisation.company_number,
            Organisation.sector,
            PARTNERS_PAY.label("partner_pence"),
            *columns,
        )
        .outerjoin(Organisation, Agreement.provider_id == Organisation.id)
        .outerjoin(Change, and_(Change.record == Agreement.id, Change.field == CREATED))
        .where(Agreement.deleted.is_(False))
        .order_by(Change.seq)
    ).all()
    return tuple(_existing(row._mapping, settled) for row in rows)


@named(N_("Import agreements"))
def import_agreements(
    session: Session,
    rows: Iterable[RegisterRow],
    progress: Callable[[int], object] | None = None,
    remember: Remembered | None = None,
) -> ImportResult:
    """Add what is new and change what a register says differently; the rest stays untouched.

    A row is matched as ``Matcher`` does it, so importing the same register again changes nothing.
    ``progress`` is told how many rows are done; what it raises takes everything back. ``remember``
    is kept in the same step.
    """
    rows = tuple(rows)
    matcher = Matcher(existing_agreements(session))
    providers = _Providers(session)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    made: list[Facts] = []
    options: list[Facts] = []
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done)
        if not row.title.strip():
            continue
        match = matcher.match(row)
        counts[match.verdict] += 1
        if match.existing is None:
            made.append(_made(row, providers))
            months = _months_of_option(row)
            if months:
                options.append({"agreement_id": made[-1]["id"], "months": months})
        elif match.changes:
            _change(session, match.existing.id, row, match.changes, providers)
    add_many(session, Agreement, made)
    add_many(session, TermOption, options)
    if remember is not None:
        if remember.fields:
            remember_mapping(session, remember.title, remember.fields, remember.end_meaning)
        session.flush()
        remember_spellings(session, remember.spellings)
    return ImportResult(len(rows), **counts, rejected=len(rows) - sum(counts.values()))


class _Providers:
    """The organisations by name; new ones are added, and gaps in what is known are filled."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_name: dict[str, list[Organisation]] = {}
        for organisation in session.scalars(
            select(Organisation).where(Organisation.deleted.is_(False))
        ):
            self._by_name.setdefault(plain(organisation.name), []).append(organisation)
        for spelling, name in other_names(session).items():
            if plain(spelling) not in self._by_name:
                self._by_name[plain(spelling)] = list(self._by_name.get(plain(name), ()))

    def id_for(self, row: RegisterRow) -> str | None:
        """Return the id of a row's provider, or None where it names none."""
        if not row.provider.strip():
            return None
        alike = self._by_name.setdefault(plain(row.provider), [])
        found = next((one for one in alike if _may_be(one, row)), None)
        if found is None:
            found = Organisation(name=row.provider.strip())
            self._session.add(found)
            alike.append(found)
        for own, stated in NUMBERS.items():
            if not getattr(found, own) and getattr(row, stated):
                setattr(found, own, getattr(row, stated))
        return found.id


def _may_be(organisation: Organisation, row: RegisterRow) -> bool:
    """Say whether nothing speaks against it: two charities of one name have two numbers."""
    pairs = (
        (organisation.charity_number, row.charity_number),
        (organisation.company_number, row.company_number),
    )
    return all(not known or not stated or known == stated for known, stated in pairs)


def _made(row: RegisterRow, providers: _Providers) -> Facts:
    """Make the fields of a row's agreement, with the dates that follow from its term."""
    values: Facts = {
        name: value for name in SHARED if (value := getattr(row, name)) not in {None, ""}
    }
    months = _months_of_option(row)
    options = (Option(months),) if months else ()
    usual = defaults_of(Agreement)
    term = Term(row.starts, row.ends, options, usual["notice_days"], usual["lead_days"])
    stated = row.latest_end if row.end_meaning == "unknown" and not options else None
    return values | {
        "id": new_id(),
        "provider_id": providers.id_for(row),
        "source_rest": _json(row.rest),
        "current_end": term.current_end,
        "decide_by": term.decide_by,
        "latest_end": stated or term.latest_end,
    }


def _change(
    session: Session,
    record: str,
    row: RegisterRow,
    changes: tuple[FieldChange, ...],
    providers: _Providers,
) -> None:
    agreement = session.get_one(Agreement, record)
    changed = {change.field for change in changes}
    if "provider" in changed:
        agreement.provider_id = providers.id_for(row)
    for name in changed.intersection(SHARED):
        setattr(agreement, name, getattr(row, name))
    rest = _rest(agreement.source_rest)
    if any(rest.get(heading) != text for heading, text in row.rest.items()):
        agreement.source_rest = _json(rest | dict(row.rest))
    if "latest_end" in changed:
        months = _months_of_option(row)
        if months:
            session.add(TermOption(agreement_id=record, months=months))
        agreement.latest_end = row.latest_end
    if changed & TERM_FIELDS:
        session.flush()
        refresh_term(session, agreement)


def _months_of_option(row: RegisterRow) -> int | None:
    """Return the months from a row's end to its latest end, where they are whole."""
    if row.ends is None or row.latest_end is None or row.latest_end <= row.ends:
        return None
    return months_between(row.ends + timedelta(days=1), row.latest_end)


def _settled(session: Session) -> dict[str, set[str]]:
    """Return the fields of agreements that no register changes any more.

    Options that were declined or taken away are not offered again, and partners' rows add up.
    """
    found: dict[str, set[str]] = {}
    shares = select(PartnerShare.agreement_id).where(
        PartnerShare.deleted.is_(False), PartnerShare.share_pence.is_not(None)
    )
    for name, of in (("latest_end", select(TermOption.agreement_id)), ("partner_pence", shares)):
        for agreement in session.scalars(of.distinct()):
            found.setdefault(agreement, set()).add(name)
    return found


def _existing(facts: Mapping[Any, Any], settled: Mapping[str, set[str]]) -> ExistingRow:
    values = {name: facts[name] for name in SHARED}
    meaning: EndMeaning = facts["end_meaning"]
    values["end_meaning"] = meaning
    row = RegisterRow(
        provider=facts["provider"] or "",
        charity_number=facts["charity_number"] or "",
        company_number=facts["company_number"] or "",
        sector=facts["sector"] or "",
        latest_end=facts["latest_end"],
        rest=_rest(facts["source_rest"]),
        **values,
    )
    return ExistingRow(facts["id"], row, frozenset(settled.get(facts["id"], ())))


def _rest(text: str) -> dict[str, str]:
    """Read the columns kept from a register; the text is our own, or empty."""
    kept = json.loads(text) if text else {}
    return {str(heading): str(words) for heading, words in kept.items()}


def _json(rest: Mapping[str, str]) -> str:
    return json.dumps(dict(rest), ensure_ascii=False) if rest else ""
