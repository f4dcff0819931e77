"""A PDF file's pages as pictures and words. PDFium is not safe for two threads: one lock."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

_one_at_a_time = threading.Lock()


class PdfFile:
    """An open PDF; sizes are in points. Raises UserError if it cannot be read."""

    def __init__(self, source: Path | bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - 20 ms that start-up need not pay

        with _one_at_a_time:
            try:
                held = pypdfium2.PdfDocument(source)
                self.sizes = [held.get_page_size(number) for number in range(len(held))]
            except (pypdfium2.PdfiumError, OSError) as problem:
                message = _("This PDF cannot be shown. Save it and open it in a PDF reader.")
                raise UserError(message) from problem
        self._held: Any = held

    @property
    def count(self) -> int:
        """How many pages the file has."""
        return len(self.sizes)

    def render(self, number: int, scale: float) -> QImage:
        """Return a picture of a page; scale 1 is 72 pixels to the inch."""
        with _one_at_a_time:
            page = self._page(number)
            bitmap = page.render(scale=scale, prefer_bgrx=True, maybe_alpha=False)
            size = (bitmap.width, bitmap.height, bitmap.stride)
            picture = QImage(bytes(bitmap.buffer), *size, QImage.Format.Format_RGB32).copy()
            bitmap.close()
            page.close()
        return picture

    def text(self, number: int) -> str:
        """Return the words of a page."""
        with _one_at_a_time:
            page = self._page(number)
            words = page.get_textpage()
            text = words.get_text_bounded()
            words.close()
            page.close()
        return str(text)

    def close(self) -> None:
        """Let go of the file; a page asked for later raises ValueError."""
        with _one_at_a_time:
            if self._held is not None:
                self._held.close()
            self._held = None

    def _page(self, number: int) -> Any:
        if self._held is None:
            raise ValueError("The PDF is closed.")
        return self._held[number]
