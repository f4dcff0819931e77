"""What departments say they spend on commissioned services: the Jersey audit's Exhibits 2 and 3.

Each amount is kept as the words it was printed in, beside the pence read from them. No pence means
that it is not known; 0 pence means that somebody declared none.
"""

from datetime import date

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class SpendStatement(Record):
    """Two tables of one year: what was identified, and its share of the departments' budgets."""

    __tablename__ = "spend_statement"

    title: Mapped[str] = mapped_column(Text, default="")
    period: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    footnotes: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)


class SpendLine(Record):
    """One activity of a department and what it costs, with how much of it is what."""

    __tablename__ = "spend_line"

    statement_id: Mapped[str] = mapped_column(refers_to("spend_statement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    department: Mapped[str] = mapped_column(Text, default="")
    activity: Mapped[str] = mapped_column(Text, default="")
    value_text: Mapped[str] = mapped_column(Text, default="")
    value_pence: Mapped[int | None] = mapped_column(BigInteger)
    exact_text: Mapped[str] = mapped_column(Text, default="")
    exact_pence: Mapped[int | None] = mapped_column(BigInteger)
    charities_text: Mapped[str] = mapped_column(Text, default="")
    charities_pence: Mapped[int | None] = mapped_column(BigInteger)
    contracted_text: Mapped[str] = mapped_column(Text, default="")
    contracted_pence: Mapped[int | None] = mapped_column(BigInteger)
    off_island_text: Mapped[str] = mapped_column(Text, default="")
    off_island_pence: Mapped[int | None] = mapped_column(BigInteger)
    spot_text: Mapped[str] = mapped_column(Text, default="")
    spot_pence: Mapped[int | None] = mapped_column(BigInteger)


class SpendShare(Record):
    """One department's commissioned money, its whole budget, and the share as it was printed.

    ``settled_pence`` is what a person chose where the tables differ, from the ``settled_from``
    table, with a reason; what was printed stays as it is.
    """

    __tablename__ = "spend_share"

    statement_id: Mapped[str] = mapped_column(refers_to("spend_statement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    department: Mapped[str] = mapped_column(Text, default="")
    commissioned_text: Mapped[str] = mapped_column(Text, default="")
    commissioned_pence: Mapped[int | None] = mapped_column(BigInteger)
    total_text: Mapped[str] = mapped_column(Text, default="")
    total_pence: Mapped[int | None] = mapped_column(BigInteger)
    percent_text: Mapped[str] = mapped_column(Text, default="")
    settled_pence: Mapped[int | None] = mapped_column(BigInteger)
    settled_from: Mapped[str] = mapped_column(String(12), default="")
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
