"""Several laptops with copies of one desk, for tests of merging."""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from desks import add, dump, edit, new_desk, rows

from commission_desk.operations.conflicts import ConflictView
from commission_desk.operations.merging import conflicts
from commission_desk.store.desk import Desk
from commission_desk.store.merging import Merged, merge_file
from commission_desk.store.sealed import digest_of, seal

HISTORY = """
SELECT s.id, s.kind, s.label, s.who, s.taken_at, s.origin, r.id,
       c.ordinal, c.kind, c.record, c.field, c.value, p.id, b.ordinal
FROM step s LEFT JOIN step r ON r.seq = s.reverses
LEFT JOIN change c ON c.step = s.seq LEFT JOIN change b ON b.seq = c.replaces
LEFT JOIN step p ON p.seq = b.step ORDER BY s.id, c.ordinal
"""
SEEN = """
SELECT s.id, c.ordinal, p.id, b.ordinal FROM seen JOIN change c ON c.seq = seen.change
JOIN step s ON s.seq = c.step JOIN change b ON b.seq = seen.seen JOIN step p ON p.seq = b.step
ORDER BY 1, 2, 3, 4
"""


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        new_desk(Path(folder)).close()
        return (Path(folder) / "working.sqlite").read_bytes()


class Laptop:
    """A laptop with a working copy of its own; copies go from one to another as sealed files."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.folder = name, folder / name
        self.folder.mkdir(parents=True)
        (self.folder / "working.sqlite").write_bytes(_empty())
        self.desk = Desk(self.folder / "working.sqlite", name)

    def sealed(self) -> Path:
        file = self.folder / f"{self.name}.cdesk"
        seal(self.desk.path, file, digest_of(file))
        return file

    def merge(self, other: "Laptop | Path") -> Merged:
        return merge_file(self.desk.path, other if isinstance(other, Path) else other.sealed())

    def twin(self, name: str) -> "Laptop":
        """Another laptop that knows what this one does."""
        made = object.__new__(Laptop)
        made.name, made.folder = name, self.folder.with_name(name)
        made.folder.mkdir()
        shutil.copy(self.desk.path, made.folder / "working.sqlite")
        made.desk = Desk(made.folder / "working.sqlite", name)
        return made

    def add(self, title: str, **values: Any) -> str:
        return self.desk.do(add, title, **values)[0]

    def edit(self, record: str, **values: Any) -> None:
        self.desk.do(edit, record, **values)

    def conflicts(self) -> tuple[ConflictView, ...]:
        return self.desk.ask(conflicts)

    def value(self, record: str, field: str = "title") -> Any:
        ((value,),) = rows(self.desk.path, f"SELECT {field} FROM action WHERE id = ?", record)
        return value

    def knows(self) -> dict[str, list[Any]]:
        """All that the desk says and knows, without the numbers of its own."""
        path = self.desk.path
        return {
            **dump(path),
            "history": rows(path, HISTORY),
            "seen": rows(path, SEEN),
            "parted": rows(path, "SELECT * FROM parted ORDER BY record, field"),
        }

    def steps(self) -> set[str]:
        return {row[0] for row in rows(self.desk.path, "SELECT id FROM step")}


def words(view: ConflictView) -> set[str]:
    """The values of a conflict."""
    return {json.dumps(version.value, default=str) for version in view.versions}
