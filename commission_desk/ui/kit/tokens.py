"""Design tokens: the colours of the three themes, and what each role of text looks like."""

from collections.abc import Mapping
from typing import NamedTuple

Colours = Mapping[str, str]

LIGHT: Colours = {
    "canvas": "#F4F6F8", "surface": "#FFFFFF", "sunken": "#EDF0F3", "softline": "#EDF0F3",
    "line": "#DDE3E9", "edge": "#7A8794", "text": "#17212B", "muted": "#566373",
    "accent": "#0B6463", "accent2": "#E2F0EF", "onaccent": "#FFFFFF", "accenthover": "#095352",
    "red": "#B3261E", "redbg": "#FBE9E7", "amber": "#8A5300", "amberbg": "#FDF0DA",
    "green": "#1B6E3C", "greenbg": "#E4F3E9", "blue": "#1D5B9E", "bluebg": "#E6F0FA",
    "nav": "#10312F", "navline": "#10312F",
    "navtext": "#D5E5E3", "navsel": "#1C4B48", "onnav": "#FFFFFF",
}  # fmt: skip

DARK: Colours = {
    "canvas": "#12181C", "surface": "#1A2227", "sunken": "#222C32", "softline": "#222C32",
    "line": "#313D45", "edge": "#74838E", "text": "#E7EDF1", "muted": "#A3B0BA",
    "accent": "#5CC5BF", "accent2": "#16393A", "onaccent": "#06201F", "accenthover": "#7AD6D0",
    "red": "#FF9A92", "redbg": "#43201E", "amber": "#F2BE6B", "amberbg": "#402E12",
    "green": "#82D6A0", "greenbg": "#17362A", "blue": "#90C2F5", "bluebg": "#1A3048",
    "nav": "#0C1F1E", "navline": "#0C1F1E",
    "navtext": "#C4D8D6", "navsel": "#1C4543", "onnav": "#FFFFFF",
}  # fmt: skip

HIGH: Colours = {
    "canvas": "#000000", "surface": "#000000", "sunken": "#1A1A1A", "softline": "#FFFFFF",
    "line": "#FFFFFF", "edge": "#FFFFFF", "text": "#FFFFFF", "muted": "#E6E6E6",
    "accent": "#FFE14D", "accent2": "#33300A", "onaccent": "#000000", "accenthover": "#FFF0A0",
    "red": "#FFB3AD", "redbg": "#3A0A08", "amber": "#FFD591", "amberbg": "#33230A",
    "green": "#A5F0BF", "greenbg": "#08301A", "blue": "#B3D7FF", "bluebg": "#0A2340",
    "nav": "#000000", "navline": "#FFFFFF",
    "navtext": "#FFFFFF", "navsel": "#33300A", "onnav": "#FFE14D",
}  # fmt: skip

SCHEMES: Mapping[str, Colours] = {"light": LIGHT, "dark": DARK, "high": HIGH}

# tone of a chip or tile -> its ink and its tint
TONES: Mapping[str, tuple[str, str]] = {
    "red": ("red", "redbg"),
    "amber": ("amber", "amberbg"),
    "green": ("green", "greenbg"),
    "blue": ("blue", "bluebg"),
    "grey": ("muted", "sunken"),
    "": ("muted", "sunken"),
}


class TextRole(NamedTuple):
    """Size in pixels at 100%, weight, and colour; no colour leaves it to the palette.

    Only the palette greys disabled text, so a colour is named where it must differ.
    """

    size: float
    weight: int = 400
    colour: str = ""


BODY = 15
SMALL = 13.5

ROLES: Mapping[str, TextRole] = {
    "h1": TextRole(21, 700),
    "h2": TextRole(22, 700),
    "h3": TextRole(16, 700),
    "big": TextRole(26, 700),
    "strong": TextRole(BODY, 600),
    "muted": TextRole(BODY, 400, "muted"),
    "small": TextRole(SMALL),
    "smallmuted": TextRole(SMALL, 400, "muted"),
    "smallstrong": TextRole(SMALL, 600),
    "kbd": TextRole(12, 400, "muted"),
    "tiny": TextRole(13, 400, "muted"),
    "saved": TextRole(13, 400, "green"),
    "problem": TextRole(SMALL, 400, "red"),
    "note": TextRole(SMALL, 400, "amber"),
    "file": TextRole(BODY, 600, "onnav"),
    "filesub": TextRole(12.5, 400, "navtext"),
    "toast": TextRole(BODY, 400, "canvas"),
}
