"""How agreements are judged: each rating with its reason, and the monthly run over all of them."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class Rating(Record):
    """One decision about an agreement on a named scale; without a value it is not decided yet.

    ``suggested`` is what the figures said on that day, empty where no descriptor fitted them. The
    views are those of the service manager and of the provider, heard before deciding.
    """

    __tablename__ = "rating"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    scale: Mapped[str] = mapped_column(String(40), default="jet")
    value: Mapped[str] = mapped_column(String(24), default="")
    suggested: Mapped[str] = mapped_column(String(24), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    manager_view: Mapped[str] = mapped_column(Text, default="")
    provider_view: Mapped[str] = mapped_column(Text, default="")
    rated_on: Mapped[date | None]
    rated_by: Mapped[str] = mapped_column(Text, default="")


class MonthlyRun(Record):
    """A look at every current agreement in one month; its id is its place. Finished, it stays.

    ``reader`` is the role that the exception report is written for.
    """

    __tablename__ = "monthly_run"

    month: Mapped[date | None]  # its first day
    status: Mapped[str] = mapped_column(String(12), default="draft")  # draft, finished
    previous_id: Mapped[str | None] = mapped_column(refers_to("monthly_run.id"), index=True)
    reader: Mapped[str] = mapped_column(Text, default="")
    began_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    finished_by: Mapped[str] = mapped_column(Text, default="")


class RunLine(Record):
    """One agreement in a monthly run; its id is its place.

    Unconfirmed, it says what the register says, but for what was set in the month: ``grade_set``,
    ``risk_set`` and ``reason_set``.

    The improvement action stands in the action log; ``improvement``, ``nature``, ``owner`` and
    ``due`` are what it said when the run was finished.
    """

    __tablename__ = "run_line"

    run_id: Mapped[str] = mapped_column(refers_to("monthly_run.id"), index=True)
    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    manager: Mapped[str] = mapped_column(Text, default="")
    managed: Mapped[str] = mapped_column(String(24), default="central")
    grade_scale: Mapped[str] = mapped_column(String(40), default="jet")
    value: Mapped[str] = mapped_column(String(24), default="")
    risk: Mapped[str] = mapped_column(String(8), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    action_id: Mapped[str | None] = mapped_column(refers_to("action.id"), index=True)
    improvement: Mapped[str] = mapped_column(Text, default="")
    nature: Mapped[str] = mapped_column(String(16), default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(Text, default="")
    grade_set: Mapped[bool] = mapped_column(default=False)
    risk_set: Mapped[bool] = mapped_column(default=False)
    reason_set: Mapped[bool] = mapped_column(default=False)
