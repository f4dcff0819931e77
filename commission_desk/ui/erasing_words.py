"""What is held about a person, as a text to read, to print and to give to them."""

from datetime import datetime
from pathlib import Path

from commission_desk.i18n import _, full_date, ngettext
from commission_desk.operations.erasing import Held, HeldReport
from commission_desk.ui.fieldnames import field_words, kind_words


def line_of(item: Held) -> str:
    """Return one thing that is held, on one line."""
    kind = _("Step of the history") if item.kind == "step" else kind_words(item.kind)
    field = _("Made by") if item.field == "who" else field_words(item.field)
    place = " · ".join(word for word in (kind, item.title, field) if word)
    return f"{place}: “{item.excerpt}”"


def summary(report: HeldReport) -> str:
    """Return how much is held, in one sentence."""
    now = ngettext("{count} thing on the desk today", "{count} things on the desk today",
                   len(report.now)).format(count=len(report.now))  # fmt: skip
    before = ngettext("{count} in its history", "{count} in its history",
                      len(report.before)).format(count=len(report.before))  # fmt: skip
    return f"{now}, {before}"


def report_text(report: HeldReport, file: Path, copies: list[str], at: datetime) -> str:
    """Write the whole report as plain text, with where else the person may still be."""
    parts = [
        _("What is held about {name}").format(name=report.called[0]),
        _("In “{file}”, on {date} at {time}").format(
            file=file.name, date=full_date(at.date()), time=f"{at:%H:%M}"
        ),
        _("Looked for: {names}").format(names="; ".join(report.called)),
        summary(report) + ".",
        "\n".join([_("On the desk today"), *(f"- {line_of(item)}" for item in report.now)]),
        "\n".join([_("In the history"), *(f"- {line_of(item)}" for item in report.before)]),
    ]
    if copies:
        parts.append("\n".join([_("Copies that may hold the same"), *(f"- {c}" for c in copies)]))
    return "\n\n".join(parts) + "\n"
