"""What a printed document says, as plain data: built by operations, laid out by documents.

Texts are already in the document's language where the content has both; what people wrote stays
as they wrote it. Dates and times are values: the document writes them in its language.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from commission_desk.domain.charts import Series
from commission_desk.domain.comments import Comment
from commission_desk.domain.richtext import RichText

Purpose = Literal["decision", "discussion", "information", ""]
EntryKind = Literal["decision", "action", "risk"]


@dataclass(frozen=True, slots=True)
class House:
    """The team's house style: names in the header, the marking in the footer, the colour."""

    organisation: str = ""
    team: str = ""
    marking: str = ""
    accent: str = "#0B6463"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What agenda and minutes both say at their head."""

    title: str
    reference: str = ""
    held_on: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    provider: str = ""
    quorum: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of an agenda; ``number`` is as printed, "3" or "3.1"."""

    number: str
    title: str
    note: str = ""
    lead: str = ""
    purpose: Purpose = ""
    paper: str = ""
    starts: time | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    """A whole agenda."""

    house: House
    facts: MeetingFacts
    members: tuple[str, ...] = ()
    lines: tuple[AgendaLine, ...] = ()
    next_meeting: date | None = None


@dataclass(frozen=True, slots=True)
class MinuteEntry:
    """A decision, action or risk recorded under an item; ``how`` is how a decision was reached."""

    kind: EntryKind
    number: str
    text: str
    how: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """What was said and settled under one item."""

    number: str
    title: str
    notes: RichText = RichText()
    entries: tuple[MinuteEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One row of an action log; ``days_late`` is 0 unless the action is open and overdue."""

    reference: str
    text: str
    owner: str = ""
    due: date | None = None
    status: str = ""
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """A whole set of minutes; ``agreed_on`` is when they were agreed as a correct record."""

    house: House
    facts: MeetingFacts
    present: tuple[str, ...] = ()
    in_attendance: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    quorate: bool | None = None
    draft: bool = True
    agreed_on: date | None = None
    lines: tuple[MinuteLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    next_meeting: date | None = None


@dataclass(frozen=True, slots=True)
class PlanTableRows:
    """A table of a plan as it is printed: the columns somebody filled, and charts by title.

    ``right`` says which columns hold figures; ``notes`` are sentences that stand below.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    charts: tuple[tuple[str, Series], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One prompt of a plan with its answer; ``reason`` says why it does not apply, if so.

    ``changed`` says since which version it has changed, where that is to be marked.
    """

    number: str
    title: str
    text: RichText = RichText()
    not_applicable: bool = False
    reason: str = ""
    tables: tuple[PlanTableRows, ...] = ()
    prompt_id: str = ""
    changed: str = ""
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One section of a plan."""

    number: str
    title: str
    parts: tuple[PlanPart, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A whole plan; ``show_empty`` prints a line for parts not yet written.

    ``comments`` are on the plan as a whole; ``review`` says what readers of a review copy do.
    ``version`` is what it is called among the versions of its plan; ``approved`` says by whom,
    when and where it was approved, and is empty for a draft.
    """

    house: House
    title: str
    care_group: str = ""
    period: str = ""
    lead: str = ""
    partners: tuple[str, ...] = ()
    status: str = ""
    draft: bool = True
    printed_on: date | None = None
    sections: tuple[PlanSection, ...] = ()
    written: int = 0
    total: int = 0
    show_empty: bool = True
    version: str = ""
    approved: str = ""
    plan_id: str = ""
    comments: tuple[Comment, ...] = ()
    review: str = ""
