"""The tables of a plan on paper: a title, rows under heads that repeat, and charts of figures.

A table that is too wide for an upright page stands on pages on their side, with all that is its.
"""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from commission_desk.documents.charts import chart
from commission_desk.documents.columns import least_widths, lies_on_its_side, shared_widths, widest
from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.style import ACROSS, WIDTH, Look
from commission_desk.documents.tables import ruled, table
from commission_desk.documents.text import markup, printable
from commission_desk.documents.turning import across
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import translator

MANY = 6  # columns from which the letters are smaller
MOST = 12  # columns beside the first; more are printed below, the first once again
ROOMY = 0.85  # of a page on its side: words that need no more have letters of the usual size
LEADING = 0.22  # of the page, at least, for the column that names the rows


def plan_table(rows: PlanTableRows, style: Look, language: str, level: int = 4) -> list[Flowable]:
    """Return a table under its title, and a chart for each row that has figures enough."""
    pieces = [[[line[place] for place in places] for line in (rows.head, *rows.rows)]
              for places in _places(rows)]  # fmt: skip
    wide = any(map(lies_on_its_side, pieces))
    total = ACROSS if wide else WIDTH
    title = Heading(markup(rows.title), style.subheading, level=level, outline=False)
    story: list[Flowable] = [title]
    for places, lines in zip(_places(rows), pieces, strict=True):
        story.append(_piece(lines, [rows.right[place] for place in places], style, total))
    story += (Text(markup(words), style.body) for words in rows.notes)
    story += _charts(rows, style, language, level + 1)
    return across(story) if wide else story


def _places(rows: PlanTableRows) -> list[list[int]]:
    """Return which columns stand together; the first, which names the rows, in every piece."""
    others = range(1, len(rows.head))
    return [[0, *others[first : first + MOST]] for first in range(0, max(1, len(others)), MOST)]


def _charts(rows: PlanTableRows, style: Look, language: str, level: int) -> Iterator[Flowable]:
    _ = translator(language)
    for title, series in rows.charts:
        yield Heading(markup(title), style.subheading, level=level, outline=False)  # stays with it
        yield chart(series, printable(title), printable(_("projected")), style.accent)


def _piece(lines: list[list[str]], right: list[bool], style: Look, total: float) -> Flowable:
    """Return some columns of a table, the first of which names the rows."""
    shown = [[printable(cell) for cell in line] for line in lines]
    body = style.cell_small if len(right) > MANY else style.cell
    if total > WIDTH and sum(least_widths(shown, style.cell.fontSize, total)) < total * ROOMY:
        body = style.cell
    aligned = tuple(
        ("ALIGN", (column, 0), (column, -1), "RIGHT")
        for column, figures in enumerate(right)
        if figures
    )
    return table(
        [[markup(cell) for cell in line] for line in lines],
        _widths(shown, body.fontSize, total),
        body,
        style.column_head,
        rules=(*ruled, *aligned),
        spaceBefore=2,
        spaceAfter=10,
    )


def _widths(texts: list[list[str]], size: float, total: float) -> list[float]:
    """Share the page among the columns; the first, which names the rows, has room for its words."""
    shared = shared_widths(texts, size, total)
    others = [line[1:] for line in texts]
    room = total - sum(least_widths(others, size, total))
    named = widest([line[0] for line in texts], size)
    first = max(shared[0], min(total * LEADING, room, named))
    if len(shared) == 1 or first == shared[0]:
        return shared
    return [first, *shared_widths(others, size, total - first)]
