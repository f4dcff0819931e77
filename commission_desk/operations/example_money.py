"""The example's money and reasons: shares, payments, variations and rationales, all invented."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.domain.agreement_value import financial_year
from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_
from commission_desk.operations.agreement_tables import TABLES, add_table_row, write_row_cell
from commission_desk.operations.agreement_why import answer_on_value
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.example_data import example_table
from commission_desk.operations.example_register import agreement_by_reference
from commission_desk.store.desk import named

DETAILS = ("funding", "legal_basis", "importance")


@named(N_("Example: money and reasons"))
def fill_money(session: Session, today: date) -> None:
    """Give some agreements what was paid, varied and shared, and why they are as they are."""
    ids = agreement_by_reference(session)
    for entry in example_table("money.toml")["agreement"]:
        made = ids[entry["reference"]]
        edit_agreement(session, made, **{name: entry.get(name, "") for name in DETAILS})
        for partner, amount, basis in entry["shares"]:
            _add(session, made, "partner_share", (partner, amount, basis))
        for back, budget, paid, note in entry["payments"]:
            year = str(financial_year(today) - back)
            _add(session, made, "payment", (year, budget, paid, note))
        for back, what, why, value, by, reference in entry["variations"]:
            cells = (_day(today, back), what, why, value, "", by, reference)
            _add(session, made, "variation", cells)
        for back, event, model, *words in entry["rationales"]:
            cells = (_day(today, back), _named("event", event), _named("model", model), *words)
            _add(session, made, "rationale", cells)
        for question, moment, text in entry["answers"]:
            answer_on_value(session, made, question, moment, text)


def _add(session: Session, agreement: str, table: str, cells: tuple[str, ...]) -> None:
    fields = (column.field for column in TABLES[table].columns)
    add_table_row(session, agreement, table, dict(zip(fields, cells, strict=True)))


def _day(today: date, months: int) -> str:
    return f"{add_months(today, -months):%d/%m/%Y}"


def _named(field: str, value: str) -> str:
    return write_row_cell(TABLES["rationale"].column(field), value, "en")
