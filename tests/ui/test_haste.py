"""The start: what is not loaded for it, and what PySide6 no longer does at every import."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_FOR_THE_FIRST_PAINT = (
    "babel", "sqlalchemy", "reportlab", "tomllib", "multiprocessing",
    "logging.handlers", "commission_desk.cli", "commission_desk.ui.later",
    "commission_desk.ui.kit.dialogs",
)  # fmt: skip
PAINT = """
import sys
from commission_desk.ui.haste import make_haste
make_haste()
from commission_desk import app
app.begin = lambda window, target: (print(*sys.modules), window.close())
app.main(sys.argv[1:])
"""
READS = """
import linecache
import PySide6.QtCore
import colorsys
print(colorsys.__file__ in linecache.cache)
from commission_desk.ui.haste import make_haste
make_haste()
import of_ours
print(of_ours.__file__ in linecache.cache)
"""
WORKS = """
from commission_desk.ui.haste import make_haste
make_haste()
from PySide6.QtWidgets import *
application = QApplication([])
button = QPushButton("Open")
button.setEnabled(False)
print(button.text(), button.isEnabled())
try:
    button.setText(3, 4)
except TypeError as problem:
    print("setText" in str(problem))
"""


def run(code: str, folder: Path) -> list[str]:
    environment = {
        "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_STATE_HOME": str(folder),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment, cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_the_first_paint_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    loaded = set(run(PAINT, tmp_path)[0].split())
    assert "commission_desk.ui.pages.today" in loaded
    assert not loaded & set(NOT_FOR_THE_FIRST_PAINT)


def test_pyside_reads_no_source_of_what_is_imported_after_it(tmp_path: Path) -> None:
    (tmp_path / "of_ours.py").write_text("PAGES = 3\n", encoding="utf-8")
    before, after = run(READS, tmp_path)
    assert before == "True"  # once PySide6 no longer does, haste need not undo it
    assert after == "False"


def test_qt_works_as_it_does_without_haste(tmp_path: Path) -> None:
    assert run(WORKS, tmp_path) == ["Open False", "True"]
