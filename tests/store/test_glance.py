"""The first figures, read without the database layer, are those the operations give."""

import multiprocessing
import random
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

from desks import die_in_a_commit, new_desk
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.operations.today import today_view
from commission_desk.store.desk import Desk
from commission_desk.store.glance import Glance, glance
from commission_desk.store.tables import Action, Agreement, Meeting, Plan, Stakeholder, Team

TODAY = date(2026, 11, 22)
SOON = int(threshold("ending-soon").value)


def filled(session: Session) -> None:
    chance = random.Random(4)
    session.add(Team(name="Children's commissioning"))
    for number in range(80):
        ends = TODAY + timedelta(days=chance.randrange(-400, 400))
        session.add(
            Agreement(
                title=f"A{number}", annual_pence=chance.choice([None, 0, 123_456]),
                total_pence=chance.choice([None, 987_654]), ends=ends,
                current_end=chance.choice([None, ends]), risk=chance.choice(["", "red", "green"]),
                deleted=number % 7 == 0,
            )
        )  # fmt: skip
    for edge in (TODAY, date(2027, 5, 22), date(2027, 5, 23), TODAY - timedelta(days=1)):
        session.add(Agreement(title="Edge", current_end=edge))
    for number in range(8):
        session.add(
            Meeting(
                title=f"M{number}", held_on=TODAY + timedelta(days=number // 2 - 1),
                starts=chance.choice([None, time(9), time(14, 30)]), deleted=number == 3,
            )
        )  # fmt: skip
    session.add(Meeting(title="Some day"))
    session.add_all([Plan(title="P", outline_id="wales-2010"), Stakeholder(name="S")])
    session.add_all([Action(title="Open"), Action(title="Done", status="done")])


def test_the_glance_is_what_the_today_page_says(desk: Desk):
    desk.do(filled)
    seen = glance(desk.path, TODAY, SOON)
    view = desk.ask(today_view, TODAY, "en")
    assert (seen.agreements, seen.annual_pence, seen.total_pence) == (
        view.totals.count, view.totals.annual_pence, view.totals.total_pence,
    )  # fmt: skip
    assert seen.ending_soon == view.ending > 2
    assert [(m.id, m.title, m.held_on) for m in seen.next_meetings] == [
        (m.id, m.title, m.held_on) for m in view.next_meetings
    ]
    starts = [m.starts.strftime("%H:%M") if m.starts else "" for m in view.next_meetings]
    assert [m.starts for m in seen.next_meetings] == starts
    assert (seen.team, seen.plans, seen.stakeholders) == ("Children's commissioning", 1, 1)
    assert (seen.meetings, seen.actions) == (8, 1)
    assert seen.red > 0


def test_an_empty_desk_gives_an_empty_glance(desk: Desk):
    assert glance(desk.path, TODAY, SOON) == Glance()


def test_the_first_to_look_after_a_kill_rolls_back(desk: Desk):
    desk.do(filled)
    before = glance(desk.path, TODAY, SOON)
    desk.close()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=die_in_a_commit, args=(desk.path,))
    process.start()
    process.join()
    assert Path(f"{desk.path}-journal").exists(), "the control: a hot journal is left"
    assert glance(desk.path, TODAY, SOON) == before


def test_a_working_copy_that_cannot_be_read_gives_an_empty_glance(tmp_path: Path):
    assert glance(tmp_path / "gone.sqlite", TODAY, SOON) == Glance()
    (tmp_path / "damaged.sqlite").write_bytes(b"rubbish" * 1000)
    assert glance(tmp_path / "damaged.sqlite", TODAY, SOON) == Glance()
    assert not (tmp_path / "gone.sqlite").exists()


def test_a_glance_does_not_wait_for_the_database_layer(tmp_path: Path):
    path = new_desk(tmp_path).path
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from commission_desk.store.glance import glance\n"
        f"glance(Path({str(path)!r}), date(2026, 11, 22), 6); print('sqlalchemy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.stdout.strip() == "False"
