"""Writing a plan: opening it, switching its parts, and what a key costs on the page."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

Figure = tuple[str, float, float, float, float | None]
TIMES = 50
ROWS = 28  # of each table: about three hundred in all
SWITCH = 0.020  # seconds, the goal
WORDS = "Growth is fastest among the youngest and in the two coastal districts. " * 20


def figures() -> list[Figure]:
    """Return each figure with its floor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTextEdit

    from commission_desk.content.outlines import outline
    from commission_desk.content.plan_tables import plan_tables
    from commission_desk.domain.richtext import from_plain
    from commission_desk.operations.outline_editor import copy_outline
    from commission_desk.operations.outline_publishing import publish_outline
    from commission_desk.operations.plan_outlines import change_outline
    from commission_desk.operations.plan_rows import read_table
    from commission_desk.operations.plan_tables import paste_entries
    from commission_desk.operations.plans import new_plan, plan, write_answer
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
        record = desk.do(new_plan, "Children with disabilities")
        parts = [prompt.id for prompt in outline("wales-2010").prompts]
        for part in parts:
            desk.do(write_answer, record, part, from_plain(WORDS))
        for table in plan_tables():
            view = desk.ask(read_table, record, table.id, table.prompts[0])
            desk.do(paste_entries, view, (0, 0), [[f"Row {n} of {table.id}"] for n in range(ROWS)])
        whole = _seconds(lambda _n: desk.ask(plan, record))
        raw = _seconds(lambda _n: _read(desk.path, record))
        ours = desk.do(copy_outline, "wales-2010", "Our own outline")
        desk.do(change_outline, record, desk.do(publish_outline, ours, date(2026, 11, 22)))
        own = _seconds(lambda _n: desk.ask(plan, record))
        desk.do(change_outline, record, "wales-2010")
        window = Window(Settings(folder / "settings"))
        window.workspace.attach(opened, SearchIndex(folder / "search.sqlite"))
        window.resize(1440, 900)
        window.show()
        window.go("plan", record)
        page = window.pages["plans"]

        def switch(number: int) -> None:
            page.open_part(parts[number % len(parts)])
            application.processEvents()

        def press(edit: QTextEdit) -> None:
            QTest.keyClick(edit, "x")
            application.processEvents()

        switched = _seconds(switch)
        key = _seconds(lambda _n: press(page.editor.edit))
        bare = QTextEdit()
        bare.setPlainText(WORDS)
        bare.resize(560, 400)
        bare.show()
        application.processEvents()
        plain_key = _seconds(lambda _n: press(bare))
        window.flush()
        window.workspace.close()
    return [
        ("open a plan of 31 parts, against raw SQL", whole, raw, whole / raw, 7.0),
        ("the same on an outline of our own, against the program’s", own, whole, own / whole, 2.0),
        (
            "switch parts, painted; floor is the goal",
            switched,
            SWITCH,
            switched / SWITCH,
            1.0,
        ),
        ("a key in a part, against a bare QTextEdit", key, plain_key, key / plain_key, None),
    ]


def _seconds(work: Callable[[int], object]) -> float:
    taken = []
    for number in range(TIMES):
        began = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - began)
    return median(taken)


def _read(path: Path, record: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT * FROM answer WHERE plan_id = ?", (record,)).fetchall()
    connection.close()
    return rows
