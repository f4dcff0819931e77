"""Figures: the Contracts page with 228, 10,000 and 100,000 agreements, against a table of Qt's.

The floor is a QTableView of 200 rows of plain words: built and painted, sorted, or scrolled.
Memory is what opening, sorting, filtering, grouping and scrolling add, against the bare table's.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import insert
from sqlalchemy.orm import Session

from commission_desk.store.desk import named
from commission_desk.store.opening import make_file
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import Agreement, Organisation
from commission_desk.store.tables.base import id_of
from commission_desk.ui.kit.theme import set_up
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.preferences import Settings
from commission_desk.ui.window import Window

SIZES = (228, 10_000, 100_000)
SCROLL = 1.25  # to a table of Qt's own model; what else is here has no goal of its own
ROWS = 200
BY_AMOUNT = 2  # the column of the yearly amount
T = TypeVar("T")
Figure = tuple[str, float, float, float, float | None]


def figures() -> Iterator[Figure]:
    """Yield (name, seconds, seconds of the floor, ratio, goal) for what a person waits for."""
    application = QApplication.instance() or QApplication([])
    set_up(application)  # type: ignore[arg-type]
    table, opened = timed(bare_table)
    floors = {
        "open": opened,
        "sort": timed(lambda: (table.model().sort(1), table.grab()))[1],
        "filter by kind and sector": timed(lambda: (table.model().sort(3), table.grab()))[1],
        "group by department": timed(lambda: (table.model().sort(4), table.grab()))[1],
        "filter": timed(lambda: (table.model().sort(2), table.grab()))[1],
        "scroll a page": timed(lambda: scroll(table))[1],
    }
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            window = window_with(Path(folder), size)
            before = megabytes()
            for name, taken in page_figures(window):
                yield (
                    f"{size:,} agreements: {name}",
                    taken,
                    floors[name],
                    taken / floors[name],
                    SCROLL if "scroll" in name else None,
                )
            yield (
                f"{size:,} agreements: memory added, MB", megabytes() - before, 1.0,
                megabytes() - before, None,
            )  # fmt: skip
            window.close()


def page_figures(window: Window) -> Iterator[tuple[str, float]]:
    """Yield what each thing on the page takes until its rows are painted."""
    page, taken = timed(lambda: open_page(window))
    yield "open", taken
    settle(page)
    yield "sort", timed(lambda: (page.table.sort_by(BY_AMOUNT), page.grab()))[1]
    settle(page)
    page.find_box.setText("area 12")
    yield "filter", timed(lambda: (page.find_box.search(), page.grab()))[1]
    page.find_box.clear()
    page.find_box.search()
    settle(page)
    kinds, sectors = partial(page.tools.set_filter, "kind"), page.tools.set_filter
    yield (
        "filter by kind and sector",
        timed(lambda: (kinds(("grant",)), sectors("sector", ("third",)), page.grab()))[1],
    )
    page._clear_filter()
    settle(page)
    yield (
        "group by department", timed(lambda: (page.tools.group_by("department"), page.grab()))[1],
    )  # fmt: skip
    settle(page)
    page.tools.group_by("")
    settle(page)
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)  # far from the first rows: its page is fetched
    yield "scroll a page", timed(lambda: scroll(page.table))[1]


def open_page(window: Window) -> ContractsPage:
    """Open the page and paint it."""
    window.go("contracts")
    page = window.pages["contracts"]
    assert isinstance(page, ContractsPage)
    page.grab()
    return page


def settle(page: ContractsPage) -> None:
    """Wait until the whole order of the list is known."""
    while not page.model.complete:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    QApplication.processEvents()


def scroll(table: QTableView) -> None:
    """Show the next page of rows and paint it."""
    bar = table.verticalScrollBar()
    bar.setValue(bar.value() + bar.pageStep())
    table.viewport().grab()


def bare_table() -> QTableView:
    """Make and paint a table of plain words."""
    model = QStandardItemModel(ROWS, 7)
    for row in range(ROWS):
        for column in range(7):
            item = QStandardItem(f"Words of row {row * 7 % ROWS} in column {column}")
            model.setItem(row, column, item)
    table = QTableView()
    table.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    table.setModel(model)
    table.resize(900, 700)
    table.show()
    table.grab()
    return table


def window_with(folder: Path, size: int) -> Window:
    """Return a window on a new desk with so many agreements."""
    opened = make_file(folder / "desk.cdesk", "Commissioning officer", folder / "profile")
    opened.desk.do(fill, size)
    window = Window(Settings(folder))
    window.resize(1440, 900)
    window.show()
    window.workspace.attach(opened, SearchIndex(folder / "search.sqlite"))
    QApplication.processEvents()
    return window


@named("Fill")
def fill(session: Session, size: int) -> None:
    """Write invented agreements straight into the tables, without their history."""
    providers = [
        {"id": id_of("provider", str(n)), "name": f"Provider {n} Trust", "sector": "third"}
        for n in range(max(8, size // 4))
    ]
    session.execute(insert(Organisation), providers)
    session.execute(insert(Agreement), [_agreement(n, len(providers)) for n in range(size)])


def _agreement(number: int, providers: int) -> dict[str, object]:
    starts = date(2023, 4, 1) + timedelta(days=number % 900)
    ends = starts + timedelta(days=1_094)
    return {
        "id": id_of("agreement", str(number)), "reference": f"C-{number:06d}",
        "title": f"Support for families, area {number}",
        "provider_id": id_of("provider", str(number % providers)),
        "kind": "grant" if number % 9 == 0 else "contract",
        "department": f"Department {number % 9}",
        "annual_pence": (number * 7_919) % 250_000_000, "starts": starts, "ends": ends,
        "current_end": ends, "latest_end": ends, "decide_by": ends - timedelta(days=90),
        "risk": ("green", "amber", "red", "")[number % 4], "grade": number % 9 + 1,
    }  # fmt: skip


def megabytes() -> float:
    """Return how much memory this process holds, where the system says so."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * 4_096 / 1e6


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work gives, and the seconds it takes."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start
