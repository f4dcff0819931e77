"""What reports cost, against plain ReportLab with paragraph cells for the same tables.

The register and the portfolio report, of 228 and of 10,000 agreements: gathered from the desk,
laid out, tagged and packed. Nothing of the plain one is gathered, tagged or packed.
"""

import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from time import perf_counter

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from sqlalchemy import text

from commission_desk.documents.fonts import REGULAR, register
from commission_desk.documents.layout import render
from commission_desk.documents.report import report_part
from commission_desk.domain.report import ReportPaper, ReportTable
from commission_desk.operations.example import make_example
from commission_desk.operations.example_large import add_many
from commission_desk.operations.report_parts import ReportChoice
from commission_desk.operations.reports import report, report_paper
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

Figure = tuple[str, float, float, float, float | None]
SIZES = (228, 10_000)
LARGEST = 100_000
TODAY = date(2026, 11, 22)
ROUNDS = 3
SMALL = 8.5
IDENTITY = "0123456789abcdef0123456789abcdef"


def figures(*, large: bool = False) -> Iterator[Figure]:
    """Yield (name, value, floor, ratio, goal) in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        create(path, IDENTITY)
        desk = Desk(path, "Bench")
        try:
            make_example(desk, today=TODAY)
            yield from _of_size(desk, SIZES[0])
            desk.do(add_many, TODAY, SIZES[1])
            yield from _of_size(desk, SIZES[1])
            if large:
                desk.do(add_many, TODAY, LARGEST)
                yield from _read(desk)
        finally:
            desk.close()


def _of_size(desk: Desk, size: int) -> Iterator[Figure]:
    rounds = ROUNDS if size < 1_000 else 1
    for key in ("register", "portfolio"):
        choice = ReportChoice(key).record
        paper = desk.ask(report_paper, choice, "en", TODAY)
        assert isinstance(paper, ReportPaper)
        pages = render([report_part(paper, "en")]).pages
        value = _least(rounds, lambda: _whole(desk, choice))  # noqa: B023 - called at once
        floor = _least(rounds, lambda: plain_pdf(paper))  # noqa: B023 - as above
        yield f"{key} of {size:,}, {pages} pages", value, floor, value / floor, 1.5


def _whole(desk: Desk, choice: str) -> object:
    paper = desk.ask(report_paper, choice, "en", TODAY)
    assert isinstance(paper, ReportPaper)
    return render([report_part(paper, "en")])


def _read(desk: Desk) -> Iterator[Figure]:
    """Yield how long it takes to read each report of very many agreements, against one sum."""

    sql = text("SELECT provider_id, sum(annual_pence) FROM agreement GROUP BY provider_id")
    least = _least(ROUNDS, lambda: desk.ask(lambda session: session.execute(sql).all()))
    for key in ("spend", "concentration", "overlaps", "timeline", "evidence", "portfolio"):
        choice = ReportChoice(key)
        value = _least(ROUNDS, lambda: desk.ask(report, choice, "en", TODAY))  # noqa: B023
        yield f"reading {key} of {LARGEST:,}", value, least, value / least, None


def plain_pdf(paper: ReportPaper) -> bytes:
    """Return the tables of a report in plain ReportLab, and an empty page for its charts."""
    register()
    style = ParagraphStyle("plain", fontName=REGULAR, fontSize=SMALL, leading=11.5)
    story: list[object] = [Paragraph(escape(paper.report.title), style)]
    for block in paper.report.blocks:
        if not isinstance(block, ReportTable):
            story.append(Spacer(1, 120))
            continue
        rows = [[Paragraph(escape(column.title), style) for column in block.columns]]
        for row in block.rows:
            words = [f"{cell.text} {cell.sub}".strip() for cell in row.cells]
            rows.append([Paragraph(escape(each), style) for each in words])
        story.append(LongTable(rows, repeatRows=1))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4)).build([*story, PageBreak()])
    return out.getvalue()


def _least(rounds: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return min(taken)
