"""How large the history is, what thinning it would let go, and thinning it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.checks import Finding, Need
from commission_desk.domain.errors import UserError
from commission_desk.domain.history import end_of, last_month_end, local
from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_, _, file_size
from commission_desk.operations.checks import in_words
from commission_desk.store import thinning
from commission_desk.store.as_at import forget_views
from commission_desk.store.desk import Desk, named
from commission_desk.store.recording import RECORDER, Recorder
from commission_desk.store.thinning import Thinned

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class HistorySize:
    """How large a desk and its history are, in bytes.

    ``earlier`` is what texts and figures said before they were changed, ``budget`` how large that
    may grow before thinning is proposed; ``until`` is the last day that was thinned; ``could_go``
    is what thinning as proposed would let go.
    """

    desk: int
    earlier: int
    budget: int
    until: date | None
    could_go: Thinned

    @property
    def is_full(self) -> bool:
        """Whether the history has outgrown its budget and thinning would help."""
        return self.earlier > self.budget and self.could_go.size > 0


def history_size(session: Session, today: date) -> HistorySize:
    """Measure the desk and its history; a desk smaller than the budget is not looked into."""
    connection = session.connection()
    pages, page = (
        int(connection.scalar(text(f"PRAGMA {name}")) or 0) for name in ("page_count", "page_size")
    )
    budget = threshold("history-budget", today).value * MEGABYTE
    moment = thinning.thinned_until(connection)
    until = local(moment).date() if moment else None
    if pages * page <= budget:
        return HistorySize(pages * page, 0, budget, until, Thinned())
    earlier = thinning.earlier_size(connection)
    could_go = (
        thinning.thinnable(connection, proposed_day(today)) if earlier > budget else Thinned()
    )
    return HistorySize(pages * page, earlier, budget, until, could_go)


def full_need(size: HistorySize, language: str) -> Need:
    """Return the sentence that asks for a history to be thinned."""
    values = {"size": file_size(size.earlier), "room": file_size(size.budget)}
    return in_words(Finding("history-full", values, "team", ""), language)


def would_go(session: Session, until: date) -> Thinned:
    """Return what thinning up to the end of a month would let go."""
    return thinning.thinnable(session.connection(), until)


def proposed_day(today: date) -> date:
    """Return the day up to which thinning is proposed: what is younger is kept whole."""
    months = threshold("history-kept-whole", today).value
    return min(last_month_end(add_months(today, -months)), thinning.latest_day(today))


def day_to_thin(day: date | None, today: date) -> date:
    """Return the end of the month up to which to thin; raises UserError for a day too young."""
    if day is None:
        raise UserError(_("Type a date, such as 31 Mar 2024."))
    if day > thinning.latest_day(today):
        raise UserError(_("What was written in the last five months is always kept whole."))
    return last_month_end(day)


def day_kept(session: Session, day: date) -> date:
    """Return the day, or the end of the month before it where the history was thinned since.

    Up to where it was thinned the history knows what stood when each month ended.
    """
    moment = thinning.thinned_until(session.connection())
    return day if moment is None or end_of(day) > moment else last_month_end(day)


@named(N_("Thin the history"))
def thin_history(session: Session, until: date, today: date) -> Thinned:
    """Let earlier texts go up to the end of a month: a step that nothing takes back.

    Raises UserError where nothing would go.
    """
    session.flush()
    recorder: Recorder = session.info[RECORDER]
    recorder.kind, recorder.source = thinning.KIND, until.isoformat()
    connection = session.connection()
    gone = thinning.thin(connection, until, today)
    if not gone.texts and not gone.files:
        raise UserError(_("Up to that day there is nothing to thin."))
    recorder.step(connection)
    recorder.tables |= gone.kinds
    session.expire_all()
    return gone


def thin_for_good(desk: Desk, until: date, today: date) -> Thinned:
    """Thin the history and give back the room that it took on this laptop; raises UserError."""
    gone = desk.do(thin_history, until, today)
    forget_views(desk.path)
    desk.compact()
    return gone
