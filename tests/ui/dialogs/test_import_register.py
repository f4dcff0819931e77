import csv
from pathlib import Path

import pytest
from ui.looks import settled, unnamed

from commission_desk.domain.dates import DayOrder
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.register import (
    AgreementRow,
    RegisterQuery,
    first_agreements,
    totals,
)
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.import_register import ImportDialog, open_register
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window

HEADINGS = ("Contract no.", "Service / title", "Supplier", "PA value (£)", "Commences", "End date")
READING = 20_000  # ms: another process is started to read


@pytest.fixture
def page(window: Window) -> ContractsPage:
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    return made


def register(folder: Path, *rows: tuple[str, ...]) -> Path:
    file = folder / "Services.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("Services of the year",), (), HEADINGS, *rows])
    return file


CLEAR = (
    ("C-1", "Youth housing", "Northgate Homes Ltd", "£140,000", "2026-04-01", "2029-03-31"),
    ("C-2", "Family support", "Harbour Youth", "140k", "2026-04-01", "2027-03-31"),
)
DOUBTFUL = (
    ("C-3", "Leaving care", "Clear Voice CIC", "Nil", "03/04/2026", "02/03/2029"),
    ("C-4", "Short stay", "Clear Voice C.I.C.", "about five", "03/04/2026", "02/03/2029"),
)


def dialog(qtbot, page: ContractsPage, file: Path) -> ImportDialog:
    open_register(page, file)
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportDialog)), timeout=READING)
    made = page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: made.found is not None)
    return made


def looked(qtbot, made: ImportDialog) -> None:
    """Wait until an answer has been worked into the preview."""
    qtbot.waitUntil(lambda: not made.later.isActive() and made.request == made.shown)


def agreements(desk: Desk) -> list[AgreementRow]:
    return desk.ask(first_agreements, RegisterQuery(sort="reference"))


def test_a_register_is_imported_in_one_step_and_undone(
    qtbot, window: Window, page: ContractsPage, desk: Desk, tmp_path: Path
):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    assert made.main.text() == "Import 2 agreements"
    assert agreements(desk) == []
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 2)
    first = agreements(desk)[0]
    assert (first.reference, first.title, first.provider) == (
        "C-1", "Youth housing", "Northgate Homes Ltd",
    )  # fmt: skip
    assert first.annual_pence == 14_000_000
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    assert window.findChildren(Toast)[-1].words.plain == "Imported 2 agreements."
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    window.undo()
    assert agreements(desk) == []


def test_leaving_the_dialog_changes_nothing(qtbot, page: ContractsPage, desk: Desk, tmp_path: Path):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    made.reject()
    assert agreements(desk) == []
    assert desk.undo_name is None


def test_columns_say_what_they_were_taken_for_and_can_be_changed(
    qtbot, page: ContractsPage, tmp_path: Path
):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    fields = made.columns.fields
    assert [field.value() for field in fields.values()] == [
        "reference", "title", "provider", "annual", "start", "end",
    ]  # fmt: skip
    assert made.columns.chips[1].plain == "Known"
    fields[1].set_value("service")
    fields[1]._chosen()
    looked(qtbot, made)
    assert made.found.rows[0].row.service == "Youth housing"
    fields[2].set_value("service")
    fields[2]._chosen()
    looked(qtbot, made)
    assert fields[1].value() is None
    assert made.found.rows[0].row.service == "Northgate Homes Ltd"


def test_dates_are_asked_about_and_rows_with_problems_named(
    qtbot, page: ContractsPage, desk: Desk, tmp_path: Path
):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR, *DOUBTFUL))
    assert (made.found.added, made.found.rejected) == (2, 2)
    assert "03/04/2026" in made.questions.order.help.plain
    made.preview.only.click()
    assert [row.row_number for row in made.preview.model.rows] == [6, 7]
    assert "two different days" in made.preview.model.cell(0, 5).text
    made.questions.order.set_value(DayOrder.DAY_FIRST.value)
    made.questions.order._chosen()
    looked(qtbot, made)
    assert (made.found.added, made.found.rejected) == (3, 1)
    why = made.preview.model.cell(0, 5).text
    assert why.startswith("PA value (£) “about five”: ")
    made.preview.accept.click()
    looked(qtbot, made)
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 4)
    assert [row.start.isoformat() for row in agreements(desk)[2:]] == ["2026-04-03"] * 2
    assert agreements(desk)[2].annual_pence == 0
    assert agreements(desk)[3].annual_pence is None


def test_an_end_date_means_what_the_person_says(
    qtbot, page: ContractsPage, desk: Desk, tmp_path: Path
):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    assert made.questions.end.isVisible()
    made.questions.end.set_value("extended")
    made.questions.end._chosen()
    looked(qtbot, made)
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 2)
    assert {row.end_meaning for row in agreements(desk)} == {"extended"}


def test_spellings_are_one_provider_only_on_a_persons_word(
    qtbot, page: ContractsPage, desk: Desk, tmp_path: Path
):
    rows = [(*row[:3], "£1", "2026-04-01", "2027-03-31") for row in DOUBTFUL]
    made = dialog(qtbot, page, register(tmp_path, *rows))
    assert {row.row.provider for row in made.found.rows} == {
        "Clear Voice CIC", "Clear Voice C.I.C.",
    }  # fmt: skip
    (asked,) = made.questions.groups.values()
    asked.set_value("Clear Voice CIC")
    asked._chosen()
    looked(qtbot, made)
    assert {row.row.provider for row in made.found.rows} == {"Clear Voice CIC"}
    assert list(made.questions.groups.values()) == [asked]
    made.finish()
    qtbot.waitUntil(lambda: desk.ask(totals, RegisterQuery()).providers == 1)


def test_what_is_there_already_is_changed_not_doubled(
    qtbot, page: ContractsPage, desk: Desk, tmp_path: Path
):
    desk.do(add_agreement, "Youth housing", "Northgate Homes Ltd", reference="C-1")
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    assert (made.found.added, made.found.changed) == (1, 1)
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 2)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("empty.xlsx", b"", "empty"), ("broken.xlsx", b"PK\x03\x04 not a workbook", "broken.xlsx")],
)
def test_a_bad_file_is_one_sentence(
    qtbot, window: Window, page: ContractsPage, tmp_path: Path, name: str, content: bytes,
    sentence: str,
):  # fmt: skip
    file = tmp_path / name
    file.write_bytes(content)
    open_register(page, file)
    qtbot.waitUntil(lambda: bool(window.findChildren(Dialog)), timeout=READING)
    said = window.findChildren(Dialog)[-1]
    words = said.body.layout().itemAt(0).widget().plain
    assert sentence in words
    assert "Traceback" not in words
    assert page.findChildren(ImportDialog) == []
    said.reject()


def test_reading_can_be_cancelled(qtbot, window: Window, page: ContractsPage, tmp_path: Path):
    open_register(page, register(tmp_path, *CLEAR))
    (job,) = window.findChildren(Job)
    job.cancel.click()
    with qtbot.waitSignal(job.ended, timeout=READING):
        pass
    assert page.findChildren(ImportDialog) == []
    assert window.findChildren(Dialog) == []


def test_a_file_without_a_register_says_so_inside(qtbot, page: ContractsPage, tmp_path: Path):
    file = tmp_path / "people.csv"
    file.write_text("Colour,Taste\nred,sweet\n", encoding="utf-8")
    open_register(page, file)
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportDialog)), timeout=READING)
    made = page.findChildren(ImportDialog)[-1]
    assert "looks like the headings" in made.problem.plain
    assert not made.main.isEnabled()
    made.sheet.row.set_value(1)
    made.sheet._row()
    qtbot.waitUntil(lambda: made.found is not None)
    made.reject()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_and_everything_is_named(
    qtbot, window: Window, desk: Desk, tmp_path: Path, scale: float
):
    theme.apply("light", scale)
    window.rebuild()
    window.go("contracts")
    page = window.pages["contracts"]
    made = dialog(qtbot, page, register(tmp_path, *CLEAR, *DOUBTFUL))
    qtbot.wait(100)
    assert settled(made) == []
    assert unnamed(made) == []
    made.reject()


def test_long_names_and_headings_wrap(qtbot, page: ContractsPage, tmp_path: Path):
    long = "The Association of Providers of Support to Families in the Northern Districts"
    rows = [
        ("C-1", "a", f"{long} Ltd", "£1", "", ""),
        ("C-2", "b", f"{long} Limited", "£1", "", ""),
    ]
    made = dialog(qtbot, page, register(tmp_path, *rows))
    qtbot.wait(100)
    assert made.questions.groups
    assert settled(made) == []


def test_spellings_of_the_desk_alone_are_not_asked_about(
    qtbot, page: ContractsPage, desk: Desk, tmp_path: Path
):
    for name in ("Ash Trust Ltd", "Ash Trust Limited"):
        desk.do(add_agreement, f"From {name}", name)
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    assert made.questions.groups == {}


def test_columns_are_taken_as_last_time_and_can_be_forgotten(
    qtbot, window: Window, page: ContractsPage, desk: Desk, tmp_path: Path
):
    made = dialog(qtbot, page, register(tmp_path, *CLEAR))
    assert made.again.isHidden()
    place = HEADINGS.index("Contract no.")
    made.columns.fields[place].set_value("source_id")
    made.columns._choose(place)
    made.questions.end.set_value("initial")
    made.questions.end.committed.emit()
    looked(qtbot, made)
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 2)
    more = [*CLEAR, ("C-9", "Night sits", "Harbour Youth", "1k", "2026-04-01", "2027-03-31")]
    again = dialog(qtbot, page, register(tmp_path, *more))
    assert not again.again.isHidden()
    assert "as last time, for “Services.csv”" in again.again.says.plain
    assert again.columns.fields[place].value() == "source_id"
    assert again.questions.end.value() == "initial"
    looked(qtbot, again)
    assert (again.found.unchanged, again.found.added) == (2, 1)
    again.again.forget.click()
    looked(qtbot, again)
    assert again.again.isHidden()
    assert again.columns.fields[place].value() == "reference"
    again.reject()
    qtbot.waitUntil(lambda: not page.findChildren(ImportDialog))
    page.shell.undo()
    third = dialog(qtbot, page, register(tmp_path, *more))
    assert not third.again.isHidden()
    third.reject()


def test_spellings_merged_while_importing_are_known_the_next_time(
    qtbot, window: Window, page: ContractsPage, desk: Desk, tmp_path: Path
):
    rows = [
        ("C-1", "Leaving care", "Clear Voice CIC", "Nil", "2026-04-01", ""),
        ("C-2", "Short stay", "Clear Voice C.I.C.", "Nil", "2026-04-01", ""),
    ]
    made = dialog(qtbot, page, register(tmp_path, *rows))
    (field,) = made.questions.groups.values()
    field.set_value("Clear Voice CIC")
    field.committed.emit()
    looked(qtbot, made)
    made.finish()
    qtbot.waitUntil(lambda: len(agreements(desk)) == 2)
    assert {row.provider for row in agreements(desk)} == {"Clear Voice CIC"}
    again = dialog(qtbot, page, register(tmp_path, *rows))
    assert (again.found.unchanged, again.found.changed, again.found.added) == (2, 0, 0)
    assert again.questions.groups == {}
    assert again.main.text() == "Nothing to import"
    again.reject()
