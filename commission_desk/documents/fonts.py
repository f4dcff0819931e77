"""Source Sans 3, the one typeface of every document, embedded in each."""

import unicodedata
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from commission_desk.paths import resource

REGULAR, SEMIBOLD, BOLD = "SourceSans3-Regular", "SourceSans3-Semibold", "SourceSans3-Bold"
ITALIC, SEMIBOLD_ITALIC = "SourceSans3-It", "SourceSans3-SemiboldIt"
FACES = (REGULAR, SEMIBOLD, BOLD, ITALIC, SEMIBOLD_ITALIC)


class _Widths(dict[str, float]):
    """The width of each character for a size of one point, found when first asked for."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, character: str) -> float:
        width: float = self.face.charWidths.get(ord(character), self.face.defaultWidth) * 0.001
        self[character] = width
        return width


class Font(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A TrueType font whose unused codes do not claim to be U+0000 (PDF/UA-1, 7.21.7).

    It measures text from a table by character: measuring is a quarter of the work of a layout.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widths = _Widths(self.face)

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: ARG002, N802
        """Return the width of a text, in points."""
        return sum(map(self.widths.__getitem__, text)) * size

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Add the font's subsets to the document."""
        for subset in self.state[document].subsets:
            subset[:] = [code or 0xFFFD for code in subset]
        super().addObjects(document)


@cache
def register() -> None:
    """Make the faces known to ReportLab; within a text, bold is the semibold face."""
    for face in FACES:
        pdfmetrics.registerFont(Font(face, str(resource(f"fonts/{face}.ttf"))))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD_ITALIC
    )
    for face in (SEMIBOLD, BOLD):  # bold within a bold line stays as it is
        pdfmetrics.registerFontFamily(
            face, normal=face, bold=face, italic=SEMIBOLD_ITALIC, boldItalic=SEMIBOLD_ITALIC
        )


@cache
def covered() -> frozenset[str]:
    """Return the characters that every face has and that are to be seen."""
    register()
    faces = (pdfmetrics.getFont(face).face.charToGlyph for face in FACES)
    codes = set.intersection(*(set(glyphs) for glyphs in faces))
    hidden = {"Cc", "Cf", "Cn", "Co", "Cs"}  # U+FEFF, which the font has, fails 7.21.7
    return frozenset(c for c in map(chr, codes) if unicodedata.category(c) not in hidden)


def text_width(text: str, font: str, size: float) -> float:
    """Return the width of a text on one line, in points."""
    width: float = pdfmetrics.stringWidth(text, font, size)
    return width


def fitted(text: str, width: float, font: str, size: float) -> str:
    """Return the text, or as much of it as fits in ``width`` points, with an ellipsis."""
    if text_width(text, font, size) <= width:
        return text
    kept = text[: int(width / size * 6)]  # no letter is narrower than a sixth of its size
    while kept and text_width(kept + "…", font, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
