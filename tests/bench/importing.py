"""Figures: a register of 5,000 and of 50,000 rows taken in, against reading its file alone.

The floor is openpyxl reading every cell of the same workbook, in this process, into nothing.
"""

import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook

from commission_desk.content.headings import heading_synonyms
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import preview
from commission_desk.exchange.reading import read_source
from commission_desk.operations.importing import existing_agreements, import_agreements
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

GOAL = 3.0
HEADINGS = (
    "Contract Reference",
    "Contract Title",
    "Description",
    "Supplier Name",
    "Charity Number",
    "Department",
    "Service Area",
    "Annual Value",
    "Total Contract Value",
    "Start Date",
    "End Date",
    "Review Date",
    "Contract Type",
    "Officer",
    "Comments",
)

Figure = tuple[str, float, float, float, float]


def figures(sizes: tuple[int, ...] = (5_000, 50_000)) -> list[Figure]:
    """Return (name, seconds, seconds of the floor, ratio, goal) for each size, twice."""
    found: list[Figure] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            register = Path(folder) / "register.xlsx"
            make_register(register, size)
            floor = read_alone(register)
            create(Path(folder) / "working.sqlite")
            with closing(Desk(Path(folder) / "working.sqlite", "Commissioning officer")) as desk:
                for name in ("taken in", "taken in again, unchanged"):
                    taken = take_in(desk, register, size)
                    found.append((f"{size:,} rows {name}", taken, floor, taken / floor, GOAL))
    return found


def take_in(desk: Desk, register: Path, size: int) -> float:
    """Read, map, preview and import a register; return the seconds that took."""
    start = time.perf_counter()
    (table,) = read_source(register).tables
    mapping = suggest_mapping(table, heading_synonyms("agreement"))
    seen = preview(table, mapping, desk.ask(existing_agreements))
    result = desk.do(import_agreements, seen.taken)
    taken = time.perf_counter() - start
    assert result.added + result.unchanged == size, result
    return taken


def read_alone(register: Path) -> float:
    """Return the seconds that openpyxl takes to read every cell."""
    start = time.perf_counter()
    with closing(load_workbook(register, read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
    return time.perf_counter() - start


def make_register(path: Path, size: int) -> None:
    """Write a register of invented contracts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(HEADINGS)
    for number in range(size):
        starts = date(2020, 4, 1) + timedelta(days=number % 2_000)
        provider = f"Provider {number % 4_000} Trust"
        sheet.append(
            [
                f"C-{number:06d}",
                f"Service {number} for people in district {number % 40}",
                "Support at home and in the community, with carers and families",
                provider,
                f"{1_000_000 + number % 4_000}",
                f"Department {number % 9}",
                f"Service area {number % 60}",
                1_000.5 + number,
                f"£{(1_000 + number) * 3:,}",
                starts,
                starts + timedelta(days=1_094),
                starts + timedelta(days=365),
                "Contract" if number % 3 else "Grant agreement",
                "Contract officer",
                None,
            ]
        )
    book.save(path)
