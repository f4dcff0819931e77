"""How meetings are put in words: dates, times, statuses, and reading what is typed for them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from commission_desk.content.choices import choice, choices
from commission_desk.domain.dates import typed_date
from commission_desk.domain.errors import UserError
from commission_desk.domain.times import later, length, typed_time
from commission_desk.i18n import _, clock, language, long_date, ngettext, short_date
from commission_desk.operations.actions import ActionRow
from commission_desk.operations.agreement_detail import MeasureView
from commission_desk.operations.graded_words import state_words
from commission_desk.operations.meetings import ItemView, MeetingRow, MeetingView
from commission_desk.ui.kit.fields import read_number

MOST = 9999  # minutes or members that a form takes
Shown = tuple[str, str, str]  # words, tone and icon of a chip


def options(name: str, none: str = "") -> list[tuple[str, str]]:
    """Return a choice list as fields take it; ``none`` is the word for an empty choice."""
    first = [("", none)] if none else []
    return first + [(found.id, found.label.text(language())) for found in choices(name)]


def when(found: MeetingView) -> str:
    """Write when and where a meeting is: "Tuesday 24 November 2026, 10:00–11:55"."""
    row, words = found.row, []
    words.append(long_date(row.held_on) if row.held_on else _("No date yet"))
    if row.starts:
        ends = found.ended or later(row.starts, found.minutes)[0]
        words.append(f"{clock(row.starts)}–{clock(ends)}")
    return ", ".join(words) + (f" · {row.place}" if row.place else "")


def status_of(row: MeetingRow) -> Shown:
    """Return the chip of a meeting's status."""
    return _chip("meeting-status", row.status)


def minutes_status_of(row: MeetingRow) -> Shown:
    """Return the chip of the status of a meeting's minutes; none before it is held."""
    if row.status != "held":
        return "", "", ""
    return _chip("minutes-status", row.minutes_status)


def about_item(item: ItemView) -> str:
    """Write the line over an item: "Item 3 · for discussion · papers: Enc 2"."""
    words = [_("Item {number}").format(number=item.number)]
    if item.purpose:
        purpose = choice("item-purpose", item.purpose).label.text(language())
        words.append(purpose[:1].lower() + purpose[1:])
    if item.paper:
        words.append(_("papers: {papers}").format(papers=item.paper))
    return " · ".join(words)


def warning(found: MeetingView) -> str:
    """Say what is wrong with the agenda's time, if anything."""
    row = found.row
    if not row.starts or not found.minutes:
        return ""
    ends, after_midnight = later(row.starts, found.minutes)
    if after_midnight:
        return _("The agenda runs past midnight. Check its minutes.")
    if row.status == "planned" and found.ended and ends > found.ended:
        return _("The agenda ends at {ends}, after the meeting’s end at {set}.").format(
            ends=clock(ends), set=clock(found.ended)
        )
    return ""


def quorum_words(found: MeetingView) -> str:
    """Write who is here: "7 of 9 · quorate"."""
    members = sum(person.role != "attending" for person in found.attendance)
    here = _("{present} of {members}").format(present=found.present, members=members)
    if found.quorate is None:
        return here
    if found.quorate:
        return f"{here} · " + _("quorate")
    needed = ngettext("not quorate, {count} needed", "not quorate, {count} needed", found.quorum)
    return f"{here} · " + needed.format(count=found.quorum)


def about_action(row: ActionRow, today: date) -> str:
    """Write whose an action is and how it stands: "Provider · due 30 Sep 2026, 8 weeks late"."""
    words = [row.owner] if row.owner else []
    if row.status == "done":
        words.append(_("done {date}").format(date=short_date(row.done_on)) if row.done_on else "")
        if row.outcome in ("partly", "not-met"):
            words.append(choice("action-outcome", row.outcome).label.text(language()).lower())
    elif row.due:
        words.append(_("due {date}").format(date=short_date(row.due)) + _late(row, today))
    return " · ".join(word for word in words if word)


def about_measure(found: MeasureView) -> Shown:
    """Return the chip of a measure's newest figure."""
    if found.latest is None:
        return _("No data"), "", "circle-minus"
    figure = f"{found.latest:,.1f}".removesuffix(".0")
    words = f"{figure}%" if found.unit in ("%", "percent") else figure
    tone, icon = {
        "on-target": ("green", "circle-check"), "near": ("amber", "triangle-alert"),
        "under": ("red", "octagon-alert"), "no-data": ("", "circle"),
    }[found.standing]  # fmt: skip
    return words, tone, icon


def standing_words(found: MeasureView) -> str:
    """Say how a measure stands, for those who cannot see its colour."""
    return state_words(found, language()).lower()


def run_for(started: datetime | None) -> str:
    """Write how long a meeting has run: "00:21"; ``started`` is UTC."""
    if started is None:
        return "00:00"
    if started.tzinfo is None:
        started = started.replace(tzinfo=UTC)
    hours, minutes = divmod(int((datetime.now(UTC) - started).total_seconds()) // 60, 60)
    return f"{hours:02d}:{minutes:02d}"


def read_day(words: str) -> date | None:
    """Read a typed date; raises UserError."""
    try:
        return typed_date(words)
    except ValueError as why:
        raise UserError(
            _("This date cannot be read: {why}. Write it as 3 Aug 2026.").format(why=why)
        ) from why


def read_time(words: str) -> time | None:
    """Read a typed time of day; raises UserError."""
    try:
        return typed_time(words)
    except ValueError as why:
        raise UserError(
            _("This time cannot be read: {why}. Write it as 10:30.").format(why=why)
        ) from why


def whole(value: Decimal | None) -> int:
    """Return a whole number from 0; raises UserError."""
    number = value or Decimal(0)
    if number != int(number) or not 0 <= number <= MOST:
        raise UserError(_("Write a whole number, such as 10."))
    return int(number)


def read_whole(words: str) -> int:
    """Read a whole number from 0, "min" after it or not; raises UserError."""
    return whole(read_number(words.lower().removesuffix("min").strip()))


def total(found: MeetingView) -> str:
    """Write how long the agenda takes: "1 h 55"."""
    return length(found.minutes)


def _chip(name: str, key: str) -> Shown:
    found = choice(name, key)
    return found.label.text(language()), _tone(found.tone), found.icon


def _tone(tone: str) -> str:
    return "" if tone == "grey" else tone


def _late(row: ActionRow, today: date) -> str:
    days = row.days_late(today)
    if not days:
        return ""
    weeks = days // 7
    if weeks:
        words = ngettext("{count} week late", "{count} weeks late", weeks).format(count=weeks)
    else:
        words = ngettext("{count} day late", "{count} days late", days).format(count=days)
    return f", {words}"
