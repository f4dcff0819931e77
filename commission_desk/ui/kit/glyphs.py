"""Icon files: read once, and written again in a colour where a stylesheet needs them."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir

from commission_desk.paths import resource

STROKE = "1.75"  # Lucide's own 2 is heavy beside Source Sans at 15 px


@cache
def svg(name: str) -> str:
    """Return the SVG of an icon, its colour still ``currentColor``."""
    source = (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    return source.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def coloured(name: str, colour: str) -> bytes:
    """Return the SVG of an icon in one colour, written ``#RRGGBB``."""
    return svg(name).replace("currentColor", colour).encode()


def tinted(name: str, colour: str) -> str:
    """Return an address that a stylesheet can use for an icon in one colour.

    A stylesheet's ``url()`` takes neither a colour nor a ``data:`` address, so a coloured file is
    written, its colour in its name.
    """
    file = _folder() / f"{name}-{colour[1:]}.svg"
    if not file.exists():
        file.write_bytes(coloured(name, colour))
    return f"tinted:{file.name}"


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="commission-desk-")
    atexit.register(folder.cleanup)
    QDir.setSearchPaths("tinted", [folder.name])
    return Path(folder.name)
