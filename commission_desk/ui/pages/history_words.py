"""What the history says in words: the title, the gist, and who did it when."""

from datetime import date
from typing import Any

from commission_desk.domain.history import NOT_KEPT
from commission_desk.domain.wording import changed_words, compare
from commission_desk.i18n import _, long_date, ngettext
from commission_desk.operations.history_list import StepView
from commission_desk.ui.fieldnames import RICH, field_words, kind_words, value_words
from commission_desk.ui.finder import KINDS

SHORT = 40  # letters of a value that is named whole
WAYS = {"undo": "undo-2", "redo": "redo-2", "erase": "shield-check", "thin": "history"}
NAMED_BY_STEP = ("erase", "thin")  # steps that are about no record


def icon_of(step: StepView) -> str:
    """Return the icon of a step: how it was done, or what it is about."""
    if step.step_kind in WAYS:
        return WAYS[step.step_kind]
    if step.field == "deleted" and step.value:
        return "trash-2"
    return KINDS[step.kind][0] if step.kind in KINDS else "circle-dot"


def title_of(step: StepView) -> str:
    """Return what a step was about: the record by its title."""
    if step.step_kind in NAMED_BY_STEP or not step.kind:
        return done(step)
    return step.title or kind_words(step.kind)


def gist_of(step: StepView) -> str:
    """Return what a step left, on one line, with what it said before."""
    if step.step_kind == "erase":
        words = ngettext("{count} value erased for good", "{count} values erased for good",
                         step.erased)  # fmt: skip
        return words.format(count=step.erased)
    if step.step_kind == "thin":
        return _("Of texts changed within a month, the last was kept")
    if not step.field:
        return done(step)
    if step.field == "deleted":
        return _("Removed") if step.value else _("Put back")
    if step.value is NOT_KEPT:
        return f"{field_words(step.field)}: {value_words(step.kind, step.field, NOT_KEPT)}"
    after = value_words(step.kind, step.field, step.value)
    before = value_words(step.kind, step.field, step.was)
    if (step.kind, step.field) in RICH or len(after) > SHORT or len(before) > SHORT:
        new = changed_words(compare(before, after)[1])
        return _("“{words}”").format(words=new) if new else _("Words taken out")
    return _short(step, after, before)


def foot_of(step: StepView) -> str:
    """Return when a step was taken, who took it, and what it was called."""
    return " · ".join(word for word in (f"{step.at:%H:%M}", step.who, done(step)) if word)


def done(step: Any) -> str:
    """Return what a step was called, as undo names it."""
    if step.step_kind == "undo":
        return _("Undone: {step}").format(step=_(step.label))
    if step.step_kind == "redo":
        return _("Done again: {step}").format(step=_(step.label))
    return _(step.label)


def day_words(day: date, today: date) -> str:
    """Return the heading of a day in the list."""
    if day == today:
        return _("Today")
    return long_date(day)


def spoken(step: StepView) -> str:
    """Return what a screen reader says of a step."""
    return ", ".join((title_of(step), gist_of(step), foot_of(step)))


def _short(step: StepView, after: str, before: str) -> str:
    name = "" if step.field in ("title", "name", "text") else field_words(step.field)
    words = after or _("nothing")
    if before and before != after:
        words = _("{value}, was {before}").format(value=words, before=before)
    elif not name:
        return _("“{words}”").format(words=words)
    return f"{name}: {words}" if name else words
