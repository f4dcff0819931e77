"""Four hundred days of work with backups; one morning file, laptop and newest backup are bad."""

import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desks import rows, runs
from work import begin, half_done, last_agreement

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreements import edit_agreement
from commission_desk.store import engine, sealed
from commission_desk.store.backups import Backup, back_up, backups, restore
from commission_desk.store.opening import OpenDesk, make_file, open_file

START = datetime(2026, 1, 1, 9)  # noqa: DTZ001 - wall clock, as people see it
DAYS = 400
DRILLS = runs(8, 40)  # of the days, spread over all of them, with the disaster tried on each
TITLE = "SELECT title FROM agreement WHERE NOT deleted"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: this is about which backup there is, not about power cuts."""
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "synchronous=OFF"))
    monkeypatch.setattr(sealed.os, "fsync", lambda _descriptor: None)


def damage(path: Path, chance: random.Random) -> None:
    """Do to a file what disks and sync clients do; one that is empty already stays so."""
    data = path.read_bytes()
    if not data:
        return
    at = chance.randrange(len(data))
    path.write_bytes(
        chance.choice(
            (
                b"",
                data[:at],
                bytes(len(data)),
                data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
            )
        )
    )


def newest_that_opens(folder: Path, target: Path) -> Backup:
    """Restore as a person does: from the newest backup, and where it is refused from the next."""
    for backup in backups(folder):
        try:
            restore(backup.path, target)
        except UserError:
            continue
        return backup
    raise AssertionError("no backup could be restored")


def one_day(opened: OpenDesk, agreement: str, day: int, folder: Path) -> Backup:
    words = f"Day {day}"
    opened.desk.do(edit_agreement, agreement, title=words, notes=words * 40, provider=words)
    return back_up(opened.desk.path, folder, START + timedelta(days=day))


def test_on_any_day_the_newest_good_backup_comes_back(tmp_path: Path):
    chance = random.Random(1)
    opened = make_file(tmp_path / "Team.cdesk", "Officer", tmp_path / "profile")
    begin(opened.desk)
    agreement = opened.desk.ask(last_agreement)
    folder = opened.desk.path.with_name("backups")
    drill_days = {1, DAYS - 1, *chance.sample(range(2, DAYS - 1), DRILLS - 2)}
    bad_days = set(chance.sample(range(1, DAYS), DAYS // 10))
    for day in range(DAYS):
        made = one_day(opened, agreement, day, folder)
        if day in bad_days:
            damage(made.path, chance)
        if day in drill_days:
            good = max(set(range(day)) - bad_days)
            drill(tmp_path / f"drill {day}", folder, good, chance)
            shutil.rmtree(tmp_path / f"drill {day}")
    opened.desk.close()
    kept = backups(folder)
    print(f"{DAYS} days, {len(bad_days)} backups damaged, {DRILLS} drills, {len(kept)} kept")
    assert len(kept) < 60


def drill(place: Path, folder: Path, day: int, chance: random.Random) -> None:
    """Lose the file and the laptop, damage the newest backup, and bring back the day before it."""
    copy = place / "backups"
    shutil.copytree(folder, copy)
    newest = backups(copy)[0]
    damage(newest.path, chance)
    damaged = newest.path.read_bytes()
    restored = place / "Restored.cdesk"
    used = newest_that_opens(copy, restored)
    assert used.made_at == START + timedelta(days=day)
    assert newest.path.read_bytes() == damaged
    again = open_file(restored, "Officer", place / "new laptop")
    assert (again.kept, again.warning) == (None, "")
    assert rows(again.desk.path, TITLE) == [(f"Day {day}",)]
    assert half_done(again.desk.path) == []
    again.desk.do(edit_agreement, again.desk.ask(last_agreement), title="Work goes on", notes="",
                  provider="Another")  # fmt: skip
    again.shared.publish()
    again.desk.close()
    assert rows(restored, TITLE) == [("Work goes on",)]


def test_a_rule_that_counts_damaged_backups_would_have_thrown_the_good_one_away(tmp_path: Path):
    """The control: on the same shelf, keeping the newest without looking leaves nothing."""
    opened = make_file(tmp_path / "Team.cdesk", "Officer", tmp_path / "profile")
    begin(opened.desk)
    agreement = opened.desk.ask(last_agreement)
    folder = opened.desk.path.with_name("backups")
    one_day(opened, agreement, 0, folder)
    damage(one_day(opened, agreement, 1, folder).path, random.Random(1))
    opened.desk.close()
    for backup in backups(folder)[1:]:
        backup.path.unlink()
    with pytest.raises(AssertionError, match="no backup"):
        newest_that_opens(folder, tmp_path / "Restored.cdesk")
