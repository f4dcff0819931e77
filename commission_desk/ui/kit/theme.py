"""The live theme: which colours and text size the window has now.

There is one ``theme``, as there is one QApplication: it is the context in which this process
paints, held here so that painters need not be handed it through every widget. It knows nothing of
the desk. ``app`` calls ``set_up`` once and ``theme.dress(window)``; a change of colours is live, a
change of text size needs the pages rebuilt, because margins are in pixels.
"""

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from commission_desk.paths import resource
from commission_desk.ui.kit.stylesheet import stylesheet
from commission_desk.ui.kit.tokens import BODY, SCHEMES, Colours

FAMILY = "Source Sans 3"

_Role = QPalette.ColorRole
PALETTE = {
    _Role.Window: "canvas", _Role.WindowText: "text", _Role.Base: "surface",
    _Role.AlternateBase: "sunken", _Role.Text: "text", _Role.Button: "surface",
    _Role.ButtonText: "text", _Role.BrightText: "red", _Role.PlaceholderText: "muted",
    _Role.Highlight: "accent", _Role.HighlightedText: "onaccent", _Role.Accent: "accent",
    _Role.Link: "accent", _Role.LinkVisited: "accent", _Role.ToolTipBase: "text",
    _Role.ToolTipText: "canvas", _Role.Light: "surface", _Role.Midlight: "sunken",
    _Role.Mid: "line", _Role.Dark: "edge", _Role.Shadow: "edge",
}  # fmt: skip


class Theme(QObject):
    """Colours, fonts and sizes as they are now; ``changed`` is emitted after a switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = "light"
        self.scale = 1.0
        self.window: QWidget | None = None
        self.color = lru_cache(None)(lambda name: QColor(self.tokens[name]))
        self.font = lru_cache(None)(self._font)
        self.metrics = lru_cache(None)(
            lambda size=BODY, weight=400: QFontMetricsF(self.font(size, weight))
        )

    @property
    def tokens(self) -> Colours:
        """The colours of the scheme in use."""
        return SCHEMES[self.scheme]

    def px(self, length: float) -> int:
        """Scale a length in pixels by the text size."""
        return round(length * self.scale)

    def points(self, size: float) -> float:
        """Turn a size in pixels at 100% into points: sizes such as 13.5 survive only as points."""
        return size * self.scale * 72 / QApplication.primaryScreen().logicalDotsPerInch()

    def width(self, text: str, size: float = BODY, weight: int = 400) -> float:
        """Return how wide a text is on one line."""
        return self.metrics(size, weight).horizontalAdvance(text)

    def apply(self, scheme: str | None = None, scale: float | None = None) -> None:
        """Switch to "light", "dark" or "high", or to another text size (1 to 2)."""
        self.scheme, self.scale = scheme or self.scheme, scale or self.scale
        for cached in (self.color, self.font, self.metrics):
            cached.cache_clear()
        light = self.scheme == "light"
        native = Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark
        QApplication.styleHints().setColorScheme(native)  # the title bar
        QApplication.setPalette(self.palette())
        QApplication.setFont(self.font())
        if self.window is not None and isValid(self.window):
            self.window.setStyleSheet(self.stylesheet())
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Set the stylesheet on the window; dialogs and menus inherit it from their parent.

        Never on the application: every reparenting would then polish its whole subtree again
        (pages build two to three times slower, a live switch five times).
        """
        self.window = window
        window.setStyleSheet(self.stylesheet())

    def stylesheet(self) -> str:
        """Return the stylesheet for the colours and size in use."""
        return stylesheet(self.tokens, self.scale, self.points)

    def palette(self) -> QPalette:
        """Return what the stylesheet leaves: label text, selections, links, disabled text."""
        palette = QPalette()
        for role, name in PALETTE.items():
            palette.setColor(role, self.color(name))
        for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        return palette

    def _font(self, size: float = BODY, weight: int = 400) -> QFont:
        font = QFont(FAMILY)
        font.setPointSizeF(self.points(size))
        font.setWeight(QFont.Weight(weight))
        return font


theme = Theme()
px = theme.px


def set_up(application: QApplication, scheme: str = "light", scale: float = 1.0) -> None:
    """Call once, before any widget is made; Fusion has the same geometry everywhere."""
    application.setStyle("Fusion")
    for file in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    theme.apply(scheme, scale)
