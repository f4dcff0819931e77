"""Laptops that share a desk's file in a folder."""

from pathlib import Path

from desks import rows

from commission_desk.store.opening import OpenDesk, make_file, open_file


class Laptop:
    """One laptop's profile and the folder it shares."""

    def __init__(self, shared: Path, profile: Path) -> None:
        self.shared, self.profile = shared, profile

    def make(self, name: str = "Team.cdesk") -> OpenDesk:
        return make_file(self.shared / name, "Officer", self.profile)

    def open(self, name: str = "Team.cdesk") -> OpenDesk:
        return open_file(self.shared / name, "Officer", self.profile)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.shared.iterdir())


def in_file(path: Path) -> list[str]:
    return [row[0] for row in rows(path, "SELECT title FROM action WHERE NOT deleted ORDER BY 1")]


def backups(opened: OpenDesk) -> list[Path]:
    return list(opened.desk.path.with_name("backups").glob("*.cdesk"))


def note_of(opened: OpenDesk) -> Path:
    return opened.desk.path.with_name("state.json")
