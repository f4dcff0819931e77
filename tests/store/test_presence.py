"""Who else has a desk open is advice: right when it can be, silent when it cannot."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from commission_desk.store.presence import STALE_AFTER, Presence

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_two_windows_see_each_other_and_not_themselves(tmp_path: Path) -> None:
    file = tmp_path / "Team [1].cdesk"
    officer, manager = Presence(file, "Commissioning officer"), Presence(file, "Service manager")
    officer.renew(NOW)
    manager.renew(NOW)
    assert [present.who for present in officer.others(NOW)] == ["Service manager"]
    assert [present.who for present in manager.others(NOW)] == ["Commissioning officer"]
    manager.leave()
    assert officer.others(NOW) == ()


def test_a_laptop_closed_in_haste_is_soon_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "Team.cdesk"
    Presence(file, "Service manager").renew(NOW)
    mine = Presence(file, "Commissioning officer")
    assert mine.others(NOW + STALE_AFTER)
    assert not mine.others(NOW + STALE_AFTER + timedelta(seconds=1))


def test_another_desks_note_or_rubbish_counts_for_nothing(tmp_path: Path) -> None:
    mine = Presence(tmp_path / "Team.cdesk", "Commissioning officer")
    Presence(tmp_path / "Other.cdesk", "Service manager").renew(NOW)
    for number, content in enumerate((b"", b"[]", b'{"who": 1}', b"\xff\xfe", b"{" * 5_000)):
        (tmp_path / f".Team.cdesk.{number}.open").write_bytes(content)
    assert mine.others(NOW) == ()


def test_a_folder_that_takes_no_note_is_no_problem(tmp_path: Path) -> None:
    mine = Presence(tmp_path / "gone" / "Team.cdesk", "Commissioning officer")
    mine.renew(NOW)
    assert mine.others(NOW) == ()
    mine.leave()
