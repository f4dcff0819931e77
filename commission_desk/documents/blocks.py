"""What several documents share: headings with numbers, facts at the head, footers."""

from collections.abc import Iterable, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.fonts import text_width
from commission_desk.documents.style import WIDTH, Look
from commission_desk.documents.tables import table
from commission_desk.documents.text import markup, printable
from commission_desk.domain.papers import House, MeetingFacts
from commission_desk.i18n import clock, full_date, long_date, translator


def head(name: str, facts: MeetingFacts, look: Look) -> list[Flowable]:
    """Return the title of a meeting's document, with the meeting's beneath it."""
    title = markup(facts.title)
    return [
        Heading(markup(name), look.title),
        Text(title, look.subtitle) if title else Spacer(1, 8),
    ]


def numbered(number: str, title: str, style: ParagraphStyle, level: int, language: str) -> Heading:
    """Return a heading that begins with its number."""
    _ = translator(language)
    words = markup(title).strip() or _("Untitled")
    lead = f"{markup(number)}\u00a0 " if number else ""
    return Heading(lead + words, style, level=level)


def facts_table(facts: Iterable[tuple[str, str]], look: Look) -> list[Flowable]:
    """Return names and what they are, as markup; a fact with nothing to say is left out."""
    rows = [(markup(name), value) for name, value in facts if value]
    if not rows:
        return []
    style = look.fact
    widest = max(text_width(name, style.fontName, style.fontSize) for name, _value in rows)
    first = min(max(83, widest + 14), 160)
    cells = [[[Text(name, look.fact_name)], value] for name, value in rows]
    flush = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
    widths = [first, WIDTH - first]
    made = table(
        cells,
        widths,
        style,
        style,
        rules=flush,
        header_rows=0,
        header_column=True,
        spaceAfter=10,
    )
    return [made]


def when(facts: MeetingFacts, language: str) -> str:
    """Return a meeting's day and times: "Tuesday 24 November 2026, 10:00 to 11:55"."""
    _ = translator(language)
    parts = [long_date(facts.held_on, language)] if facts.held_on else []
    if facts.starts and facts.ends:
        span = _("{start} to {end}").format(start=clock(facts.starts), end=clock(facts.ends))
        parts.append(span)
    elif facts.starts:
        parts.append(clock(facts.starts))
    return ", ".join(parts)


def joined(people: Sequence[str]) -> str:
    """Return several people as markup on one line."""
    return "; ".join(markup(person) for person in people if person)


def meeting_footer(
    house: House, facts: MeetingFacts, language: str, *, draft: bool = False
) -> tuple[str, ...]:
    """Return what a meeting's document says at its foot."""
    _ = translator(language)
    day = full_date(facts.held_on, language) if facts.held_on else ""
    marks = (facts.reference, day, house.marking, _("Draft") if draft else "")
    return tuple(printable(mark) for mark in marks if mark)
