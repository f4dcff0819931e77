"""What moved between two reviews of an agreement, in sentences."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from commission_desk.content.choices import choices
from commission_desk.content.scales import scale
from commission_desk.domain.agreement_facts import Moved
from commission_desk.domain.money import format_money
from commission_desk.i18n import full_date, translator
from commission_desk.operations.graded_words import grade_words
from commission_desk.operations.review_figures import figure_words


def moved_lines(changes: Iterable[Moved], language: str) -> tuple[str, ...]:
    """Return a line for each thing that moved, with whether it is better or worse."""
    return tuple(_line(each, language) for each in changes)


def _line(each: Moved, language: str) -> str:
    _ = translator(language)
    words = _("{what}: {was} → {now}").format(
        what=_name(each, language), was=_value(each.what, each.was, language),
        now=_value(each.what, each.now, language),
    )  # fmt: skip
    way = {"better": _("better"), "worse": _("worse")}.get(each.way, "")
    return f"{words} ({way})" if way else words


def _name(each: Moved, language: str) -> str:
    _ = translator(language)
    if each.what == "said":
        kinds = {kind.id: kind.label.text(language) for kind in choices("feedback-kind")}
        return _("Feedback, {kind}").format(kind=kinds.get(each.title, each.title))
    measure = {
        "measure": "{title}", "measure-new": _("{title} (a new measure)"),
        "measure-gone": _("{title} (no longer measured)"), "target": _("{title}, target"),
    }  # fmt: skip
    if each.what in measure:
        return measure[each.what].format(title=each.title)
    return {
        "grade": _("Grade"), "risk": _("Risk"), "open_risks": _("Open risks"),
        "annual_pence": _("Annual value"), "total_pence": _("Whole value"),
        "end": _("Current end"),
    }[each.what]  # fmt: skip


def _value(what: str, value: Any, language: str) -> str:
    _ = translator(language)
    nothing = _("not stated")
    if what == "grade":
        grade, of = value
        return grade_words(of, grade, language) if grade else nothing
    if what == "risk":
        points = {point.value: point.grade.text(language) for point in scale("rag").points}
        return points.get(value, nothing)
    if value is None:
        return _("no data") if what.startswith(("measure", "target")) else nothing
    if isinstance(value, date):
        return full_date(value, language)
    if what.endswith("_pence"):
        return format_money(value, language)
    return figure_words(float(value))
