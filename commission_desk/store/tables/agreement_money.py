"""The money and the reasons of agreements: shares, payments, variations, rationales, figures."""

from datetime import date

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class PartnerShare(Record):
    """What one partner pays towards an agreement in a year, and on what basis."""

    __tablename__ = "partner_share"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Text, default="")
    share_pence: Mapped[int | None] = mapped_column(BigInteger)  # 0 is "Nil": said to be none
    basis: Mapped[str] = mapped_column(Text, default="")


class Payment(Record):
    """What was budgeted for an agreement and paid in one financial year, from April to March."""

    __tablename__ = "payment"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    year: Mapped[int | None]  # in which the financial year begins
    budget_pence: Mapped[int | None] = mapped_column(BigInteger)
    paid_pence: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text, default="")


class Variation(Record):
    """A change agreed after the award: of what, why, for how much, until when, and by whom.

    ``new_end`` is the end that stands after it. ``months_counted`` are the months of the options
    that were exercised when that was said, so that a later one still extends the new end.
    """

    __tablename__ = "variation"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    agreed_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    value_pence: Mapped[int | None] = mapped_column(BigInteger)
    new_end: Mapped[date | None]
    months_counted: Mapped[int] = mapped_column(default=0)
    agreed_by: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(Text, default="")


class Rationale(Record):
    """Why a service is delivered this way, at award, extension or re-award (Jersey 2024, R2)."""

    __tablename__ = "rationale"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    decided_on: Mapped[date | None]
    event: Mapped[str] = mapped_column(String(16), default="")
    model: Mapped[str] = mapped_column(String(24), default="")
    considered: Mapped[str] = mapped_column(Text, default="")
    choice: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(Text, default="")


class AgreementAnswer(Record):
    """What was answered to a question about value or fees, at award or at a review."""

    __tablename__ = "agreement_answer"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    question: Mapped[str] = mapped_column(Text, default="")
    moment: Mapped[str] = mapped_column(String(12), default="award")
    text: Mapped[str] = mapped_column(Text, default="")


class OwnFigure(Record):
    """A figure of the team's own in place of one that the program ships, between two days."""

    __tablename__ = "own_figure"

    figure: Mapped[str] = mapped_column(Text, default="")  # the id of the threshold
    value: Mapped[int | None] = mapped_column(BigInteger)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="")
