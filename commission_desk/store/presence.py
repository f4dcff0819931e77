"""Who else has a desk open: a note beside the shared file, as advice and never as a gate.

Each window writes a small file of its own and renews it; one that was not renewed for a while is
of a laptop that was closed in haste, and counts for nothing. Nothing waits for a note, and a folder
that takes none is no problem: the file is safe without.
"""

import contextlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

RENEW_EVERY = timedelta(minutes=2)
STALE_AFTER = timedelta(minutes=6)
LARGEST = 2_000  # bytes of a note that is read


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody with the desk open, and since when, in local time."""

    who: str
    since: datetime


class Presence:
    """The note of one window beside one shared file."""

    def __init__(self, file: Path, who: str) -> None:
        self.file, self.who = file, who
        self.since = datetime.now(UTC)
        self._left = False
        self._note = file.with_name(f".{file.name}.{secrets.token_hex(4)}.open")

    def renew(self, now: datetime | None = None) -> None:
        """Say that this window still has the desk open."""
        if self._left:
            return
        now = now or datetime.now(UTC)
        words = {"who": self.who, "since": self.since.isoformat(), "at": now.isoformat()}
        with contextlib.suppress(OSError):  # only advice: a folder may refuse it
            self._note.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def leave(self) -> None:
        """Take the note away, for good."""
        self._left = True
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)

    def others(self, now: datetime | None = None) -> tuple[Present, ...]:
        """Return who else has the desk open, the longest first."""
        now = now or datetime.now(UTC)
        found = sorted(self._read(now), key=lambda present: present.since)
        return tuple(found)

    def _read(self, now: datetime) -> Iterator[Present]:
        for path in self.file.parent.glob(f".{_literal(self.file.name)}.*.open"):
            if path == self._note:
                continue
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                with path.open("rb") as file:
                    words = json.loads(file.read(LARGEST))
                seen = datetime.fromisoformat(words["at"])
                if now - STALE_AFTER <= seen <= now + STALE_AFTER:
                    since = datetime.fromisoformat(words["since"]).astimezone()
                    yield Present(str(words["who"])[:80], since)


def _literal(name: str) -> str:
    """Return a name for ``glob`` in which nothing is a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
