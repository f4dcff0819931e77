"""What tagged documents cost, as ratios to plain ReportLab with paragraph cells in the same run."""

import gc
import io
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from time import perf_counter
from typing import Any

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from commission_desk.documents.build import plan_part
from commission_desk.documents.flowables import ContentsLine
from commission_desk.documents.fonts import REGULAR, SEMIBOLD, register
from commission_desk.documents.layout import Part, layout, render
from commission_desk.documents.style import WIDTH, look
from commission_desk.documents.word.build import word_file
from commission_desk.domain.papers import House, PlanPaper, PlanPart, PlanSection
from commission_desk.domain.richtext import Block, RichText, Run
from commission_desk.paths import resource

Figure = tuple[str, float, float, float, float | None]
MOST_MB = 100.0  # for 300 tagged pages
ROUNDS = 5
"""The least of these counts: what else runs on the machine only adds."""

SHARES = (0.1, 0.35, 0.15, 0.4)  # of the page, for the columns of the plan below
SECTIONS = 5
SENTENCE = "Families in Tŷ Ŵyn waited nine weeks for a first visit, two fewer than last year. "


def figures() -> list[Figure]:
    """Return (name, value, floor, ratio, goal); seconds, or MB for memory."""
    paper = _plan(SECTIONS)
    pages = render([plan_part(paper, "en")]).pages
    works: list[tuple[str, Callable[[], object], float | None]] = [
        ("tagged, without contents", lambda: layout([_without_contents(paper)]), 0.7),
        ("tagged, with contents", lambda: layout([plan_part(paper, "en")]), None),
        ("tagged, with contents, packed", lambda: render([plan_part(paper, "en")]), 1.2),
    ]
    floors: list[float] = []
    taken: dict[str, list[float]] = {name: [] for name, _work, _goal in works}

    for _ in range(ROUNDS):
        floors.append(_seconds(lambda: plain_pdf(paper)))
        for name, work, _goal in works:
            taken[name].append(_seconds(work))
    floor = min(floors)
    found = [
        (
            f"{pages}-page plan, {name}",
            min(taken[name]),
            floor,
            min(taken[name]) / floor,
            goal,
        )
        for name, _work, goal in works
    ]
    large = _plan(SECTIONS * 5)
    growth = list(_growth(floor, large))
    large_pages = int(growth[-1][0].split()[2])
    words = (_word(paper, pages), _word(large, large_pages, 2), _word_memory(large, large_pages))
    return [*found, *growth, *words]


def _word(paper: PlanPaper, pages: int, rounds: int = ROUNDS) -> Figure:
    """Return the cost of the plan as a Word file, against the same words in plain python-docx."""
    taken, floors = [], []
    for _ in range(rounds):
        floors.append(_seconds(lambda: plain_word(paper)))
        taken.append(_seconds(lambda: word_file(paper, "en")))
    value, floor = min(taken), min(floors)
    return f"{pages}-page plan as Word, against plain", value, floor, value / floor, 1.0


def _word_memory(paper: PlanPaper, pages: int) -> Figure:
    """Return the memory that the plan as a Word file takes at most, against plain python-docx."""
    value, floor = _peak(lambda: word_file(paper, "en")), _peak(lambda: plain_word(paper))
    return f"memory for {pages} pages as Word, against plain, MB", value, floor, value / floor, None


def _peak(work: Callable[[], object]) -> float:
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def plain_word(paper: PlanPaper) -> bytes:
    """Return the same plan in plain python-docx: headings, paragraphs, lists and tables."""
    made = Document()
    for section in paper.sections:
        made.add_heading(section.title, 1)
        for part in section.parts:
            made.add_heading(part.title, 2)
            for block in part.text.blocks:
                _plain_word_block(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _plain_word_block(made: Any, block: Block) -> None:
    if block.kind == "table":
        table = made.add_table(0, len(block.rows[0]))
        for row in block.rows:
            for cell, runs in zip(table.add_row().cells, row, strict=True):
                cell.text = "".join(run.text for run in runs)
        return
    style = "List Bullet" if block.kind == "bullet" else None
    paragraph = made.add_paragraph(style=style)
    for run in block.runs:
        paragraph.add_run(run.text).bold = run.bold


def _growth(floor: float, large: PlanPaper) -> Iterator[Figure]:
    """Yield the cost of five times the pages, against its own floor and five times the small one.

    Then its memory.
    """
    value = _seconds(lambda: render([plan_part(large, "en")]))
    plain = _seconds(lambda: plain_pdf(large))
    yield "five times the plan, packed", value, floor * 5, value / (floor * 5), 1.2
    yield "five times the plan, packed, against plain", value, plain, value / plain, 1.2
    pages = render([plan_part(large, "en")]).pages
    peak = _peak(lambda: render([plan_part(large, "en")]))
    plain_peak = _peak(lambda: plain_pdf(large))
    yield f"memory for {pages} pages, against plain, MB", peak, plain_peak, peak / plain_peak, None
    yield f"memory for {pages} pages, against the goal, MB", peak, MOST_MB, peak / MOST_MB, 1.0


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()  # else a work pays for what the one before left behind
    start = perf_counter()
    work()
    return perf_counter() - start


def _without_contents(paper: PlanPaper) -> Part:
    part = plan_part(paper, "en")
    story = [each for each in part.story if not isinstance(each, ContentsLine)]
    return Part(part.language, part.title, part.house, part.footer, story)


def _plan(sections: int) -> PlanPaper:
    """Return a plan of prose, lists and tables, such as teams write."""

    def part(section: int, place: int) -> PlanPart:
        return PlanPart(f"{section}.{place}", f"Prompt {place} about need", _answer(section))

    return PlanPaper(
        House("Example County Council", "Children’s commissioning", "Official"),
        "Commissioning plan",
        sections=tuple(
            PlanSection(str(s), f"Section {s}", tuple(part(s, p) for p in range(1, 8)))
            for s in range(1, sections + 1)
        ),
    )


def _answer(section: int) -> RichText:
    head = ("Ref", "Service", "Cost £", "Note")
    rows = [
        (f"R{n}", "Tŷ Ŵyn service " + "long name " * (n % 4), f"{n * 1234 * section:,}",
         "Reviewed" if n % 3 else SENTENCE)
        for n in range(24)
    ]  # fmt: skip
    table = tuple(tuple((Run(text),) for text in row) for row in (head, *rows))
    return RichText((
        Block(runs=(Run(SENTENCE * 6),)),
        Block(runs=(Run(SENTENCE * 2), Run("In short: ", bold=True), Run(SENTENCE * 3))),
        *(Block("bullet", (Run(SENTENCE),), level) for level in (0, 1, 1, 0)),
        Block("table", rows=table),
        Block(runs=(Run(SENTENCE * 4),)),
    ))  # fmt: skip


def plain_pdf(paper: PlanPaper) -> bytes:
    """Return the same plan in plain ReportLab: its own fonts, every cell a paragraph, no tags."""
    story: list[object] = []
    for section in paper.sections:
        story.append(Paragraph(section.title, _style("section")))
        for part in section.parts:
            story.append(Paragraph(part.title, _style("heading")))
            story.extend(map(_plain_block, part.text.blocks))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=52, rightMargin=52).build(story)
    return out.getvalue()


def _plain_block(block: Block) -> object:
    if block.kind == "table":
        rows = [[Paragraph(_marked(cell), _style("cell")) for cell in row] for row in block.rows]
        shares = SHARES if len(rows[0]) == len(SHARES) else (1 / len(rows[0]),) * len(rows[0])
        return Table(rows, [WIDTH * share for share in shares], repeatRows=1)
    if block.kind == "bullet":
        return Paragraph(_marked(block.runs), _style("items", block.level), bulletText="\u2022")
    return Paragraph(_marked(block.runs), _style("body"))


@cache
def _style(name: str, level: int | None = None) -> ParagraphStyle:
    """Return a style of ours in a font of ReportLab's own class."""
    register()
    for face, file in (("Plain", REGULAR), ("Plain-Bold", SEMIBOLD)):
        font = TTFont(face, str(resource(f"fonts/{file}.ttf")))
        font.face.name = face.encode()  # else ReportLab takes ours, known already
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily("Plain", normal="Plain", bold="Plain-Bold")
    ours = getattr(look(""), name)
    ours = ours if level is None else ours[level]
    return ParagraphStyle(name, parent=ours, fontName="Plain", bulletFontName="Plain")


def _marked(runs: tuple[Run, ...]) -> str:
    return "".join(f"<b>{escape(r.text)}</b>" if r.bold else escape(r.text) for r in runs)


if __name__ == "__main__":
    for name, value, floor, ratio, goal in figures():
        print(f"{name:45} {value:8.2f} {floor:8.2f} {ratio:6.2f}  {goal}")
