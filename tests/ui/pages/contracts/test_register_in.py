"""Scenario S1: Lincolnshire's register in from Excel, on a workbook that the test makes up."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication

from commission_desk.domain.money import format_money
from commission_desk.operations.organisations import organisations
from commission_desk.operations.register import RegisterQuery, totals
from commission_desk.operations.register_groups import both_totals, register_groups
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.import_register import ImportDialog, open_register
from commission_desk.ui.dialogs.register_figures import figures
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window

READING = 20_000  # ms: another process is started to read
ROWS, PROVIDERS, DEVOLVED = 228, 177, 20
FIRST = 5  # the row of the first contract
HEADINGS = (
    "Contract Ref", "Contract Title", "Suplier Name", None, "Managed By", "Annual Value",
    "Total Contract Value", "Partner Funding", "Start Date", "End Date", "Lead Officer",
)  # fmt: skip
SPELLINGS = (
    "Birkenquay Trust",
    "The Birkenquay Trust",
    "BIRKENQUAY TRUST LTD.",
    "Birken Quay Trust",
)
MONEY = ("£140k", "140,000", 140_000, "£0.14m", "GBP 140,000.00", " £ 140 000 ")
STARTS = (date(2026, 4, 1), "1 April 2026", "2026-04-01", "01/04/2026", "1st Apr 2026")


def workbook(path: Path, *, bad: bool) -> Path:
    """Write 228 contracts with 177 providers, £32m a year and £134m in all, as people write."""
    book = Workbook()
    cover = book.active
    cover.title = "Read me"
    cover.append(["Portfolio of the commissioning team"])
    sheet = book.create_sheet("Register")
    sheet.append(["SELECT * FROM contracts WHERE live = 1"])
    sheet.append([])
    sheet.append(["Contracts register", None, None, None, None, "all values with VAT"])
    sheet.append(list(HEADINGS))
    for number in range(ROWS):
        last = number == ROWS - 1
        provider = number % PROVIDERS
        name = f"Provider {provider:03} Trust" if provider else SPELLINGS[number // PROVIDERS]
        ends: object = "31/03/2030"
        if bad and number == 5:
            ends = "31/02/2030"
        sheet.append([
            f"C-{number:04}", f"Service {number}", name, None,
            "Devolved" if number < DEVOLVED else "Central",
            220_000 if last else MONEY[number % len(MONEY)],
            "£751k" if last else 587_000, 10_000 if number < 10 else None,
            STARTS[number % len(STARTS)], ends, f"Officer {number % 7}",
        ])  # fmt: skip
    # the other two spellings, in rows whose own providers have another row
    sheet.cell(row=FIRST + PROVIDERS + 1, column=3).value = SPELLINGS[2]
    sheet.cell(row=FIRST + PROVIDERS + 2, column=3).value = SPELLINGS[3]
    sheet.row_dimensions[20].hidden = True
    book.save(path)
    return path


@pytest.fixture
def page(window: Window) -> ContractsPage:
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    return made


def asked(qtbot, page: ContractsPage, file: Path) -> ImportDialog:
    qtbot.waitUntil(lambda: not page.findChildren(ImportDialog))
    open_register(page, file)
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportDialog)), timeout=READING)
    made = page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: made.found is not None, timeout=READING)
    return made


def settled(qtbot, made: ImportDialog) -> None:
    qtbot.waitUntil(lambda: not made.later.isActive() and made.request == made.shown)


def say_day_first(qtbot, made: ImportDialog) -> None:
    made.questions.order.set_value("day first")
    made.questions.order.committed.emit()
    settled(qtbot, made)


def merge_all(qtbot, made: ImportDialog) -> None:
    for group, field in made.questions.groups.items():
        assert set(group) <= set(SPELLINGS)
        field.set_value(SPELLINGS[0])
        field.committed.emit()
    settled(qtbot, made)


def test_lincolnshires_register_comes_in_once_and_only_once(
    qtbot, window: Window, page: ContractsPage, desk: Desk, tmp_path: Path
):
    file = workbook(tmp_path / "Register.xlsx", bad=True)
    made = asked(qtbot, page, file)
    doubtful = sum(number % len(STARTS) == 3 for number in range(ROWS))
    assert (made.found.read, made.found.rejected) == (ROWS, doubtful + 1)  # none was guessed
    say_day_first(qtbot, made)
    assert (made.found.read, made.found.rejected) == (ROWS, 1)
    (problem,) = made.found.rejections
    assert (problem.row, problem.value) == (10, "31/02/2030")
    assert "Hidden rows were read too: 20." in made.found.notes
    assert desk.ask(totals, RegisterQuery()).count == 0  # nothing before a person says so
    made.reject()
    made = asked(qtbot, page, workbook(tmp_path / "Register.xlsx", bad=False))
    assert {column.heading: column.field for column in made.mapping.columns}["Suplier Name"] == (
        "provider"
    )
    assert made.found.ends_to_ask_about == ROWS
    merge_all(qtbot, made)
    say_day_first(qtbot, made)
    made.questions.end.set_value("initial")
    made.questions.end.committed.emit()
    settled(qtbot, made)
    assert (made.found.added, made.found.rejected) == (ROWS, 0)
    made.finish()
    qtbot.waitUntil(lambda: desk.ask(totals, RegisterQuery()).count == ROWS, timeout=READING)

    found = desk.ask(totals, RegisterQuery())
    assert (found.annual_pence, found.total_pence) == (3_200_000_000, 13_400_000_000)
    assert found.providers == PROVIDERS
    assert len(desk.ask(organisations)) == found.providers
    managed = desk.ask(register_groups, RegisterQuery(group="managed"), "en")
    assert {group.key: group.count for group in managed} == {"central": 208, "devolved": 20}
    sums = desk.ask(both_totals, RegisterQuery()).with_grants
    assert format_money(round(sums.mean_annual, -2)) == "£140,351"
    assert format_money(round(sums.mean_total, -2)) == "£587,719"
    assert (f"{sums.years:.2f}", f"{sums.per_provider:.2f}") == ("4.19", "1.29")
    assert sums.partner_pence == 10_000_000  # within the sums, and shown apart
    shown = {row.name: row.with_grants for row in figures(desk.ask(both_totals, RegisterQuery()))}
    assert shown["A year"] == "£32,000,000"
    assert shown["In all"] == "£134,000,000"
    assert shown["Of it partners pay, a year"] == "£100,000"
    said = "With grants: 228 agreements · £32.0m a year · £134.0m in all"
    qtbot.waitUntil(lambda: page.tools.totals.plain.startswith(said))

    again = asked(qtbot, page, file)
    say_day_first(qtbot, again)
    assert (again.found.unchanged, again.found.added, again.found.changed) == (ROWS, 0, 0)
    assert not again.again.isHidden()
    assert again.questions.groups == {}
    assert not again.main.isEnabled()
    again.reject()
    window.undo()
    QApplication.processEvents()
    assert desk.ask(totals, RegisterQuery()).count == 0
    assert desk.ask(organisations) == ()
