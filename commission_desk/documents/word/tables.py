"""Tables in a Word file: heads that repeat, rows that stay whole, figures at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from commission_desk.documents.columns import MANY, ROOMY, shared_widths
from commission_desk.documents.style import ACROSS, WIDTH
from commission_desk.documents.text import printable
from commission_desk.documents.word.elements import (
    Element,
    Linker,
    paragraph,
    run_elements,
    runs_right_to_left,
    w,
)
from commission_desk.domain.richtext import Run, Runs
from commission_desk.domain.word_marks import cleaned

TWIPS = 20  # to the point
SMALL = 9.0  # what narrow columns are measured at: Word’s letters are wider than ours


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and its runs."""

    text: str
    runs: Runs


def plain_cells(rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Return rows of plain texts as cells."""
    return [[Cell(text, (Run(text),)) for text in row] for row in rows]


def text_table(
    rows: Sequence[Sequence[Cell]],
    link: Linker,
    *,
    right: Sequence[bool] = (),
    wide: bool = False,
    title: str = "",
    summary: str = "",
) -> Element:
    """Return a table whose first row is its head; ``right`` says which columns hold figures."""
    total = ACROSS if wide else WIDTH
    small = len(rows[0]) > MANY
    shown = _shown([[cell.text for cell in row] for row in rows])
    widths = [
        round(each * TWIPS) for each in shared_widths(shown, SMALL if small else ROOMY, total)
    ]
    made = w("tbl", _properties("DeskTable", sum(widths), title, summary), _grid(widths))
    for place, row in enumerate(rows):
        head = place == 0
        style = "DeskTableHead" if head else "DeskTableSmall" if small else "DeskTableText"
        known = w("trPr", w("cantSplit"), *([w("tblHeader")] if head else []))
        line = w("tr", known)
        for column, cell in enumerate(row):
            figures = column < len(right) and right[column]
            line.append(_cell(cell, widths[column], style, link, figures=figures))
        made.append(line)
    return made


def facts_table(facts: Sequence[tuple[str, str]], title: str) -> Element:
    """Return names and what they are, side by side without lines."""
    widths = [2400, round(WIDTH * TWIPS) - 2400]
    made = w("tbl", _properties("DeskFacts", sum(widths), title, "", head=False), _grid(widths))
    for name, value in facts:
        line = w("tr", w("trPr", w("cantSplit")))
        for text, width, style in zip(
            (name, value), widths, ("DeskFactName", "DeskFact"), strict=True
        ):
            line.append(_cell(Cell(text, (Run(text),)), width, style, _no_links, figures=False))
        made.append(line)
    return made


def _no_links(_address: str) -> str:
    raise AssertionError("facts have no links")


def _shown(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[printable(text) for text in row] for row in rows]


def _properties(style: str, width: int, title: str, summary: str, *, head: bool = True) -> Element:
    said = [w("tblCaption", val=cleaned(title))] if title else []
    said += [w("tblDescription", val=cleaned(summary))] if summary else []
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020" if head else "0080", firstRow=int(head), lastRow=0,
          firstColumn=int(not head), lastColumn=0, noHBand=1, noVBand=1),
        *said,
    )  # fmt: skip


def _grid(widths: Sequence[int]) -> Element:
    return w("tblGrid", *(w("gridCol", w=width) for width in widths))


def _cell(cell: Cell, width: int, style: str, link: Linker, *, figures: bool) -> Element:
    said = paragraph(
        style,
        *run_elements(cell.runs, link),
        bidi=runs_right_to_left(cell.text),
        jc=w("jc", val="right") if figures else None,
    )
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), said)
