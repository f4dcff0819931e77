"""Charts in a Word file: the same drawing as on screen and in print, as a picture."""

from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from commission_desk.documents.charts import HEIGHT, SMALLER
from commission_desk.documents.fonts import REGULAR
from commission_desk.documents.style import INK, MUTED, RULE, WIDTH
from commission_desk.documents.text import printable
from commission_desk.documents.word.elements import Element, w
from commission_desk.documents.word.package import Package
from commission_desk.documents.word.styles import colour
from commission_desk.domain.charts import Dot, Line, Operation, Path, Point, Series, line_chart
from commission_desk.domain.charts import Words as Said
from commission_desk.domain.word_marks import cleaned
from commission_desk.paths import resource

SHARP = 3  # pixels to the point: 216 dots an inch
EMU = 12_700  # to the point
DASH = 4.0
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def picture(package: Package, number: int, series: Series, title: str, projected: str) -> Element:
    """Return the run that shows a chart; its alternative text is its title and its data."""
    data = drawn(series, printable(projected), colour(package.accent))
    inline = package.part.new_pic_inline(BytesIO(data), WIDTH * EMU, HEIGHT * EMU)
    for place in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        place.set("id", str(number))
        place.set("name", f"Chart {number}")
        place.set("descr", cleaned(f"{title}: {series.spoken}"))
    return w("r", w("drawing", inline))


def drawn(series: Series, projected: str, accent: str) -> bytes:
    """Return a chart as a picture (PNG)."""
    image = Image.new("RGB", (round(WIDTH * SHARP), HEIGHT * SHARP), "white")
    pen = ImageDraw.Draw(image)
    for operation in line_chart(series, WIDTH, HEIGHT, projected, SMALLER):
        _draw(pen, operation, f"#{accent}")
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True, dpi=(72 * SHARP, 72 * SHARP))
    return out.getvalue()


def _draw(pen: Any, operation: Operation, accent: str) -> None:
    match operation:
        case Line(start, end):
            pen.line([_at(start), _at(end)], _hex(RULE), 2)
        case Path(points, dashed=dashed):
            for one, other in pairwise(points):
                for piece in _dashes(one, other) if dashed else [(one, other)]:
                    pen.line([_at(point) for point in piece], accent, 5)
        case Dot((x, y)):
            r = 2.2
            pen.ellipse([_at((x - r, y - r)), _at((x + r, y + r))], accent)
        case Said(at, text, anchor, size=size):
            ink = MUTED if anchor == "end" else INK
            font = _font(round(size * SMALLER * SHARP))
            pen.text(_at(at), printable(text), _hex(ink), font, ANCHORS[anchor])


def _dashes(one: Point, other: Point) -> list[tuple[Point, Point]]:
    length = ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
    count = max(1, round(length / DASH))

    def at(place: float) -> Point:
        share = min(1.0, place / count)
        return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share

    return [(at(place), at(place + 1)) for place in range(0, count, 2)]


def _at(point: Point) -> Point:
    return point[0] * SHARP, point[1] * SHARP


def _hex(ink: Any) -> str:
    return f"#{ink.hexval()[2:]}"


@cache
def _font(size: int) -> Any:
    return ImageFont.truetype(str(resource(f"fonts/{REGULAR}.ttf")), size)
