"""The tables of a plan on paper: a title, rows under heads that repeat, and charts of figures."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from commission_desk.documents.charts import chart
from commission_desk.documents.columns import least_widths, shared_widths, widest
from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.style import WIDTH, Look
from commission_desk.documents.tables import ruled, table
from commission_desk.documents.text import markup, printable
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import translator

MANY = 6  # columns from which the letters are smaller
MOST = 12  # columns beside the first; more are printed below, the first once again
LEADING = 0.22  # of the page, at least, for the column that names the rows


def plan_table(
    rows: PlanTableRows, style: Look, language: str, level: int = 4
) -> Iterator[Flowable]:
    """Yield a table under its title, and a chart for each row that has figures enough."""
    _ = translator(language)
    yield Heading(markup(rows.title), style.subheading, level=level, outline=False)
    others = range(1, len(rows.head))
    for first in range(0, max(1, len(others)), MOST):
        yield _piece(rows, [0, *others[first : first + MOST]], style)
    for words in rows.notes:
        yield Text(markup(words), style.body)
    for title, series in rows.charts:
        yield Heading(
            markup(title), style.subheading, level=level + 1, outline=False
        )  # stays with it
        yield chart(series, printable(title), printable(_("projected")), style.accent)


def _piece(rows: PlanTableRows, places: list[int], style: Look) -> Flowable:
    """Return some columns of a table, the first of which names the rows in every piece."""
    body = style.cell_small if len(places) > MANY else style.cell
    lines = [[line[place] for place in places] for line in (rows.head, *rows.rows)]
    aligned = tuple(
        ("ALIGN", (column, 0), (column, -1), "RIGHT")
        for column, place in enumerate(places)
        if rows.right[place]
    )
    return table(
        [[markup(cell) for cell in line] for line in lines],
        _widths([[printable(cell) for cell in line] for line in lines], body.fontSize),
        body,
        style.column_head,
        rules=(*ruled, *aligned),
        spaceBefore=2,
        spaceAfter=10,
    )


def _widths(texts: list[list[str]], size: float) -> list[float]:
    """Share the page among the columns; the first, which names the rows, has room for its words."""
    shared = shared_widths(texts, size)
    others = [line[1:] for line in texts]
    room = WIDTH - sum(least_widths(others, size))
    named = widest([line[0] for line in texts], size)
    first = max(shared[0], min(WIDTH * LEADING, room, named))
    if len(shared) == 1 or first == shared[0]:
        return shared
    return [first, *shared_widths(others, size, WIDTH - first)]
