"""The Jersey strategy, a real plan: opening it, and printing it as PDF and for Word."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from commission_desk.domain.papers import PlanPaper, PlanPart
from commission_desk.domain.richtext import Block, RichText, Run

Figure = tuple[str, float, float, float, float | None]
TIMES = 15
OPENING = 0.100  # seconds, the goal: people take it for at once
TODAY = date(2022, 1, 31)


def figures() -> list[Figure]:
    """Return each figure with its floor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from journeys.jersey import tell
    from PySide6.QtWidgets import QApplication

    from commission_desk.operations.plan_printed import plan_paper
    from commission_desk.operations.plans import plan
    from commission_desk.store.opening import make_file
    from commission_desk.store.search import SearchIndex
    from commission_desk.ui.kit.theme import set_up
    from commission_desk.ui.preferences import Settings
    from commission_desk.ui.window import Window

    application = QApplication.instance() or QApplication([])
    set_up(application)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made)
        opened = make_file(folder / "Team.cdesk", "Finance partner", folder / "profile")
        desk = opened.desk
        record = desk.do(tell)
        whole = _seconds(lambda: desk.ask(plan, record))
        raw = _seconds(lambda: _read(desk.path, record))
        paper = desk.ask(plan_paper, record, "en", TODAY)
        gathered = _seconds(lambda: desk.ask(plan_paper, record, "en", TODAY))
        window = Window(Settings(folder / "settings"))
        window.workspace.attach(opened, SearchIndex(folder / "search.sqlite"))
        window.resize(1440, 900)
        window.show()

        def leave() -> None:
            window.go("settings")
            application.processEvents()

        def come() -> None:
            window.go("plan", record)
            application.processEvents()

        come()  # the page itself is built once
        shown = _seconds(come, leave)
        window.workspace.close()
    return [
        ("read the plan, against raw SQL", whole, raw, whole / raw, 7.0),
        ("show its page, painted; floor is the goal", shown, OPENING, shown / OPENING, 1.0),
        *_printed(paper, gathered),
    ]


def _printed(paper: PlanPaper, gathered: float) -> list[Figure]:
    """Return what its PDF and Word file cost, against the same words in plain libraries."""
    from bench.documents import plain_pdf, plain_word

    from commission_desk.documents.build import plan_part
    from commission_desk.documents.layout import render
    from commission_desk.documents.word.build import word_file

    plain = _with_tables_as_text(paper)
    pages = render([plan_part(paper, "en")]).pages
    pdf, pdf_floor, word, word_floor = (
        _seconds(work)
        for work in (
            lambda: render([plan_part(paper, "en")]),
            lambda: plain_pdf(plain),
            lambda: word_file(paper, "en"),
            lambda: plain_word(plain),
        )
    )
    return [
        (f"its {pages} pages as PDF, against plain", pdf, pdf_floor, pdf / pdf_floor, 1.2),
        (f"its {pages} pages for Word, against plain", word, word_floor, word / word_floor, 1.0),
        ("gather what is printed, against laying it out", gathered, pdf, gathered / pdf, None),
    ]


def _with_tables_as_text(paper: PlanPaper) -> PlanPaper:
    """Return the paper with its tables in the text, where plain libraries can print them."""

    def spread(part: PlanPart) -> PlanPart:
        blocks = list(part.text.blocks)
        for rows in part.tables:
            lines = tuple(tuple((Run(cell),) for cell in line) for line in (rows.head, *rows.rows))
            blocks += [Block("heading", (Run(rows.title),)), Block("table", rows=lines)]
        return replace(part, text=RichText(tuple(blocks)))

    return replace(
        paper,
        sections=tuple(
            replace(section, parts=tuple(map(spread, section.parts))) for section in paper.sections
        ),
    )


def _seconds(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    taken = []
    for _time in range(TIMES):
        before()
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


def _read(path: Path, record: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT * FROM answer WHERE plan_id = ?", (record,)).fetchall()
    connection.close()
    return rows
