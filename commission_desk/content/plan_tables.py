"""The tables of a plan: which part of an outline each stands in, and its columns."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Protocol, cast, get_args

from commission_desk.content.choices import choice_lists
from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline
from commission_desk.content.reading import Entry, by_id, find, open_content
from commission_desk.content.scales import scales

Shape = Literal[
    "text", "number", "percent", "money", "year", "years", "choice", "link", "scores", "total",
    "place", "links", "date", "scale", "product",
]  # fmt: skip
PIVOTS = ("years", "scores")  # shapes that stand for a column each
WORKED_OUT = ("total", "place", "product")  # shapes that nobody types
LINKS = "links"  # the shape of a cell that names several rows, each a record of its own
ELSEWHERE = ("agreement",)  # kinds of record that a link may name besides the plan's own rows


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the field it shows, what it may hold, and the list or table it is chosen from."""

    field: str
    shape: Shape
    title: Label
    choice_list: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of a plan. ``apart`` keeps the rows of each prompt to itself.

    Where a table that is not ``apart`` stands in several parts, they all show the same rows.
    ``charted`` draws the figures by year. The rows of a ``register`` are the desk's own actions or
    risks: they go on changing when the plan was approved, are no part of its versions, and are
    printed by the appendix that compiles itself of them.
    """

    id: str
    title: Label
    add: Label
    about: Label
    prompts: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    dated: date
    source: str
    apart: bool = False
    charted: bool = False
    register: bool = False

    def column(self, field: str) -> TableColumn:
        """Return the column of a field."""
        return find(by_id(self.columns, lambda column: column.field), field, self.id)


@cache
def plan_tables() -> tuple[PlanTable, ...]:
    """Return every table, in the order in which a plan needs them."""
    return read_plan_tables(open_content("plan_tables.toml"))


def plan_table(table_id: str) -> PlanTable:
    """Return one table."""
    return find(by_id(plan_tables(), lambda table: table.id), table_id, "plan table")


def tables_of(prompt_id: str) -> tuple[PlanTable, ...]:
    """Return the tables that were made for a part, in whatever outline it stands."""
    return tuple(table for table in plan_tables() if prompt_id in table.prompts)


class Placed(Protocol):
    """What stands in parts of an outline: a table, or a view that is composed of tables."""

    @property
    def id(self) -> str:
        """The id by which a team's own parts name it."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The parts that it was made for."""


def prompts_with(outline: Outline, table: Placed) -> tuple[str, ...]:
    """Return the parts of an outline that a table or view stands in.

    Those that it was made for come first, then those of its own that a team has put it into.
    """
    placed = {prompt.id: prompt for prompt in outline.prompts}
    meant = tuple(prompt for prompt in table.prompts if prompt in placed)
    own = (key for key, prompt in placed.items() if table.id in prompt.tables)
    return (*meant, *(key for key in own if key not in meant))


def tables_in(outline: Outline, prompt_id: str) -> tuple[PlanTable, ...]:
    """Return the tables that stand in a part of an outline."""
    return tuple(table for table in plan_tables() if prompt_id in prompts_with(outline, table))


@cache
def total_names() -> frozenset[str]:
    """Return what a row that adds up the others is called, in either language, in small letters."""
    names = open_content("plan_tables.toml").labels("total_names")
    return frozenset(name.text(language).casefold() for name in names for language in ("en", "cy"))


def read_plan_tables(entry: Entry) -> tuple[PlanTable, ...]:
    """Make tables of a content file; a link must name a table that is there."""
    entry.only("table", "total_names")
    made = tuple(_table(table) for table in entry.entries("table"))
    known = {table.id for table in made} | set(ELSEWHERE)
    for table in made:
        for column in table.columns:
            if column.shape in ("link", LINKS) and column.table not in known:
                entry.fail(f"table {table.id!r} links to {column.table!r}, which is not there")
    return made


def _table(entry: Entry) -> PlanTable:
    entry.only("id", "title", "add", "about", "prompts", "apart", "charted", "register", "dated",
               "source", "column")  # fmt: skip
    return PlanTable(
        id=entry.id(),
        title=entry.label("title"),
        add=entry.label("add"),
        about=entry.label("about"),
        prompts=entry.texts("prompts"),
        columns=tuple(_column(column) for column in entry.entries("column", "field")),
        dated=entry.date("dated"),
        source=entry.text("source"),
        apart=entry.flag("apart"),
        charted=entry.flag("charted"),
        register=entry.flag("register"),
    )


def _column(entry: Entry) -> TableColumn:
    entry.only("field", "shape", "title", "list", "table")
    shape = cast("Shape", entry.choice("shape", get_args(Shape)))
    chosen = entry.text("list", "")
    if (shape == "choice") != bool(chosen) or (chosen and chosen not in choice_lists()):
        entry.fail("a choice names its list, and nothing else does")
    if shape == "scale" and entry.text("table", "") not in {each.id for each in scales()}:
        entry.fail("a scale names the scale it is rated on, as its table")
    return TableColumn(
        entry.text("field"), shape, entry.label("title"), chosen, entry.text("table", "")
    )
