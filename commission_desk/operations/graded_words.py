"""How a grade, and where a measure stands, are said in documents: one wording for all of them."""

from collections import Counter
from collections.abc import Sequence

from commission_desk.content.choices import Choice, choice, choices
from commission_desk.content.scales import Point, scale
from commission_desk.i18n import translator
from commission_desk.operations.agreement_detail import MeasureView

STATES = {"under": "off-target"}  # the words of the view in those of the content


def grade_words(scale_id: str, value: str, language: str) -> str:
    """Return a grade with its heading, "6 Good", or its heading alone on a scale of words.

    One that is not on the scale, or on a scale that is not known, is said as it was kept.
    """
    try:
        found: Point | None = scale(scale_id).point_or_none(value)
    except KeyError:
        found = None
    if found is None:
        return value
    words = found.grade.text(language)
    return words if found.score is None else f"{found.value} {words}"


def state_of(measure: MeasureView) -> Choice:
    """Return where a measure stands against its target; a figure may have no target."""
    state = STATES.get(measure.standing, measure.standing)
    if measure.latest is not None and measure.target is None:
        state = "no-target"
    return choice("result-state", state)


def state_words(measure: MeasureView, language: str) -> str:
    """Return where a measure stands, in words."""
    return state_of(measure).label.text(language)


def states_note(measures: Sequence[MeasureView], language: str) -> str:
    """Count where measures stand; what nobody set a target for is named where there is any."""
    _ = translator(language)
    counts = Counter(state_of(each).id for each in measures)
    return " ".join(
        _("{state}: {count}.").format(state=each.label.text(language), count=counts[each.id])
        for each in choices("result-state")
        if counts[each.id] or each.id != "no-target"
    )
