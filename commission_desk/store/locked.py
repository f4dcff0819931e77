"""Whether a file is locked: its first bytes tell, before anything heavy is loaded."""

from pathlib import Path

FAMILY = b"CDESKLOCK"  # whatever the version of the layout


def is_locked(path: Path) -> bool:
    """Say whether a file is locked; one that cannot be read is not."""
    try:
        with path.open("rb") as file:
            return file.read(len(FAMILY)) == FAMILY
    except OSError:
        return False
