"""How documents look: page, colours and paragraph styles, in the house's accent colour."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from commission_desk.documents.fonts import BOLD, REGULAR, SEMIBOLD, register

PAGE = A4
MARGIN = 52.5
WIDTH = PAGE[0] - 2 * MARGIN
TOP, BOTTOM = 84.0, 60.0
HEIGHT = PAGE[1] - TOP - BOTTOM
ACROSS = PAGE[1] - 2 * MARGIN
"""The width of a page on its side, between its margins."""

INK = HexColor("#17212B")
MUTED = HexColor("#4D5B68")
RULE = HexColor("#D3DADF")
STRONG_RULE = HexColor("#8A97A1")
PALE = HexColor("#F3F5F7")
LINK = "#1D4F91"
DECISION, DECISION_TINT = HexColor("#1D4F91"), HexColor("#EFF4FA")
RISK, RISK_TINT = HexColor("#8A4B00"), HexColor("#FBF4EA")
FALLBACK_ACCENT = "#0B6463"


@dataclass(frozen=True)
class Look:
    """The styles of one house; ``items`` are the styles of list items by level."""

    accent: Any
    title: ParagraphStyle
    cover_title: ParagraphStyle
    cover_subtitle: ParagraphStyle
    draft: ParagraphStyle
    subtitle: ParagraphStyle
    section: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    body: ParagraphStyle
    agreed: ParagraphStyle
    muted: ParagraphStyle
    quote: ParagraphStyle
    items: tuple[ParagraphStyle, ...]
    label: ParagraphStyle
    decision: ParagraphStyle
    action: ParagraphStyle
    risk: ParagraphStyle
    contents: tuple[ParagraphStyle, ...]
    cell: ParagraphStyle
    cell_small: ParagraphStyle
    cell_strong: ParagraphStyle
    cell_muted: ParagraphStyle
    column_head: ParagraphStyle
    fact: ParagraphStyle
    fact_name: ParagraphStyle


@cache
def look(accent: str) -> Look:
    """Return the styles for an accent colour, "#0B6463"; a colour that is none is replaced."""
    register()
    colour = HexColor(accent if re.fullmatch("#[0-9A-Fa-f]{6}", accent) else FALLBACK_ACCENT)
    body = _style("body", size=10.5, leading=15, spaceAfter=6)
    muted = _style("muted", body, textColor=MUTED)
    contents = _style("contents", body, rightIndent=36, spaceAfter=1)
    cell = _style("cell", size=10, leading=14)
    item = _style("item", body, spaceAfter=3)
    return Look(
        accent=colour,
        title=_style("title", font=BOLD, size=20, leading=25, spaceAfter=2),
        cover_title=_style("cover title", font=BOLD, size=30, leading=36, spaceAfter=8),
        cover_subtitle=_style("cover subtitle", muted, size=14, leading=19, spaceAfter=14),
        draft=_style("draft", font=SEMIBOLD, size=11, leading=18),
        subtitle=_style("subtitle", muted, size=12, leading=16, spaceAfter=11),
        section=_style("section", font=BOLD, size=16, leading=20, spaceBefore=26, spaceAfter=6),
        heading=_style(
            "heading", font=SEMIBOLD, size=12.5, leading=16, spaceBefore=18, spaceAfter=4
        ),
        subheading=_style(
            "subheading", font=SEMIBOLD, size=10.5, leading=15, spaceBefore=6, spaceAfter=2
        ),
        body=body,
        agreed=_style("agreed", body, spaceBefore=20),
        muted=muted,
        quote=_barred(
            "quote", STRONG_RULE, None, body, spaceBefore=7, spaceAfter=9, pad=2, textColor=MUTED
        ),
        items=tuple(
            _style(f"item {n}", item, leftIndent=18 + 16 * n, bulletIndent=5 + 16 * n)
            for n in range(5)
        ),
        label=_style("label", size=8.5, leading=14),
        decision=_barred("decision", DECISION, DECISION_TINT),
        action=_barred("action", colour, tint(colour)),
        risk=_barred("risk", RISK, RISK_TINT),
        contents=(
            _style("contents 1", contents, font=SEMIBOLD, spaceBefore=5),
            _style("contents 2", contents, leftIndent=14),
        ),
        cell=cell,
        cell_small=_style("small cell", cell, size=8.5, leading=11.5),
        cell_strong=_style("strong cell", cell, font=SEMIBOLD),
        cell_muted=_style("muted cell", cell, textColor=MUTED),
        column_head=_style("column head", font=SEMIBOLD, size=8.5, leading=12, textColor=MUTED),
        fact=_style("fact", size=10.5, leading=14.5),
        fact_name=_style("fact name", size=10.5, leading=14.5, textColor=MUTED),
    )


@dataclass(frozen=True)
class ShortLook:
    """The styles of a paper that says much on one page."""

    figure: ParagraphStyle
    counted: ParagraphStyle
    head: ParagraphStyle
    body: ParagraphStyle
    item: ParagraphStyle
    more: ParagraphStyle


@cache
def short_look(accent: str) -> ShortLook:
    """Return the styles of a paper on one page, in an accent colour."""
    colour = look(accent).accent
    body = _style("short", size=9.5, leading=12.5, spaceAfter=4)
    return ShortLook(
        figure=_style("figure", font=BOLD, size=20, leading=24, textColor=colour, spaceBefore=7),
        counted=_style("counted", size=9, leading=11.5, textColor=MUTED, spaceAfter=8),
        head=_style("short head", font=SEMIBOLD, size=11.5, leading=15, spaceBefore=8,
                    spaceAfter=4),
        body=body,
        item=_style("short item", body, leftIndent=11, bulletIndent=1),
        more=_style("more", body, textColor=MUTED),
    )  # fmt: skip


PLAIN = 14
"""The least size of the letters of a plain summary, in points."""


@cache
def plain_look(accent: str) -> Look:
    """Return the styles of a paper for everybody: large letters, short lines, room around them."""
    usual = look(accent)
    narrow: dict[str, Any] = {"rightIndent": 52}
    body = _style("plain", size=PLAIN, leading=21, spaceAfter=9, **narrow)
    item = _style("plain item", body, leftIndent=22, bulletIndent=4, spaceAfter=8)
    return replace(
        usual,
        title=_style("plain title", font=BOLD, size=28, leading=34, spaceAfter=6, **narrow),
        subtitle=_style("plain subtitle", size=16, leading=22, textColor=MUTED, spaceAfter=12),
        draft=_style("plain draft", font=SEMIBOLD, size=PLAIN, leading=24),
        section=_style("plain section", font=BOLD, size=19, leading=24, textColor=usual.accent,
                       spaceBefore=20, spaceAfter=7),
        subheading=_style("plain subheading", font=SEMIBOLD, size=15, leading=21, spaceBefore=6,
                          spaceAfter=3, **narrow),
        body=body,
        muted=_style("plain muted", body, textColor=MUTED),
        quote=_barred("plain quote", STRONG_RULE, None, body, spaceBefore=8, spaceAfter=10, pad=2),
        items=tuple(
            _style(f"plain item {n}", item, leftIndent=22 + 20 * n, bulletIndent=4 + 20 * n)
            for n in range(5)
        ),
        cell=_style("plain cell", size=PLAIN, leading=20),
        cell_small=_style("plain cell", size=PLAIN, leading=20),
        column_head=_style("plain head", font=SEMIBOLD, size=PLAIN, leading=20, textColor=MUTED),
    )  # fmt: skip


def room_down(width: float) -> float:
    """Return how tall the text is on a page whose text is as wide as this."""
    room: float = PAGE[0] - TOP - BOTTOM if width > WIDTH + 1 else HEIGHT
    return room


def tint(colour: Any) -> Any:
    """Return a colour at a fourteenth of its strength on white."""
    parts = (1 - (1 - part) / 14 for part in colour.rgb())
    return HexColor("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in parts)))


def _style(
    name: str,
    parent: ParagraphStyle | None = None,
    *,
    font: str = "",
    size: float = 0,
    leading: float = 0,
    **more: Any,
) -> ParagraphStyle:
    base = {} if parent else {"fontName": REGULAR, "textColor": INK, "bulletFontName": REGULAR}
    given = {"fontName": font, "fontSize": size, "bulletFontSize": size, "leading": leading}
    kept = {key: value for key, value in given.items() if value}
    return ParagraphStyle(name, parent=parent, **(base | kept | more))


def _barred(
    name: str, bar: Any, back: Any, parent: ParagraphStyle | None = None, **more: Any
) -> ParagraphStyle:
    """Return the style of a ``Barred`` text; ``pad`` is the tint above and below, in points."""
    indent = {"leftIndent": 11, "rightIndent": 9, "spaceBefore": 14, "spaceAfter": 14}
    given: dict[str, Any] = indent | {"bar": bar, "back": back, "pad": 5} | more
    letters = (parent.fontSize, parent.leading) if parent else (10.5, 15)
    return _style(name, parent, size=letters[0], leading=letters[1], **given)
