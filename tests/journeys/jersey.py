"""The Jersey strategy as a plan: read from its data, written on a desk, copied as Word does."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.dates import typed_date
from commission_desk.domain.richtext import Block, BlockKind, RichText, Run, Runs, joined
from commission_desk.operations.actions import add_action
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import add_entry, edit_entry, paste_entries
from commission_desk.operations.plans import (
    new_plan,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.operations.stakeholders import add_stakeholder, record_contact
from commission_desk.store.desk import Desk, named

OUTLINE = "jersey-delivery-plan"
NEEDS = "wales-2010.needs.overall"
FOR = ("intention", "objective")  # what an action may be for
COMPILED = "wales-2010.appendices.action-plan"
ITEM = re.compile(r"( *)(-|[0-9]+\.) (.+)")
STYLED = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


@cache
def story() -> dict[str, Any]:
    """Return the plan as data."""
    found = tomllib.loads(Path(__file__).with_name("jersey.toml").read_text("utf-8"))
    for part, words in found["parts"].items():
        found["parts"][part] = text_of(words)
    for question, words in found["scoping"].items():
        found["scoping"][question] = text_of(words)
    return found


def text_of(words: str) -> RichText:
    """Read the small marks of the data: a line a block."""
    blocks: list[Block] = []
    for line in words.strip("\n").splitlines():
        if line.startswith("| "):
            row = tuple(runs_of(cell.strip()) for cell in line.strip("| ").split(" | "))
            before = blocks.pop().rows if blocks and blocks[-1].kind == "table" else ()
            blocks.append(Block("table", rows=(*before, row)))
        else:
            blocks.append(block_of(line))
    return RichText(tuple(blocks))


def block_of(line: str) -> Block:
    """Read one line that is no row of a table."""
    found = ITEM.fullmatch(line)
    if found:
        kind: BlockKind = "bullet" if found[2] == "-" else "number"
        return Block(kind, runs_of(found[3]), len(found[1]) // 2)
    for mark, marked in (("## ", "heading"), ("> ", "quote")):
        if line.startswith(mark):
            return Block(marked, runs_of(line.removeprefix(mark)))  # type: ignore[arg-type]
    return Block("paragraph", runs_of(line))


def runs_of(words: str) -> Runs:
    """Read ``**bold**`` and ``*italic*``."""
    runs, at = [], 0
    for found in STYLED.finditer(words):
        runs += [
            Run(words[at : found.start()]), Run(found[1] or found[2], bool(found[1]), not found[1])
        ]  # fmt: skip
        at = found.end()
    return joined((*runs, Run(words[at:])))


def cells_of(table: str) -> list[list[str]]:
    """Return the rows of a table as a spreadsheet copies them."""
    return [
        [cell.strip() for cell in line.split("|")]
        for line in story()["tables"][table].strip().splitlines()
    ]


def header() -> dict[str, Any]:
    """Return what the plan says of itself, as operations take it."""
    said = story()["header"]
    return {
        **{field: said[field] for field in ("title", "care_group", "level", "lead")},
        "starts": typed_date(said["starts"]), "ends": typed_date(said["ends"]),
        "partners": "\n".join(said["partners"]),
    }  # fmt: skip


# On a desk.


class InOne:
    """Stands in for a desk within one step of it: every operation of the story at once."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def do(self, operation: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Do or ask something in the step that is open."""
        found = operation(self.session, *args, **values)
        self.session.flush()
        return found

    ask = do


@named("Tell the Jersey story")
def tell(session: Session) -> str:
    """Write the whole plan in one step; return its id."""
    return write_story(InOne(session))


@named("Fill in the rest of the Jersey story")
def fill_the_rest(session: Session, record: str, but: tuple[str, ...]) -> None:
    """Write what nobody wrote by hand: parts, tables but the outcomes, people, duties, actions."""
    desk = InOne(session)
    write_texts(desk, record, but=but)
    for table in ("resource", "objective", "intention"):
        paste_table(desk, record, table)
    add_need(desk, record)
    add_people(desk, record)
    meet_duties(desk, record)
    add_actions(desk, record)


def write_story(desk: Desk | InOne) -> str:
    """Write the whole plan without a window, its people and actions beside it; return its id."""
    record = desk.do(new_plan, outline_id=OUTLINE, **header())
    write_texts(desk, record)
    for table in story()["tables"]:
        paste_table(desk, record, table)
    add_need(desk, record)
    add_people(desk, record)
    meet_duties(desk, record)
    add_actions(desk, record)
    finish(desk, record)
    return record


def write_texts(desk: Desk | InOne, record: str, *, but: tuple[str, ...] = ()) -> None:
    """Write every answer, a step each."""
    for part, text in {**story()["scoping"], **story()["parts"]}.items():
        if part not in but:
            desk.do(write_answer, record, part, text)


def paste_table(desk: Desk | InOne, record: str, table: str) -> None:
    """Put the rows of a table in, as a paste does."""
    view = desk.ask(read_table, record, table, plan_table(table).prompts[0])
    desk.do(paste_entries, view, (0, 0), cells_of(table))


def add_need(desk: Desk | InOne, record: str) -> None:
    """Put in the one figure that the strategy has."""
    said = story()["need"]
    row = desk.do(add_entry, record, "need", NEEDS, said["title"])
    for key, words in (
        ("breakdown", said["breakdown"]), ("unit", said["unit"]), ("source", said["source"]),
        (f"year {said['year']}", said["value"]),
    ):  # fmt: skip
        desk.do(edit_entry, record, "need", row, key, words)


def partners() -> list[tuple[str, str]]:
    """Return the partner organisations with their category."""
    return [(each["category"], name) for each in story()["partner"] for name in each["names"]]


def add_people(desk: Desk | InOne, record: str) -> dict[str, list[str]]:
    """Put the partners and whom else must be heard on the desk, and what was said with them.

    Returns their ids by category.
    """
    found: dict[str, list[str]] = {}
    for category, name in partners():
        made = desk.do(add_stakeholder, name, kind="organisation", category=category)
        found.setdefault(category, []).append(made)
    asked = [each for group in found.values() for each in group]
    for one in story()["also"]:
        made = desk.do(add_stakeholder, one["name"], kind="group", category=one["category"])
        found.setdefault(one["category"], []).append(made)
    for said in story()["contact"]:
        values = {key: value for key, value in said.items() if key != "category"}
        who = found[said["category"]] if said["category"] else asked
        desk.do(record_contact, tuple(who), plan_id=record, **values)
    return found


def ids_of(desk: Desk | InOne, record: str, table: str) -> dict[str, str]:
    """Return the rows of a table of the plan by their titles."""
    return {row.values["title"]: row.id for row in desk.ask(read_table, record, table).rows}


def duties_told() -> tuple[str, dict[str, dict[str, str]]]:
    """Return the intention to stop something, and what is said of each duty before it ends."""
    said = dict(story()["duties"])
    return said.pop("intention"), said


def meet_duties(desk: Desk | InOne, record: str) -> None:
    """Say of each duty when it was met and by whom, or why it does not apply."""
    title, said = duties_told()
    intention = ids_of(desk, record, "intention")[title]
    for duty, values in said.items():
        for field, words in values.items():
            desk.do(edit_duty, intention, duty, field, words)


def add_actions(desk: Desk | InOne, record: str) -> None:
    """Put in what is to be done, and what each action is for."""
    for one in story()["action"]:
        values = {key: value for key, value in one.items() if key not in FOR}
        for table in FOR:
            if table in one:
                values[f"{table}_id"] = ids_of(desk, record, table)[one[table]]
        desk.do(add_action, **values, plan_id=record, raised_on=date(2022, 1, 31))


def finish(desk: Desk | InOne, record: str) -> None:
    """Mark the one part as not applicable, and all the others as ready."""
    closed = story()["not_applicable"]
    desk.do(set_not_applicable, record, closed["part"], closed["reason"])
    for part in (*story()["parts"], COMPILED):
        desk.do(set_answer_status, record, part, "ready")


# As other programs put it on the clipboard.


def word_html(text: RichText) -> str:
    """Return a text as Word puts it on the clipboard: its looks, and lists that are none."""
    body = [_html_block(block, number) for number, block in enumerate(text.blocks)]
    return "\n".join((WORD_HEAD, *body, "<!--EndFragment--></body></html>"))


WORD_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>'
    "p.MsoNormal {margin:0cm; font-family:Calibri}</style></head><body lang=EN-GB>"
    "<!--StartFragment-->"
)


def _html_block(block: Block, number: int) -> str:
    if block.kind == "table":
        rows = "".join(
            "<tr>" + "".join(f"<td width=300 valign=top><p class=MsoNormal>{_html(cell)}<o:p></o:p>"
                             "</p></td>" for cell in row) + "</tr>"
            for row in block.rows
        )  # fmt: skip
        return f"<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>{rows}</table>"
    words = _html(block.runs)
    if block.kind == "heading":
        return f'<h2 style="color:#2F5496">{words}<o:p></o:p></h2>'
    if block.kind == "quote":
        return f"<blockquote><p class=MsoNormal>{words}</p></blockquote>"
    if block.kind in ("bullet", "number"):
        mark = f"{number}." if block.kind == "number" else "o" if block.level else "\u00b7"
        return (
            f'<p class=MsoListParagraphCxSpMiddle style="margin-left:{36 * block.level + 36}pt;'
            f'text-indent:-18pt;mso-list:l0 level{block.level + 1} lfo1"><![if !supportLists]>'
            f'<span style="font-family:Symbol"><span style="mso-list:Ignore">{mark}'
            '<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span>'
            f"</span><![endif]>{words}<o:p></o:p></p>"
        )
    return f"<p class=MsoNormal>{words}<o:p></o:p></p>"


def _html(runs: Runs) -> str:
    return "".join(
        f"<b>{escape(run.text)}</b>" if run.bold
        else f"<i>{escape(run.text)}</i>" if run.italic
        else f"<span lang=EN-GB>{escape(run.text)}</span>"
        for run in runs
    )  # fmt: skip
