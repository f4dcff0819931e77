"""Registers that other people published, through the command line and through the window.

They are not part of this repository, and without them these journeys are not made.
"""

from pathlib import Path

import pytest
from journeys.hands import WAIT, Key, Mod, answer_file_dialogs, press
from journeys.programs import ROOT, Program

from commission_desk.operations.register import RegisterQuery, totals
from commission_desk.ui.dialogs.import_register import ImportDialog

DATA = next(
    (found for folder in ROOT.parents if (found := folder / "shared" / "data").is_dir()),
    ROOT.parent / "shared" / "data",
)
# File, rows, and rows left out because a newer version of the same notice is there.
REGISTERS = (
    ("grants/ABCT_grants_2013-2020.xlsx", 783, 0),
    ("grants/Trafford_voluntary_sector_grants.csv", 555, 0),
    ("ocds/contracts-finder-40-releases.json", 40, 3),
)


@pytest.fixture(params=REGISTERS, ids=lambda found: Path(found[0]).stem)
def real(request: pytest.FixtureRequest) -> tuple[Path, int, int]:
    name, rows, left_out = request.param
    if not (DATA / name).exists():
        pytest.skip(f"There is no shared/data/{name} beside this checkout; nothing was imported.")
    return DATA / name, rows, left_out


def test_a_published_register_is_taken_in_whole_by_the_command_line(real, file: Path):
    source, rows, left_out = real
    program = Program(ROOT, file.parent)
    answers = file.with_name("answers.json")
    answers.write_text('{"accept": "all"}')
    would = program.ask("import", file, source, "--mapping", answers, "--dry-run")
    done = program.ask("import", file, source, "--mapping", answers)
    assert (would["read"], would["added"]) == (rows, rows - left_out)
    assert {**would, "dry_run": False} == done
    listed = program.ask("list", file, "agreements")
    assert listed["count"] == len({row["id"] for row in listed["rows"]}) == rows - left_out
    program.say("undo", file)
    assert program.ask("list", file, "agreements")["count"] == 0


def test_a_published_register_is_taken_in_whole_by_the_window(
    real, file: Path, start, qtbot, monkeypatch: pytest.MonkeyPatch
):
    source, rows, left_out = real
    answer_file_dialogs(monkeypatch, lambda: source)
    window = start(file)
    window.go("contracts")
    page = window.pages["contracts"]
    page.import_register()
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportDialog)), timeout=WAIT)
    (dialog,) = page.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=WAIT)
    if dialog.preview.accept.isVisible():
        dialog.preview.accept.click()
        qtbot.waitUntil(lambda: dialog.request == dialog.shown and not dialog.later.isActive())
    assert (dialog.found.read, dialog.found.added) == (rows, rows - left_out)
    dialog.main.click()
    desk = window.workspace.desk
    qtbot.waitUntil(lambda: page.model.rowCount() == rows - left_out, timeout=WAIT)
    assert desk.ask(totals, RegisterQuery()).count == rows - left_out
    qtbot.waitUntil(lambda: page.body.currentIndex() == 0)
    press(window, Key.Key_Z, Mod.ControlModifier)
    assert desk.ask(totals, RegisterQuery()).count == 0
    assert desk.undo_name is None
