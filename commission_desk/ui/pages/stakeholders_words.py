"""What the stakeholders page calls things: ratings, support, groups and contacts, in words."""

from datetime import date
from typing import NamedTuple

from commission_desk.content.choices import choices
from commission_desk.content.scales import scale
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.stakeholders import ContactRow, StakeholderRow
from commission_desk.ui.kit.cells import Cell, status
from commission_desk.ui.kit.gridplaces import GridPoint


class Support(NamedTuple):
    """The support we have against the support we need: filling and colour of a ring, and words."""

    fill: str
    ink: str
    words: str


def supports() -> tuple[Support, ...]:
    """Return the four cases in the order of the legend."""
    return (
        Support("full", "green", _("what we need")),
        Support("half", "amber", _("one step short")),
        Support("empty", "red", _("further off")),
        Support("unknown", "muted", _("not known")),
    )


def support(row: StakeholderRow) -> Support:
    """Compare the support we have with the support we need, by steps of the scale."""
    order = [point.value for point in scale("support").points]
    full, half, off, unknown = supports()
    if row.support_now not in order or row.support_wanted not in order:
        return unknown
    short = order.index(row.support_wanted) - order.index(row.support_now)
    return full if short <= 0 else half if short == 1 else off


def label_of(list_id: str, key: str) -> str:
    """Return a choice in words; nothing for a key that the list does not have."""
    found = (one.label.text(language()) for one in choices(list_id) if one.id == key)
    return next(found, "")


def options(list_id: str, empty: str = "") -> list[tuple[str, str]]:
    """Return a choice list for a field, with the words for none first if given."""
    found = [(one.id, one.label.text(language())) for one in choices(list_id)]
    return [("", empty), *found] if empty else found


def ratings(scale_id: str) -> list[tuple[int | None, str]]:
    """Return the points of a scale of numbers for a field."""
    points = scale(scale_id).points
    found = [(point.score, f"{point.value}  {point.grade.text(language())}") for point in points]
    return [(None, _("not rated")), *found]


def support_options() -> list[tuple[str, str]]:
    """Return the points of the scale of support for a field."""
    points = scale("support").points
    return [("", _("not known")), *((one.value, one.grade.text(language())) for one in points)]


def support_words(value: str) -> str:
    """Return a degree of support in words."""
    points = (one for one in scale("support").points if one.value == value)
    return next((one.grade.text(language()) for one in points), "")


def support_rank(value: str) -> int | None:
    """Return the place of a degree of support on the scale, to sort by."""
    order = [one.value for one in scale("support").points]
    return order.index(value) if value in order else None


def support_cell(value: str) -> Cell:
    """Return a degree of support as a chip."""
    for one in scale("support").points:
        if one.value == value:
            tone = "" if one.tone == "grey" else one.tone
            return status(one.grade.text(language()), tone, one.icon)
    return Cell("–", muted=True)


def rating_cell(value: int | None) -> Cell:
    """Return a rating of 1 to 5."""
    return Cell(str(value)) if value is not None else Cell("–", muted=True)


def spoken(row: StakeholderRow) -> str:
    """Say a stakeholder as the grid does: name, ratings, support we have and need."""
    now, wanted = support_words(row.support_now), support_words(row.support_wanted)
    parts = [
        row.name,
        _("interest {rating}").format(rating=row.interest) if row.interest else "",
        _("influence {rating}").format(rating=row.influence) if row.influence else "",
        now.lower(),
        _("{support} wanted").format(support=wanted.lower()) if wanted else "",
    ]
    return ", ".join(part for part in parts if part)


def grid_points(rows: tuple[StakeholderRow, ...]) -> list[GridPoint]:
    """Return the rated stakeholders for the grid: those furthest from what we need first."""
    urgency = {"empty": 0, "half": 1, "unknown": 2, "full": 3}
    rated = [
        GridPoint(row.id, row.name, row.interest, row.influence, found.ink, found.fill, spoken(row))
        for row in rows
        if row.interest and row.influence
        for found in (support(row),)
    ]
    return sorted(rated, key=lambda one: (urgency[one.fill], -one.y, -one.x, one.name.casefold()))


def how_about(row: ContactRow) -> str:
    """Say how a contact was made and about what: "Call: recruitment"."""
    method = label_of("engagement-method", row.method)
    return f"{method}: {row.about}" if method and row.about else method or row.about or "–"


def what_changed(row: ContactRow) -> Cell:
    """Say what a contact changed, or when to come back to it."""
    if row.changed:
        return Cell(row.changed)
    if row.promised_by is not None:
        day = full_date(row.promised_by)
        return Cell(_("Nothing yet; follow up by {day}").format(day=day), muted=True)
    return Cell(_("Nothing yet"), muted=True)


def a_year_before(day: date) -> date:
    """Return the day twelve months before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
