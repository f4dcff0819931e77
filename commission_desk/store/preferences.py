"""One person's settings on this laptop: language, colours, text size, recent files.

They are not part of any desk and never travel with one.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

RECENT = 8  # files remembered
FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file that was open, and the desk in it."""

    path: str
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's settings; ``scheme`` is light, dark or high; ``scale`` is 1 to 2.

    Every backup is copied to ``second_folder`` too, if one is named.
    ``soon`` is the months within which an end is near, as the content said when a desk was last
    open: the first paint does not wait for content to be read.
    """

    language: str = "en"
    scheme: str = "light"
    scale: float = 1.0
    who: str = ""
    recent: tuple[RecentFile, ...] = ()
    leave_nothing: tuple[str, ...] = ()  # desks whose working copy goes when they are closed
    page: str = "today"
    geometry: str = ""
    second_folder: str = ""
    soon: int = 0
    register_columns: str = ""  # of the register: names and widths, as JSON; empty for the usual
    plan_cycle: str = ""  # the cycle by which plans are seen; empty for their outlines

    def opened(self, path: Path, desk: str) -> "Preferences":
        """Return the settings with a file at the head of the recent ones."""
        others = tuple(file for file in self.recent if file.path != str(path))
        return replace(self, recent=(RecentFile(str(path), desk), *others)[:RECENT])

    def leaving(self, desk: str, *, nothing: bool) -> "Preferences":
        """Return the settings with what a desk leaves on this laptop when it is closed."""
        others = tuple(each for each in self.leave_nothing if each != desk)
        return replace(self, leave_nothing=(*others, desk) if nothing else others)

    def forgotten(self, path: Path) -> "Preferences":
        """Return the settings without a file that is no longer there."""
        kept = tuple(file for file in self.recent if file.path != str(path))
        return replace(self, recent=kept)


def load(folder: Path) -> Preferences:
    """Read the settings; what cannot be read is as if it had never been set."""
    try:
        read = json.loads((folder / FILE).read_text(encoding="utf-8"))
        known = {field.name for field in fields(Preferences)}
        values = {name: value for name, value in read.items() if name in known}
        values["recent"] = tuple(RecentFile(**file) for file in values.get("recent", ()))
        values["leave_nothing"] = tuple(map(str, values.get("leave_nothing", ())))
        return Preferences(**values)
    except (OSError, ValueError, TypeError, AttributeError):
        return Preferences()


def save(folder: Path, preferences: Preferences) -> None:
    """Write the settings whole."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{FILE}.part"
    partial.write_text(json.dumps(asdict(preferences), ensure_ascii=False), encoding="utf-8")
    partial.replace(folder / FILE)
