"""The main job through the window, from a spreadsheet to printed minutes, and the day after."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from journeys.hands import WAIT, Key, Mod, answer_file_dialogs, click, fill, keys, pick, press
from journeys.papers import words_of
from journeys.register import write_register
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.meetings import meeting, meetings
from commission_desk.operations.minutes import entries
from commission_desk.operations.plans import plan, plans
from commission_desk.operations.register import AgreementRow, RegisterQuery, first_agreements
from commission_desk.operations.stakeholders import contacts, stakeholders
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.answer import ReasonDialog
from commission_desk.ui.dialogs.contact import ContactDialog
from commission_desk.ui.dialogs.import_register import ImportDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog
from commission_desk.ui.dialogs.new_stakeholder import NewStakeholder
from commission_desk.ui.dialogs.preview import PreviewDialog
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the window shows the person's own day
DUE = TODAY + timedelta(days=14)
NOTES = "Sessions are behind target since the summer."
DECISIONS = ("Keep the target as it is", "Ask for a recovery plan")
TASKS = (
    ("Send the recovery plan", "Provider manager"),
    ("Check the transport rates", "Finance partner"),
    ("Visit the new building", "Commissioning officer"),
)
PEOPLE = ("Commissioning officer", "Provider manager", "Finance partner")


def found(window: Window, kind: type) -> object:
    """Return the dialog of a kind that is open."""
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


def register(desk: Desk) -> list[AgreementRow]:
    return list(desk.ask(first_agreements, RegisterQuery(sort="reference")))


def logged(desk: Desk) -> list[ActionRow]:
    return sorted(desk.ask(actions), key=lambda row: [task for task, _ in TASKS].index(row.title))


def desk_of(window: Window) -> Desk:
    assert window.workspace.desk is not None
    return window.workspace.desk


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the person chooses in the system's own file dialog: the newest of this list."""
    files = [write_register(tmp_path)]
    answer_file_dialogs(monkeypatch, lambda: files[-1])
    return files


def import_the_register(window: Window, qtbot) -> None:
    """See what would come in, settle what is asked, take it in; back and again in one step."""
    desk = desk_of(window)
    window.go("contracts")
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.body.currentIndex() == 1)
    click(page.body, "Import a register")
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportDialog)), timeout=WAIT)
    dialog = found(window, ImportDialog)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=WAIT)
    assert (dialog.found.added, dialog.found.rejected) == (3, 1)
    (wrong,) = [row for row in dialog.found.rows if row.verdict == "rejected"]
    assert wrong.row_number == 8
    assert "31/02/2029" in "".join(problem.value for problem in wrong.problems)
    click(dialog.preview, dialog.preview.only.text())
    assert [row.row_number for row in dialog.preview.model.rows] == [8]
    (spelling,) = dialog.questions.groups.values()
    pick(spelling, "Clear Voice CIC")
    qtbot.waitUntil(lambda: dialog.request == dialog.shown and not dialog.later.isActive())
    assert register(desk) == []

    assert dialog.main.text() == "Import 3 agreements"
    click(dialog, "Import 3 agreements")
    qtbot.waitUntil(lambda: len(register(desk)) == 3, timeout=WAIT)
    held = [(row.reference, row.provider, row.annual_pence) for row in register(desk)]
    assert held == [
        ("R-1", "Northgate Homes", 14_000_000), ("R-2", "Clear Voice CIC", 14_000_000),
        ("R-3", "Clear Voice CIC", 0),
    ]  # fmt: skip
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and page.body.currentIndex() == 0)
    press(window, Key.Key_Z, Mod.ControlModifier)
    assert register(desk) == []
    press(window, Key.Key_Z, Mod.ControlModifier | Mod.ShiftModifier)
    assert [(row.reference, row.provider, row.annual_pence) for row in register(desk)] == held
    qtbot.waitUntil(lambda: page.body.currentIndex() == 0)
    assert page.model.rowCount() == 3


def call_the_review(window: Window, qtbot, reference: str, day: date) -> str:
    """Ask for a review on the agreement's own Meetings tab; return the meeting."""
    agreement = next(row for row in register(desk_of(window)) if row.reference == reference)
    window.go("agreement", agreement.id, "meetings")
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.detail.record == agreement.id)
    click(page.detail, "Prepare review meeting")
    dialog = found(window, ReviewMeetingDialog)
    fill(dialog.day, f"{day:%d/%m/%Y}")
    fill(dialog.clock, "10")
    click(dialog, "Prepare meeting")
    assert window.here == "meetings"
    return str(window.pages["meetings"].open_id)


def hold_the_review(window: Window, record: str) -> None:
    """Put people and items in order, then minute the meeting with the keys."""
    desk, one = desk_of(window), window.pages["meetings"].one
    for name in PEOPLE:
        fill(one.arrange.people.name, name)
        press(window, Key.Key_Return)
    before = [item.id for item in desk.ask(meeting, record).items]
    one.agenda.items.setFocus()
    one.agenda.items.choose(before[2])
    press(window, Key.Key_Down, Mod.AltModifier)
    after = [item.id for item in desk.ask(meeting, record).items]
    assert after == [*before[:2], before[3], before[2], *before[4:]]

    click(one, "Start meeting")
    one.agenda.attendance.people.setFocus()
    press(window, Key.Key_Home)
    for key in (Key.Key_P, Key.Key_P, Key.Key_A):
        press(window, key)
        press(window, Key.Key_Down)
    assert [(p.name, p.status) for p in desk.ask(meeting, record).attendance] == list(
        zip(PEOPLE, ("present", "present", "apologies"), strict=True)
    )
    one.minutes.focus_notes()
    one.step(1)
    keys(window, NOTES)
    for way in DECISIONS:
        press(window, Key.Key_D, Mod.ControlModifier)
        keys(window, way)
        press(window, Key.Key_Return)
    for task, owner in TASKS:
        press(window, Key.Key_T, Mod.ControlModifier)
        keys(window, task)
        press(window, Key.Key_Tab)
        keys(window, owner)
        press(window, Key.Key_Tab)
        keys(window, f"{DUE:%d/%m/%Y}")
        press(window, Key.Key_Return)
    click(one, "Finish meeting")
    view = desk.ask(meeting, record)
    taken = [entry.text for found in desk.ask(entries, record).values() for entry in found]
    assert taken == [*DECISIONS, *(task for task, _owner in TASKS)]
    assert view.row.status == "held"
    assert [(row.owner, row.due) for row in logged(desk)] == [(owner, DUE) for _, owner in TASKS]


def save_the_paper(window: Window, qtbot, chosen: list[Path], name: str) -> str:
    """Save what is previewed and return its words as a reader would find them."""
    dialog = found(window, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=WAIT)
    chosen.append(chosen[0].with_name(f"{name}.pdf"))
    click(dialog, "Save a copy")
    dialog.close()
    QApplication.processEvents()
    return words_of(chosen[-1])


def print_the_papers(window: Window, qtbot, chosen: list[Path]) -> None:
    one = window.pages["meetings"].one
    one.preview_agenda()
    agenda = save_the_paper(window, qtbot, chosen, "agenda")
    assert "Contract review: Family support" in agenda
    items = [item.title for item in one.view.items]
    assert [title for title in items if title not in agenda] == []
    one.preview_minutes()
    minutes = save_the_paper(window, qtbot, chosen, "minutes")
    wanted = [NOTES, *DECISIONS, *PEOPLE, *(task for task, _owner in TASKS)]
    assert [words for words in wanted if words not in minutes] == []
    assert f"{DUE.day} {DUE:%B %Y}" in minutes or f"{DUE.day} {DUE:%b %Y}" in minutes


def write_the_plan(window: Window, qtbot, chosen: list[Path]) -> None:
    desk = desk_of(window)
    window.go("plans")
    page = window.pages["plans"]
    click(page.body, "New plan")
    ask = found(window, NewPlanDialog)
    fill(ask.fields.title, "Family services")
    press_default(ask)
    prompts = [prompt.id for prompt in page.whole.outline.prompts]
    for part, words in ((0, "What families need."), (1, "How it was found out.")):
        page.open_part(prompts[part])
        page.editor.edit.setFocus()
        keys(window, words)
    qtbot.waitUntil(page.pane.ready.isEnabled)  # what was typed has been kept
    click(page.pane, "Mark ready for review")
    page.open_part(prompts[2])
    click(page.pane, "Not applicable…")
    reason = found(window, ReasonDialog)
    reason.reason.box.setFocus()
    reason.reason.box.setPlainText("The partnership writes this.")
    click(reason, "Mark as not applicable")
    (row,) = desk.ask(plans)
    kept = [desk.ask(plan, row.id).answer(key) for key in prompts[:3]]
    assert [(one.status, one.text.plain) for one in kept] == [
        ("draft", "What families need."), ("ready", "How it was found out."),
        ("not-applicable", ""),
    ]  # fmt: skip
    page.prints.preview()
    printed = save_the_paper(window, qtbot, chosen, "plan")
    wanted = ("Family services", "What families need.", "How it was found out.",
              "The partnership writes this.")  # fmt: skip
    assert [words for words in wanted if words not in printed] == []


def meet_a_stakeholder(window: Window) -> None:
    """Put a stakeholder on the map and record what they said and were promised."""
    desk = desk_of(window)
    window.start("stakeholders")
    page = window.pages["stakeholders"]
    ask = found(window, NewStakeholder)
    fill(ask.name, "Parent carer forum")
    pick(ask.interest, 5)
    press_default(ask)
    page.record_contact()
    ask = found(window, ContactDialog)
    ask.who.box.setFocus()
    QTest.keyClicks(ask.who.box, "parent")
    QTest.keyClick(ask.who.box, Key.Key_Return)
    pick(ask.fields["method"], "meeting")
    fill(ask.fields["about"], "Short breaks")
    fill(ask.fields["promised"], "Send the survey")
    press_default(ask)
    assert [row.name for row in desk.ask(stakeholders)] == ["Parent carer forum"]
    (contact,) = desk.ask(contacts)
    assert (contact.who, contact.about, contact.promised) == (
        ("Parent carer forum",), "Short breaks", "Send the survey",
    )  # fmt: skip


def press_default(dialog) -> None:
    assert dialog.main.isDefault()
    dialog.main.click()
    QApplication.processEvents()


def everything(desk: Desk) -> dict[str, object]:
    """Return what was kept, to compare with after the restart."""
    (record,) = [row.id for row in desk.ask(plans)]
    held = desk.ask(meetings)
    return {
        "register": register(desk),
        "meetings": [desk.ask(meeting, row.id) for row in held],
        "taken": [desk.ask(entries, row.id) for row in held],
        "actions": desk.ask(actions),
        "plan": desk.ask(plan, record),
        "people": (desk.ask(stakeholders), desk.ask(contacts)),
    }


def test_the_main_job_from_a_spreadsheet_to_minutes_and_the_day_after(
    file: Path, start, qtbot, chosen: list[Path]
):
    window = start(file)
    import_the_register(window, qtbot)
    review = call_the_review(window, qtbot, "R-2", TODAY)
    assert desk_of(window).ask(meeting, review).row.starts == time(10)
    hold_the_review(window, review)
    print_the_papers(window, qtbot, chosen)
    window.go("actions")
    shown = window.pages["actions"].model.rows
    assert {row.title for row in shown} == {task for task, _owner in TASKS}
    following = call_the_review(window, qtbot, "R-2", TODAY + timedelta(days=90))
    assert following != review
    arising = window.pages["meetings"].one.room.matters
    assert {row.title for row in arising} == {task for task, _owner in TASKS}
    window.pages["meetings"].one.preview_agenda()
    agenda = save_the_paper(window, qtbot, chosen, "next agenda")
    assert "matters arising" in agenda
    meet_a_stakeholder(window)
    write_the_plan(window, qtbot, chosen)
    before = everything(desk_of(window))
    last = desk_of(window).undo_name
    assert window.close()
    window = start(file)
    desk = desk_of(window)
    assert everything(desk) == before
    assert desk.undo_name == last
    window.go("history")
    press(window, Key.Key_Z, Mod.ControlModifier)
    assert everything(desk) != before
    press(window, Key.Key_Z, Mod.ControlModifier | Mod.ShiftModifier)
    assert everything(desk) == before
