"""What a statement of spend comes to, and whether its two tables agree, each finding in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.spend import (
    Amount,
    agree,
    amounts_in,
    percent_of,
    read_amount,
    read_percent,
    same_department,
    slip,
    write_amount,
    write_percent,
)
from commission_desk.i18n import translator
from commission_desk.operations.records import get, standing
from commission_desk.operations.spend import rows_of
from commission_desk.store.tables import SpendLine, SpendShare, SpendStatement


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of what was identified; ``best`` is the exact amount where one is known."""

    id: str
    department: str
    activity: str
    words: dict[str, str]
    value: Amount | None
    exact: int | None
    charities: int | None
    contracted: int | None
    off_island: int | None
    spot: int | None

    @property
    def best(self) -> int | None:
        """The amount to reckon with."""
        return self.exact if self.exact is not None else self.value.pence if self.value else None


@dataclass(frozen=True, slots=True)
class ShareView:
    """A department's share of its budget, as printed and as settled."""

    id: str
    department: str
    words: dict[str, str]
    commissioned: Amount | None
    total: Amount | None
    settled: int | None
    settled_from: str
    reason: str
    settled_on: date | None

    @property
    def stands(self) -> int | None:
        """The commissioned money to reckon with: what was settled, else what was printed."""
        if self.settled is not None:
            return self.settled
        return self.commissioned.pence if self.commissioned else None

    @property
    def percent(self) -> Decimal | None:
        """The share that follows; None where a figure is missing, and for none at all."""
        if not self.stands or self.total is None:
            return None
        return percent_of(self.stands, self.total.pence)


@dataclass(frozen=True, slots=True)
class SpendFinding:
    """Where two figures do not agree: both sources as they stand, and what is proposed.

    ``kind`` is tables, percentage, parts, exact, unknown or alone. Only differences between the
    tables can be settled: they have both amounts in pence, ``first`` from the lines.
    """

    kind: str
    department: str
    sentence: str
    first: str = ""
    second: str = ""
    share: str = ""
    first_pence: int = 0
    second_pence: int = 0
    proposal: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class SpendView:
    """A statement whole."""

    id: str
    title: str
    period: str
    source: str
    footnotes: str
    lines: tuple[LineView, ...]
    shares: tuple[ShareView, ...]
    findings: tuple[SpendFinding, ...] = ()

    @property
    def as_printed(self) -> int:
        """What the lines come to as printed."""
        return sum(line.value.pence for line in self.lines if line.value)

    @property
    def identified(self) -> int:
        """What the lines come to, by the exact amounts where they are known."""
        return sum(line.best or 0 for line in self.lines)

    @property
    def shares_printed(self) -> int:
        """What the shares come to as printed."""
        return sum(share.commissioned.pence for share in self.shares if share.commissioned)

    @property
    def commissioned(self) -> int:
        """What the shares come to, as settled."""
        return sum(share.stands or 0 for share in self.shares)

    @property
    def budgets(self) -> int:
        """The budgets of all departments."""
        return sum(share.total.pence for share in self.shares if share.total)


def statements(session: Session) -> list[tuple[str, str]]:
    """Return the ids and titles of the statements, newest first."""
    rows = session.scalars(standing(SpendStatement).order_by(SpendStatement.position.desc()))
    return [(row.id, " · ".join(filter(None, (row.title, row.period)))) for row in rows]


def spend(session: Session, statement: str, language: str = "en") -> SpendView:
    """Return a statement with its tables and what does not agree in them."""
    found = get(session, SpendStatement, statement)
    lines = tuple(_line(row) for row in rows_of(session, statement, "spend_line"))
    shares = tuple(_share(row) for row in rows_of(session, statement, "spend_share"))
    return SpendView(
        found.id, found.title, found.period, found.source, found.footnotes, lines, shares,
        tuple(Reconciler(lines, shares, language).findings()),
    )  # fmt: skip


def lines_of(view: SpendView, department: str) -> tuple[LineView, ...]:
    """Return the lines of a department, which the other table may name by its initials."""
    return tuple(line for line in view.lines if same_department(line.department, department))


def _line(row: SpendLine) -> LineView:
    value = _amount(row.value_text, row.value_pence)
    words = {
        "department": row.department, "activity": row.activity, "value": row.value_text,
        **{
            name: getattr(row, f"{name}_text") or _written(getattr(row, f"{name}_pence"))
            for name in ("exact", "charities", "contracted", "off_island", "spot")
        },
    }  # fmt: skip
    return LineView(
        row.id, row.department, row.activity, words, value,
        row.exact_pence if row.exact_pence is not None else _exact_in(row.activity, value),
        row.charities_pence, row.contracted_pence, row.off_island_pence, row.spot_pence,
    )  # fmt: skip


def _written(pence: int | None) -> str:
    return "" if pence is None else write_amount(pence)


def _share(row: SpendShare) -> ShareView:
    words = {
        "department": row.department, "commissioned": row.commissioned_text,
        "total": row.total_text, "percent": row.percent_text,
    }  # fmt: skip
    return ShareView(
        row.id, row.department, words, _amount(row.commissioned_text, row.commissioned_pence),
        _amount(row.total_text, row.total_pence), row.settled_pence, row.settled_from,
        row.settled_reason, row.settled_on,
    )  # fmt: skip


def _amount(text: str, pence: int | None) -> Amount | None:
    if pence is None:
        return None
    try:
        read = read_amount(text)
    except ValueError:  # written by another version, which read it otherwise
        read = None
    return read if read is not None and read.pence == pence else Amount(pence, 100, text)


def _exact_in(activity: str, value: Amount | None) -> int | None:
    """Return the one amount in the words of an activity that rounds to what is printed."""
    if value is None or value.nil:
        return None
    near = {
        a.pence for a, _rest in amounts_in(activity) if agree(a.pence, value.pence, _give(value))
    }
    return near.pop() if len(near) == 1 else None


def _give(amount: Amount) -> Decimal:
    return amount.give(Decimal(threshold("spend-rounding").value) / 100)


class Reconciler:
    """Compares the two tables of a statement; every sentence is in one language."""

    def __init__(
        self, lines: tuple[LineView, ...], shares: tuple[ShareView, ...], language: str
    ) -> None:
        self.lines, self.shares, self._ = lines, shares, translator(language)
        self.near = threshold("spend-slip").value

    def findings(self) -> list[SpendFinding]:
        """Return what does not agree, the differences between the tables first."""
        found: list[SpendFinding] = []
        for share in self.shares:
            mine = [x for x in self.lines if same_department(x.department, share.department)]
            found += self._tables(share, mine) + self._percentage(share)
        for line in self.lines:
            found += self._within(line)
        found += self._alone()
        order = ("tables", "percentage", "exact", "parts", "unknown", "alone")
        return sorted(found, key=lambda each: order.index(each.kind))

    def _tables(self, share: ShareView, mine: list[LineView]) -> list[SpendFinding]:
        _, printed = self._, share.commissioned
        known = [line.best for line in mine if line.best is not None]
        if printed is None or not mine or len(known) < len(mine):
            return []
        total = sum(known)
        gives = [_give(line.value) for line in mine if line.value and line.exact is None]
        if agree(total, printed.pence, max([*gives, _give(printed)])):
            return []
        first, second = self._sum_words(mine, total), printed.text or write_amount(printed.pence)
        sentence = _("{department}: the lines come to {first}, the other table says {second}.")
        said = sentence.format(
            department=share.department, first=write_amount(total), second=second
        )
        if power := slip(total, printed.pence, self.near):
            times = _("That is about {times} times as much: a decimal place may have slipped.")
            said += " " + times.format(times=f"{10**power:,}")
        return [
            SpendFinding(
                "tables", share.department, said, first, second, share.id, total, printed.pence,
                self._proposal(share, total), self._settled(share, total, printed.pence),
            )
        ]  # fmt: skip

    def _sum_words(self, mine: list[LineView], total: int) -> str:
        """Return the figure of the lines with the words that it comes from."""
        if len(mine) > 1:
            parts = " + ".join(write_amount(line.best or 0) for line in mine)
            return f"{parts} = {write_amount(total)}"
        (line,) = mine
        printed = line.value.text if line.value else ""
        if line.exact is None or not printed:
            return printed or write_amount(total)
        _ = self._
        said = _("{exact} (printed {printed})")
        return said.format(exact=write_amount(line.exact), printed=printed)

    def _proposal(self, share: ShareView, total: int) -> str:
        if share.total is None or not total:
            return ""
        exact = percent_of(total, share.total.pence)
        if exact is None:
            return ""
        _ = self._
        said = _("{share} ({part} of {whole} is {exact}%)")
        return said.format(
            share=write_percent(exact), part=write_amount(total), whole=share.total.text,
            exact=f"{exact:.2f}",
        )  # fmt: skip

    def _settled(self, share: ShareView, first: int, second: int) -> str:
        """Return the reason where it was settled on a figure that still stands in its table."""
        now = {"lines": first, "shares": second}.get(share.settled_from)
        return share.reason if share.settled is not None and share.settled == now else ""

    def _percentage(self, share: ShareView) -> list[SpendFinding]:
        """Compare a printed percentage with what its own row comes to, at any rounding of it."""
        printed, part, whole = read_percent(share.words["percent"]), share.commissioned, share.total
        if printed is None or part is None or whole is None or not whole.pence:
            return []
        number, step = printed
        give = step * Decimal(threshold("spend-rounding").value) / 100
        low = (part.pence - _give(part)) * 100 / (whole.pence + _give(whole)) - give
        high = (part.pence + _give(part)) * 100 / (whole.pence - _give(whole)) + give
        if low <= number <= high:
            return []
        comes = write_percent(percent_of(part.pence, whole.pence))
        _ = self._
        sentence = _("{department}: {part} of {whole} is {comes}, not {printed}.")
        said = sentence.format(
            department=share.department, part=part.text, whole=whole.text, comes=comes,
            printed=share.words["percent"],
        )  # fmt: skip
        return [
            SpendFinding(
                "percentage",
                share.department,
                said,
                share.words["percent"],
                comes,
                share.id,
                proposal=comes,
            )
        ]

    def _within(self, line: LineView) -> list[SpendFinding]:
        _ = self._
        name = line.activity or line.department or _("A line without words")
        if line.value is None:
            said = _("{line}: no value is given. Write Nil where there is none.").format(line=name)
            return [SpendFinding("unknown", line.department, said)]
        found = []
        give, value = _give(line.value), line.value.pence
        if line.exact is not None and not agree(line.exact, value, give):
            sentence = _("{line}: {exact} does not round to {printed}.")
            said = sentence.format(
                line=name, exact=write_amount(line.exact), printed=line.value.text
            )
            found.append(SpendFinding("exact", line.department, said))
        parts = (line.charities or 0, line.off_island or 0,
                 (line.contracted or 0) + (line.spot or 0))  # fmt: skip
        if max(parts) > value + give:
            sentence = _("{line}: parts of it come to {parts}, more than {whole}.")
            said = sentence.format(
                line=name, parts=write_amount(max(parts)), whole=line.words["value"]
            )
            found.append(SpendFinding("parts", line.department, said))
        return found

    def _alone(self) -> list[SpendFinding]:
        """Name the departments that only one of the tables knows, where both have rows."""
        if not self.lines or not self.shares:
            return []
        found = []
        for names, others in (
            ([x.department for x in self.lines], [x.department for x in self.shares]),
            ([x.department for x in self.shares], [x.department for x in self.lines]),
        ):
            for name in dict.fromkeys(names):
                if not any(same_department(name, other) for other in others):
                    _ = self._
                    said = _("{department} stands in one of the tables only.")
                    found.append(SpendFinding("alone", name, said.format(department=name)))
        return found
