"""Qt's own words (OK, Cancel, Close) from our catalogue: Qt ships no Welsh."""

from PySide6.QtCore import QTranslator

from commission_desk.i18n import _

KEYS = "QShortcut"  # where Qt looks up what keys are called


class CatalogueTranslator(QTranslator):
    """Answers Qt's requests for translation from the gettext catalogue.

    Keys keep their English names, since these are what the keyboard has on them.
    """

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Return the words in the window's language, or None: "" would be shown, as nothing."""
        plain = source.replace("&", "")
        found = plain if context == KEYS else _(plain)
        return found if found != plain else None

    def isEmpty(self) -> bool:
        """Say that there are translations, or Qt never asks."""
        return False
