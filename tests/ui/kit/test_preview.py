"""A PDF is shown page by page, spoken, zoomed and printed."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from ui import looks

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.pdf import PdfFile
from commission_desk.ui.kit.preview import KEPT, Preview
from commission_desk.ui.kit.printing import paint_pages

PAGES = 20


@pytest.fixture(scope="module")
def path(qapp, tmp_path_factory):
    made = tmp_path_factory.mktemp("pdf") / "pack.pdf"
    writer = QPdfWriter(str(made))
    painter = QPainter(writer)
    for number in range(1, PAGES + 1):
        painter.drawText(500, 500, f"Paper number {number}")
        if number < PAGES:
            writer.newPage()
    painter.end()
    return made


@pytest.fixture
def preview(path, show, qtbot):
    file = PdfFile(path)
    made = Preview(file, "Pack")
    show(made, 900, 700)
    made.pages.setFocus()
    qtbot.waitUntil(lambda: bool(made.pages.pictures))
    yield made
    file.close()


def test_the_first_page_is_rendered_and_spoken(preview):
    assert preview.place.plain == f"Page 1 of {PAGES}"
    assert preview.pages.accessibleDescription() == "Paper number 1"
    picture = next(iter(preview.pages.pictures.values()))
    shades = {picture.pixelColor(x, y).lightness() for x in range(300) for y in range(120)}
    assert min(shades) < 100 < max(shades)
    assert looks.unnamed(preview.window()) == []
    assert looks.clipped(preview.window()) == []


def test_pages_turn_by_keyboard_and_only_a_few_are_held(preview, qtbot):
    for number in range(2, PAGES + 1):
        QTest.keyClick(preview.pages, Qt.Key.Key_PageDown)
        assert preview.place.plain == f"Page {number} of {PAGES}"
        qtbot.waitUntil(lambda: not preview.pages.asked)
    assert preview.pages.accessibleDescription() == f"Paper number {PAGES}"
    assert len(preview.pages.pictures) <= KEPT
    QTest.keyClick(preview.pages, Qt.Key.Key_Home)
    assert preview.place.plain == f"Page 1 of {PAGES}"


def test_zoom_keeps_the_page(preview):
    preview.pages.go(6)
    before = preview.pages.zoom
    QTest.keyClick(preview.pages, Qt.Key.Key_Plus)
    assert preview.pages.zoom > before
    assert preview.pages.current == 6
    QTest.keyClick(preview.pages, Qt.Key.Key_0)
    assert preview.pages.fitted


def test_two_threads_may_render_at_once(path):
    file = PdfFile(path)
    wrong = []

    def work():
        wrong.extend(n for n in range(PAGES) if file.render(n, 0.5).isNull())

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_chosen_pages_are_printed(path, tmp_path):
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFromTo(2, 4)
    paint_pages(printer, PdfFile(path))
    assert PdfFile(out).count == 3


def test_a_closed_file_gives_no_page(path):
    file = PdfFile(path)
    file.close()
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.render(0, 1)


def test_what_is_no_pdf_is_refused_in_a_sentence():
    with pytest.raises(UserError, match="cannot be shown"):
        PdfFile(b"not a pdf")
