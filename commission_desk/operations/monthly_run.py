"""The monthly run: every current agreement confirmed or changed by the person who answers for it.

It begins as a copy of last month's and ends frozen (Lincolnshire County Council 2014: risk and
performance of each contract, each month, by everybody who manages one).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.scales import scale
from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.domain.periods import month_end
from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_, _, whole_month
from commission_desk.operations.actions import add_action, edit_action
from commission_desk.operations.ratings import WORRYING, grade, grade_value, rate_risk
from commission_desk.operations.records import REVIEWED, get, placed, run_unlocked, standing
from commission_desk.operations.run_standing import SET_BY, keep_said, line_says
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Action, Agreement, MonthlyRun, RunLine
from commission_desk.store.tables.base import id_of

LINE_FIELDS = ("value", "risk", "reason", "grade_scale")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RunRow:
    """A monthly run without its lines."""

    id: str
    month: date
    status: str
    reader: str
    began_on: date | None
    finished_on: date | None
    finished_by: str
    previous: date | None


def runs(session: Session) -> tuple[RunRow, ...]:
    """Return every monthly run, the newest first."""
    rows = session.scalars(
        standing(MonthlyRun)
        .where(MonthlyRun.month.is_not(None))
        .order_by(MonthlyRun.month.desc(), MonthlyRun.id)
    )
    return tuple(_row(session, row) for row in rows)


def run(session: Session, record: str) -> RunRow:
    """Return one monthly run; raises UserError if it is no longer there."""
    return _row(session, get(session, MonthlyRun, record))


@named(N_("Begin monthly run"))
def begin_run(session: Session, month: date, today: date) -> str:
    """Begin a month as a copy of the one before, for every current agreement; return its id.

    Grade, risk and reason are those of the register, which the last run set, and go on following
    it until they are set in the month; the improvement action is last month's. Raises
    UserError while an earlier run is not finished.
    """
    first = month.replace(day=1)
    newest = next(iter(runs(session)), None)
    if newest is not None and newest.month >= first:
        raise UserError(
            _("The run of {month} is there already.").format(month=whole_month(newest.month))
        )
    if newest is not None and newest.status != REVIEWED:
        raise UserError(
            _("Finish {month} first: the next month begins as a copy of it.").format(
                month=whole_month(newest.month)
            )
        )
    made = placed(session, MonthlyRun, id_of("monthly-run", first.isoformat()), month=first)
    made.status, made.began_on = "draft", today
    made.previous_id = newest.id if newest else None
    made.reader = newest.reader if newest else ""
    session.flush()
    if not _fill(session, made):
        raise UserError(_("There is no current agreement yet. Add one, or import a register."))
    return made.id


@named(N_("Take new agreements into the run"))
def take_in(session: Session, record: str) -> int:
    """Add the current agreements that the run does not have yet; return how many."""
    return _fill(session, run_unlocked(session, record))


@named(N_("Edit monthly run"))
def edit_run(session: Session, record: str, reader: str) -> None:
    """Say which role the exception report is written for."""
    run_unlocked(session, record).reader = reader.strip()


@named(N_("Change line of the run"))
def edit_line(session: Session, line: str, **values: str) -> None:
    """Change grade, risk or reason of a line; it is to be confirmed then."""
    found = get(session, RunLine, line)
    run_unlocked(session, found.run_id)
    _change(session, found, values)


@named(N_("Grade in the month"))
def grade_line(session: Session, line: str, **values: str) -> None:
    """Grade a line, or choose its scale; it is to be confirmed then."""
    edit_line(session, line, **values)


@named(N_("Rate risk in the month"))
def rate_line(session: Session, line: str, risk: str) -> None:
    """Rate the risk of a line; it is to be confirmed then."""
    edit_line(session, line, risk=risk)


@named(N_("Name contract manager"))
def name_manager(session: Session, line: str, manager: str) -> None:
    """Say which role answers for the agreement every month, from this line on."""
    found = get(session, RunLine, line)
    run_unlocked(session, found.run_id)
    found.manager = manager.strip()
    get(session, Agreement, found.agreement_id).manager = manager.strip()


@named(N_("Improvement action"))
def improve(session: Session, line: str, title: str, **values: Any) -> str:
    """Add the improvement action of a line to the action log, or word it otherwise; return its id.

    ``values`` are nature (corrective or developmental), owner and due.
    """
    found = get(session, RunLine, line)
    run_unlocked(session, found.run_id)
    action = session.get(Action, found.action_id) if found.action_id else None
    if action is not None and not action.deleted and action.status == "open":
        edit_action(session, action.id, title=title.strip(), **values)
        return action.id
    made = add_action(session, title, agreement_id=found.agreement_id, **values)
    session.flush()
    found.action_id = made
    return made


@named(N_("Confirm in the monthly run"))
def confirm_lines(session: Session, lines: Iterable[str], on: date) -> int:
    """Confirm lines for their month; what changed goes to the register with its reason.

    Returns how many were confirmed. Raises UserError for the first that lacks its risk, or the
    reason for red or amber, and then confirms none.
    """
    count = 0
    for line in lines:
        found = get(session, RunLine, line)
        run_unlocked(session, found.run_id)
        if found.confirmed_on is None:
            _confirm(session, found, on)
            count += 1
    return count


@named(N_("Finish monthly run"))
def finish_run(session: Session, record: str, on: date) -> int:
    """Freeze a run as it stands; return how many lines nobody confirmed.

    An agreement that was removed is not in it, and does not come back with it.
    """
    found = run_unlocked(session, record)
    lines = _kept_lines(session, record)
    wanted = [line.action_id for line in lines if line.action_id]
    acts: dict[str, Action] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = standing(Action).where(Action.id.in_(wanted[start : start + AT_ONCE]))
        acts |= {action.id: action for action in session.scalars(some)}
    for line in lines:
        action = acts.get(line.action_id or "")
        if action is not None:
            line.improvement, line.nature = action.title, action.nature
            line.owner, line.due = action.owner, action.due
    found.status, found.finished_on = REVIEWED, on
    found.finished_by = session.info[RECORDER].who
    return sum(line.confirmed_on is None for line in lines)


def missing_from(session: Session, record: str) -> tuple[int, int]:
    """Return how many current agreements a run does not have, and how many are not current."""
    found = get(session, MonthlyRun, record)
    has = select(RunLine.agreement_id).where(RunLine.run_id == record, RunLine.deleted.is_(False))
    current = _current(found.month or date.min)
    new = session.scalar(
        select(func.count(Agreement.id)).where(current, Agreement.id.not_in(has))
    )  # fmt: skip
    others = session.scalar(
        select(func.count(Agreement.id)).where(
            Agreement.deleted.is_(False), ~func.coalesce(current, False)
        )
    )  # fmt: skip
    return new or 0, others or 0


def _change(session: Session, found: RunLine, values: dict[str, str]) -> None:
    strange = set(values) - set(LINE_FIELDS)
    if strange:
        raise TypeError(f"a line has no field to edit named {sorted(strange)}")
    if values.get("risk"):
        scale("rag").point(values["risk"])
    if found.confirmed_on is not None:  # the register has it: only what changes now is the month's
        found.grade_set = found.risk_set = found.reason_set = False
    found.confirmed_on, found.confirmed_by = None, ""
    keep_said(found, line_says(session, found))
    if "value" in values or "grade_scale" in values:
        chosen = scale(values.get("grade_scale", found.grade_scale))
        if "grade_scale" in values and "value" not in values:
            values["value"] = ""  # never converted from another scale
        if values["value"]:
            chosen.point(values["value"])
    for name, words in values.items():
        setattr(found, name, words.strip())
        setattr(found, SET_BY[name], True)


def _confirm(session: Session, line: RunLine, on: date) -> None:
    found = get(session, Agreement, line.agreement_id)
    keep_said(line, line_says(session, line))
    if not line.risk:
        raise UserError(_("{title}: choose red, amber or green first.").format(title=found.title))
    if line.risk in WORRYING and not line.reason:
        raise UserError(_("{title}: say why it is red or amber.").format(title=found.title))
    if (found.risk, found.risk_reason) != (line.risk, line.reason):
        rate_risk(session, found.id, line.risk, line.reason, on)
    graded = (found.grade_scale, grade_value(found))
    if line.value and graded != (line.grade_scale, line.value):
        try:
            grade(session, found.id, line.value, line.reason, on, line.grade_scale)
        except UserError as problem:
            raise UserError(f"{found.title}: {problem}") from problem
    line.confirmed_on, line.confirmed_by = on, session.info[RECORDER].who


def _kept_lines(session: Session, record: str) -> list[RunLine]:
    """Return the lines of a run with what they say; those of removed agreements go."""
    every = session.execute(
        select(RunLine, Agreement)
        .join(Agreement, Agreement.id == RunLine.agreement_id)
        .where(RunLine.run_id == record, RunLine.deleted.is_(False))
    ).all()
    for line, agreement in every:
        if agreement.deleted:
            line.deleted = True
        else:
            keep_said(line, line_says(session, line))
    return [line for line, _agreement in every if not line.deleted]


def _fill(session: Session, made: MonthlyRun) -> int:
    """Give a run a line for every current agreement that has none; return how many."""
    before = {}
    if made.previous_id:
        rows = session.scalars(standing(RunLine).where(RunLine.run_id == made.previous_id))
        before = {line.agreement_id: line for line in rows}
    known = {
        line.agreement_id: line
        for line in session.scalars(select(RunLine).where(RunLine.run_id == made.id))
    }
    open_actions = set(
        session.scalars(
            select(Action.id).where(
                Action.status == "open", Action.deleted.is_(False),
                Action.agreement_id.is_not(None),
            )
        )
    )  # fmt: skip
    count = 0
    for agreement in session.scalars(select(Agreement).where(_current(made.month or date.min))):
        line = known.get(agreement.id)
        if line is not None and not line.deleted:
            continue
        if line is None:
            line = RunLine(id=id_of("run-line", made.id, agreement.id))
        last = before.get(agreement.id)
        action = last.action_id if last and last.action_id in open_actions else None
        line.deleted, line.run_id, line.agreement_id = False, made.id, agreement.id
        line.manager, line.managed = agreement.manager, agreement.managed
        line.grade_scale, line.value = agreement.grade_scale, grade_value(agreement)
        line.risk, line.reason = agreement.risk, agreement.risk_reason
        line.grade_set = line.risk_set = line.reason_set = False
        if last is not None and _only_worded(last) and last.risk == agreement.risk:
            line.reason, line.reason_set = last.reason, True
        line.action_id, line.improvement, line.nature = action, "", ""
        line.owner, line.due, line.confirmed_on, line.confirmed_by = "", None, None, ""
        session.add(line)
        count += 1
    return count


def _only_worded(last: RunLine) -> bool:
    """Whether a reason was written that nobody confirmed, so that the register does not have it."""
    return last.confirmed_on is None and last.reason_set and bool(last.reason)


def _current(month: date) -> ColumnElement[bool]:
    """Select the agreements that have begun, and have not ended more than a year ago.

    One that ended and runs on is still somebody's to answer for.
    """
    oldest = add_months(month, -int(threshold("run-ended-months").value))
    return and_(
        Agreement.deleted.is_(False),
        or_(Agreement.starts.is_(None), Agreement.starts <= month_end(month)),
        or_(Agreement.current_end.is_(None), Agreement.current_end >= oldest),
    )


def _row(session: Session, row: MonthlyRun) -> RunRow:
    previous = session.get(MonthlyRun, row.previous_id) if row.previous_id else None
    return RunRow(
        row.id, row.month or date.min, row.status, row.reader, row.began_on, row.finished_on,
        row.finished_by, previous.month if previous and not previous.deleted else None,
    )  # fmt: skip
