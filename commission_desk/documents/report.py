"""A report on paper: what was counted at its head, then its tables, charts and sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.beside import Beside
from commission_desk.documents.columns import shared_widths
from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.fonts import SEMIBOLD, text_width
from commission_desk.documents.layout import Part
from commission_desk.documents.long_table import LongTable
from commission_desk.documents.report_charts import report_chart
from commission_desk.documents.style import ACROSS, WIDTH, Look, ShortLook, look, short_look
from commission_desk.documents.tables import PADDING
from commission_desk.documents.text import clipped, markup, printable
from commission_desk.domain.report import (
    FIGURES,
    Report,
    ReportCell,
    ReportChart,
    ReportPaper,
    ReportRow,
    ReportTable,
    ReportWords,
)
from commission_desk.domain.report_charts import BarChart, Timeline
from commission_desk.i18n import full_date, translator

LONGEST = 400  # letters of a cell
MANY = 7  # columns from which the letters are smaller
ON_A_PAGE = {True: 11, False: 18}  # lines of a time line that fit a page, on its side or upright
LOOKED_AT = 80  # rows that the widths of columns are measured by
CHIP = 18  # letters of a chip that is not broken
BARS = {True: 14, False: 20}  # of a chart, on its side or upright; it goes on in another


def report_part(paper: ReportPaper, language: str) -> Part:
    """Return a report as a part of a document."""
    _ = translator(language)
    day = full_date(paper.printed_on, language)
    marks = (_("Printed {date}").format(date=day), paper.house.marking)
    return Part(
        language, printable(paper.report.title), paper.house,
        tuple(printable(mark) for mark in marks if mark), report_story(paper, language),
        wide=paper.report.wide,
    )  # fmt: skip


def report_story(paper: ReportPaper, language: str) -> list[Flowable]:
    """Return the flowables of a report."""
    report, style = paper.report, look(paper.house.accent)
    _ = translator(language)
    title = markup(report.title).strip() or markup(_("Report"))
    story: list[Flowable] = [Heading(title, style.title)]
    story += [Text(markup(words), style.muted) for words in report.says]
    if report.missing:
        return [*story, Text(markup(report.missing), style.body)]
    width = ACROSS if report.wide else WIDTH
    short = short_look(paper.house.accent)
    for block in report.blocks:
        if isinstance(block, ReportTable):
            story += _table(block, style, width)
        elif isinstance(block, ReportChart):
            story += _chart(block, style, report, language)
        else:
            story += _words(block, style, short)
    return story


def _title(words: str, style: Look) -> list[Flowable]:
    return [Heading(markup(words), style.section, level=2)] if words else [Spacer(1, 6)]


def _words(block: ReportWords, style: Look, short: ShortLook) -> Iterator[Flowable]:
    yield from _title(block.title, style) if block.title else ()
    if block.figures:
        columns = [
            [Text(markup(clipped(value, 20)), short.figure), Text(markup(words), short.counted)]
            for value, words in block.figures
        ]
        yield Beside(columns, 14, ruled=True, space=10)
    yield from (Text(markup(words), style.body) for words in block.sentences)


def _chart(block: ReportChart, style: Look, report: Report, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    yield from _title(block.title, style)
    pieces = list(_pieces(block.drawn, wide=report.wide))
    for number, piece in enumerate(pieces, start=1):
        name = block.title
        if len(pieces) > 1:
            name = _("{title}, part {number}").format(title=block.title, number=number)
        yield report_chart(piece, name, style.accent)
    if block.about:
        yield Text(markup(block.about), style.muted)


def _pieces(drawn: BarChart | Timeline, *, wide: bool) -> Iterator[BarChart | Timeline]:
    """Yield a chart in pieces that each fit a page."""
    if isinstance(drawn, BarChart):
        for at in range(0, len(drawn.bars), BARS[wide]):
            yield BarChart(drawn.bars[at : at + BARS[wide]])
        return
    most = ON_A_PAGE[wide]
    at, some = 0, most // 2  # fewer below the title of the report
    while at < len(drawn.spans):
        yield replace(drawn, spans=drawn.spans[at : at + some])
        at, some = at + some, most


def _table(block: ReportTable, style: Look, width: float) -> Iterator[Flowable]:
    yield from _title(block.title, style)
    if block.rows:
        small = len(block.columns) > MANY
        body = style.cell_small if small else style.cell
        rows = [_cells(row) for row in block.rows]
        head = [markup(column.title) for column in block.columns]
        right = [n for n, column in enumerate(block.columns) if column.kind in FIGURES]
        widths = _widths(block, width, body)
        yield LongTable(head, rows, widths, (body, style.column_head), right)
    elif block.missing:
        yield Text(markup(block.missing), style.body)
    yield from (Text(markup(words), style.muted) for words in block.notes)


def _cells(row: ReportRow) -> list[str]:
    return [_markup(cell, strong=row.strong) for cell in row.cells]


def _markup(cell: ReportCell, *, strong: bool) -> str:
    words = markup(_whole(cell))
    words = f"<b>{words}</b>" if strong and words else words
    return f"{words}<br/>{markup(clipped(cell.sub, LONGEST))}" if cell.sub else words


def _whole(cell: ReportCell) -> str:
    """Return the words of a cell; those of a chip or with a figure stay on one line."""
    short = (cell.tone or isinstance(cell.value, int)) and len(cell.text) <= CHIP
    return cell.text.replace(" ", "\u00a0") if short else clipped(cell.text, LONGEST)


def _widths(block: ReportTable, total: float, body: ParagraphStyle) -> list[float]:
    """Give columns of figures and days what they need, and share the rest among the words."""
    columns = block.columns
    texts = [[printable(column.title) for column in columns]]
    texts += [[_plain(cell) for cell in row.cells] for row in _looked_at(block.rows)]
    needs = {
        place: min(_widest([line[place] for line in texts], body.fontSize), total / 4)
        for place, column in enumerate(columns)
        if column.kind != "text"
    }
    words = [place for place in range(len(columns)) if place not in needs]
    if not words:
        return shared_widths(texts, body.fontSize, total)
    room = total - sum(needs.values())
    shared = shared_widths([[line[p] for p in words] for line in texts], body.fontSize, room)
    given = dict(zip(words, shared, strict=True)) | needs
    return [given[place] for place in range(len(columns))]


def _looked_at(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """Return the rows that widths are measured by: the last, whose number is longest, and some."""
    last = rows[-2:] if len(rows) > LOOKED_AT else ()
    return [*last, *rows[:LOOKED_AT], *(row for row in rows[LOOKED_AT:] if row.strong)]


def _plain(cell: ReportCell) -> str:
    return printable(max(_whole(cell), cell.sub, key=len))


def _widest(texts: Sequence[str], size: float) -> float:
    longest = max(text_width(text[:80], SEMIBOLD, size) for text in texts)
    return float(longest) + 2 * PADDING + 2
