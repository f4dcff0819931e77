"""A PDF on paper, through the system's own print dialog."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from commission_desk.ui.kit.pdf import PdfFile

DPI = 300


def print_pdf(parent: QWidget, file: PdfFile, title: str) -> bool:
    """Ask for a printer and pages, and print; return whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, file.count)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, file)
    return True


def paint_pages(printer: QPrinter, file: PdfFile) -> None:
    """Draw the chosen pages at 300 dots to the inch, each as large as its paper allows."""
    first = max(1, printer.fromPage() or 1)
    last = min(file.count, printer.toPage() or file.count)
    printer.setFullPage(True)
    turn(printer, file, first - 1)
    painter = QPainter(printer)
    for number in range(first - 1, last):
        if number >= first:
            turn(printer, file, number)
            printer.newPage()
        picture = file.render(number, DPI / 72)
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        size = picture.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRect(paper.topLeft(), size)
        at.moveCenter(paper.center())
        painter.drawImage(at, picture)
    painter.end()


def turn(printer: QPrinter, file: PdfFile, number: int) -> None:
    """Turn the paper to the page: an agenda may have a wide table among its papers."""
    width, height = file.sizes[number]
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if width > height else ways.Portrait)
