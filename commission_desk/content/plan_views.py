"""Views of a plan: tables that are composed from the records of others, never typed."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.plan_tables import plan_tables
from commission_desk.content.reading import Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class PlanViewText:
    """What a view is called, its columns by id, and the parts of an outline that it stands in.

    ``composed_of`` names the tables it reads; ``none`` is said while they are empty.
    """

    id: str
    title: Label
    about: Label
    none: Label
    prompts: tuple[str, ...]
    composed_of: tuple[str, ...]
    columns: dict[str, Label]
    dated: date
    source: str


@cache
def plan_views() -> tuple[PlanViewText, ...]:
    """Return every view."""
    return read_plan_views(open_content("plan_views.toml"))


def plan_view(view_id: str) -> PlanViewText:
    """Return one view."""
    return find(by_id(plan_views(), lambda view: view.id), view_id, "view of a plan")


def views_of(prompt_id: str) -> tuple[PlanViewText, ...]:
    """Return the views that stand in a part of a plan."""
    return tuple(view for view in plan_views() if prompt_id in view.prompts)


def read_plan_views(entry: Entry) -> tuple[PlanViewText, ...]:
    """Make views of a content file; what they are composed of must be there."""
    entry.only("view")
    return tuple(_view(each) for each in entry.entries("view"))


def _view(entry: Entry) -> PlanViewText:
    entry.only("id", "title", "about", "none", "prompts", "composed_of", "dated", "source",
               "column")  # fmt: skip
    composed, known = entry.texts("composed_of"), {table.id for table in plan_tables()}
    if not composed or not known.issuperset(composed):
        entry.fail("composed_of must name tables of a plan")
    return PlanViewText(
        id=entry.id(),
        title=entry.label("title"),
        about=entry.label("about"),
        none=entry.label("none"),
        prompts=entry.texts("prompts"),
        composed_of=composed,
        columns={column.id(): _column(column) for column in entry.entries("column")},
        dated=entry.date("dated"),
        source=entry.text("source"),
    )


def _column(entry: Entry) -> Label:
    entry.only("id", "title")
    return entry.label("title")
