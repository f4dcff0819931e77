"""Which laptop's copy of a desk this is: a random id beside the working copy, in no sealed file."""

import contextlib
import re
from pathlib import Path

from commission_desk.store.tables import new_id

FILE = "origin"


def origin_of(folder: Path) -> str:
    """Return the id of this laptop's copy of a desk, made when it is first asked for.

    Where it is lost or cannot be kept a new one does: what was done under the former one is still
    in the history, and is no longer offered to be undone.
    """
    kept = folder / FILE
    found = _read(kept)
    if found is None:
        found = new_id()
        partial = kept.with_name(f"{FILE}.{found[:8]}.part")
        with contextlib.suppress(OSError):
            partial.write_text(found, encoding="utf-8")
            partial.replace(kept)
    return _read(kept) or found


def _read(kept: Path) -> str | None:
    try:
        text = kept.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return text if re.fullmatch("[0-9a-f]{32}", text) else None
