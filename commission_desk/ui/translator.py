"""Qt's own words (OK, Cancel, Close) from our catalogue: Qt ships no Welsh."""

from PySide6.QtCore import QTranslator

from commission_desk.i18n import _


class CatalogueTranslator(QTranslator):
    """Answers Qt's requests for translation from the gettext catalogue."""

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        """Return the words in the window's language; empty where the catalogue has none."""
        plain = source.replace("&", "")
        found = _(plain)
        return found if found != plain else ""

    def isEmpty(self) -> bool:
        """Say that there are translations, or Qt never asks."""
        return False
