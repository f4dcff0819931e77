"""The dates of agreements for a calendar, as RFC 5545 has them: ends, decisions and reviews."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from commission_desk.exchange.export import write_bytes
from commission_desk.i18n import N_, translator
from commission_desk.operations.register_facts import AgreementFacts

LONGEST = 75  # bytes of a line, without its end
KINDS = (
    ("end", "end", N_("Ends: {title}")),
    ("decide", "decide_by", N_("Decide by: {title}")),
    ("review", "review_on", N_("Review: {title}")),
    ("latest", "latest_end", N_("Ends for good: {title}")),
)


def write_ics(path: Path, facts: Iterable[AgreementFacts], language: str, now: datetime) -> int:
    """Write a calendar of whole-day events and return how many there are; raises UserError.

    The same date of the same agreement has the same id each time, so that a calendar changes what
    it has instead of adding it again.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commission Desk//Agreements//EN",
             "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]  # fmt: skip
    count = 0
    for one in facts:
        for kind, field, words in KINDS:
            day: date | None = getattr(one, field)
            if day is None or (kind == "latest" and day == one.end):
                continue
            lines += _event(one, kind, day, words, language, now)
            count += 1
    lines.append("END:VCALENDAR")
    text = "".join(f"{_folded(line)}\r\n" for line in lines)
    write_bytes(path, text.encode("utf-8"))
    return count


def _event(
    one: AgreementFacts, kind: str, day: date, words: str, language: str, now: datetime
) -> list[str]:
    _ = translator(language)
    said = " · ".join(filter(None, (one.reference, one.provider)))
    event = [
        "BEGIN:VEVENT",
        f"UID:{one.id}-{kind}@commission-desk",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{_escaped(_(words).format(title=one.title))}",
    ]
    if day < date.max:  # a day has no following one at the end of time
        event.insert(4, f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}")
    if said:
        event.append(f"DESCRIPTION:{_escaped(said)}")
    return [*event, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    kept = "\\n".join(text.splitlines())
    return "".join(letter for letter in kept if letter >= " " or letter == "\t")


def _folded(line: str) -> str:
    """Break a line that is too long, never within a letter; what follows begins with a space."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", errors="replace"))
        if size + width > LONGEST:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += width
    return "\r\n".join([*parts, part])
