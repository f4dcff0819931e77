"""The lines of a monthly run beside last month's: what changed, worries or is not returned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from commission_desk.content.scales import scale
from commission_desk.operations.ratings import RISK, WORRYING, point_of
from commission_desk.operations.records import REVIEWED, get
from commission_desk.operations.run_standing import Says, SetHere, spoken
from commission_desk.store.tables import Action, Agreement, MonthlyRun, Organisation, RunLine

DEVOLVED = "devolved"


@dataclass(frozen=True, slots=True)
class Improvement:
    """The improvement action of a line: corrective or developmental, by whom and when."""

    id: str | None
    title: str
    nature: str
    owner: str
    due: date | None
    status: str = "open"


@dataclass(frozen=True, slots=True)
class LineView:
    """An agreement in a month; ``was_`` is what the month before said, empty where it had none."""

    id: str
    agreement_id: str
    reference: str
    title: str
    provider: str
    manager: str
    managed: str
    scale: str
    value: str
    risk: str
    reason: str
    confirmed_on: date | None
    confirmed_by: str
    was_scale: str
    was_value: str
    was_risk: str
    improvement: Improvement | None

    @property
    def confirmed(self) -> bool:
        """Whether the person who answers for it has returned it."""
        return self.confirmed_on is not None

    @property
    def worrying(self) -> bool:
        """Whether its risk is red or amber."""
        return self.risk in WORRYING

    @property
    def fallen(self) -> bool:
        """Whether its grade is lower than last month's on the same scale; others do not compare."""
        if self.scale != self.was_scale:
            return False
        now, was = rank(self.scale, self.value), rank(self.scale, self.was_value)
        return now is not None and was is not None and now > was

    @property
    def changed(self) -> bool:
        """Whether grade or risk differ from last month's, where it was in it."""
        return bool(self.was_scale) and (self.scale, self.value, self.risk) != (
            self.was_scale, self.was_value, self.was_risk,
        )  # fmt: skip

    @property
    def exception(self) -> bool:
        """Whether it belongs into the exception report."""
        return self.worrying or self.fallen


@dataclass(frozen=True, slots=True)
class RunTotals:
    """How many lines a run has, and how many of them are returned; central and devolved."""

    central: int
    devolved: int
    confirmed: int
    devolved_confirmed: int

    @property
    def total(self) -> int:
        """Every line: central and devolved together."""
        return self.central + self.devolved

    @property
    def open(self) -> int:
        """How many nobody has confirmed."""
        return self.total - self.confirmed


@dataclass(frozen=True, slots=True)
class Chased:
    """Somebody who has not returned everything: the lines missing, of how many."""

    manager: str
    missing: tuple[LineView, ...]
    total: int

    @property
    def devolved(self) -> bool:
        """Whether what is missing is managed by service areas."""
        return any(line.managed == DEVOLVED for line in self.missing)


def run_lines(session: Session, record: str) -> tuple[LineView, ...]:
    """Return the lines of a run by reference."""
    found = get(session, MonthlyRun, record)
    statement = _lines(found).where(RunLine.run_id == record)
    if found.status != REVIEWED:
        statement = statement.where(Agreement.deleted.is_(False))
    frozen = found.status == REVIEWED
    return tuple(_view(row, frozen=frozen) for row in session.execute(statement))


def run_line(session: Session, line: str) -> LineView:
    """Return one line; raises UserError if it is no longer there."""
    row = get(session, RunLine, line)
    found = get(session, MonthlyRun, row.run_id)
    rows = session.execute(_lines(found).where(RunLine.id == line)).one()
    return _view(rows, frozen=found.status == REVIEWED)


def run_totals(lines: Iterable[LineView]) -> RunTotals:
    """Count lines: central and devolved account for all of them."""
    counted = Counter((line.managed == DEVOLVED, line.confirmed) for line in lines)
    return RunTotals(
        central=counted[False, True] + counted[False, False],
        devolved=counted[True, True] + counted[True, False],
        confirmed=counted[False, True] + counted[True, True],
        devolved_confirmed=counted[True, True],
    )


def exceptions(lines: Iterable[LineView]) -> tuple[LineView, ...]:
    """Return the lines for the exception report: red, then amber, then grades that fell."""
    ranks = {"red": 0, "amber": 1}
    return tuple(
        sorted(
            (line for line in lines if line.exception),
            key=lambda line: (ranks.get(line.risk, 2), not line.fallen, line.reference, line.id),
        )
    )


def chase_list(lines: Iterable[LineView]) -> tuple[Chased, ...]:
    """Return who has not returned what, service areas first, then who has most missing."""
    every = list(lines)
    totals = Counter(line.manager for line in every)
    missing: dict[str, list[LineView]] = {}
    for line in every:
        if not line.confirmed:
            missing.setdefault(line.manager, []).append(line)
    found = [Chased(who, tuple(rows), totals[who]) for who, rows in missing.items()]
    return tuple(sorted(found, key=lambda one: (not one.devolved, -len(one.missing), one.manager)))


def rank(scale_id: str, value: str) -> int | None:
    """Return how good a point of a scale is, 0 for the best; None for one that is not on it."""
    return _ranks(scale_id).get(value)


@cache
def _ranks(scale_id: str) -> dict[str, int]:
    found = scale(scale_id) if scale_id else scale(RISK)
    ranked = {point.value: found.rank(point.value) for point in found.points}
    return {value: place for value, place in ranked.items() if place is not None}


def _lines(found: MonthlyRun) -> Select[*tuple[Any, ...]]:
    before = aliased(RunLine)
    return (
        select(
            RunLine.id, RunLine.agreement_id, Agreement.reference, Agreement.title,
            Organisation.name, RunLine.manager, RunLine.managed, RunLine.grade_scale,
            RunLine.value, RunLine.risk, RunLine.reason, RunLine.confirmed_on,
            RunLine.confirmed_by, before.grade_scale, before.value, before.risk,
            RunLine.action_id, RunLine.improvement, RunLine.nature, RunLine.owner, RunLine.due,
            Action.title, Action.nature, Action.owner, Action.due, Action.status, Action.deleted,
            RunLine.grade_set, RunLine.risk_set, RunLine.reason_set, Agreement.grade_scale,
            Agreement.grade, Agreement.grade_word, Agreement.risk, Agreement.risk_reason,
        )
        .join(Agreement, Agreement.id == RunLine.agreement_id)
        .outerjoin(Organisation, Organisation.id == Agreement.provider_id)
        .outerjoin(Action, Action.id == RunLine.action_id)
        .outerjoin(
            before,
            (before.run_id == (found.previous_id or ""))
            & (before.agreement_id == RunLine.agreement_id)
            & before.deleted.is_(False),
        )
        .where(RunLine.deleted.is_(False))
        .order_by(Agreement.reference, Agreement.id)
    )  # fmt: skip


def _view(row: Any, *, frozen: bool) -> LineView:
    record, then, now = row[16], row[17:21], row[21:27]
    improvement = None
    if frozen and then[0]:
        improvement = Improvement(record, *then)
    elif not frozen and record and now[0] is not None and not now[5]:
        improvement = Improvement(record, *now[:5])
    says = Says(*row[7:11])
    if not frozen and row[11] is None:
        scale_id, score, word, *rest = row[30:35]
        register = Says(scale_id, point_of(score, word), *rest)
        says = spoken(says, SetHere(*row[27:30]), register)
    said: list[Any] = [*row[:4], row[4] or "", *row[5:7]]
    said += [says.scale, says.value, says.risk, says.reason, *row[11:13]]
    said += [*(words or "" for words in row[13:16]), improvement]
    return LineView(*said)
