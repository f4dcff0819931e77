"""Two people change one desk without seeing each other: both versions are shown, one is chosen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from ui import looks

from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.operations.actions import actions, add_action, edit_action
from commission_desk.operations.merging import conflicts
from commission_desk.operations.plans import new_plan, plan, write_answer
from commission_desk.store.opening import OpenDesk, open_file
from commission_desk.ui.dialogs.one_text import OneText
from commission_desk.ui.dialogs.other_copies import copies_beside
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.window import Window

PROMPT = "wales-2010.needs.demography"


@pytest.fixture
def theirs(window: Window, tmp_path: Path):
    """The same desk on another laptop, by the service manager."""
    window.workspace.do(add_action, "Send the plan")
    window.workspace.shared.publish()
    opened = open_file(window.workspace.file, "Service manager", tmp_path / "other")
    yield opened
    opened.desk.close()


def both_rename(window: Window, theirs: OpenDesk) -> str:
    record = window.workspace.ask(actions)[0].id
    theirs.desk.do(edit_action, record, title="Send the recovery plan by Friday")
    theirs.shared.publish()
    window.workspace.do(edit_action, record, title="Send the plan to the forum")
    window.workspace.shared.publish()
    return record


def words(window: Window) -> str:
    page = window.pages["settling"]
    return "\n".join(label.plain for label in page.findChildren(Label) if label.isVisible())


def press(window: Window, name: str) -> None:
    found = [
        each for each in window.pages["settling"].findChildren(QPushButton)
        if each.isVisible() and each.text() == name
    ]  # fmt: skip
    found[0].click()


def test_both_versions_stand_side_by_side_until_one_is_chosen(
    window: Window, theirs: OpenDesk, qtbot
) -> None:
    record = both_rename(window, theirs)
    window.go("settling")
    qtbot.wait(50)
    assert "Send the recovery plan by Friday" in words(window)
    assert "Send the plan to the forum" in words(window)
    assert "Service manager" in words(window)
    assert "Before either: Send the plan" in words(window)
    press(window, "Take this one")
    assert not window.workspace.ask(conflicts)
    assert window.workspace.ask(actions)[0].title == "Send the recovery plan by Friday"
    assert "Nothing to settle" in words(window)
    window.undo()
    assert len(window.workspace.ask(conflicts)) == 1
    window.workspace.shared.publish()
    assert record


def test_today_leads_to_what_has_to_be_settled(window: Window, theirs: OpenDesk, qtbot) -> None:
    both_rename(window, theirs)
    window.go("today")
    window.pages["today"].refresh()

    def needs() -> list[QPushButton]:
        return [
            each for each in window.pages["today"].findChildren(QPushButton)
            if each.accessibleName().startswith("Open: Choose between two versions")
        ]  # fmt: skip

    qtbot.waitUntil(lambda: len(needs()) == 1)
    needs()[0].click()
    assert window.here == "settling"


def test_one_text_is_written_from_both_and_keeps_its_structure(
    window: Window, theirs: OpenDesk, qtbot
) -> None:
    record = window.workspace.do(new_plan, "Children with disabilities")
    window.workspace.shared.publish()
    theirs.shared.publish()
    theirs.desk.do(write_answer, record, PROMPT, from_plain("About 840 by 2029."))
    theirs.shared.publish()
    window.workspace.do(write_answer, record, PROMPT, from_plain("It will pass 850."))
    window.workspace.shared.publish()
    window.go("settling")
    qtbot.wait(50)
    press(window, "Write one text from both…")
    dialog = window.findChild(OneText)
    together: RichText = dialog.editor.text()
    assert {block.text for block in together.blocks} == {"About 840 by 2029.", "It will pass 850."}
    dialog.finish()
    answer = window.workspace.ask(plan, record).answer(PROMPT)
    assert answer.text == together
    assert not window.workspace.ask(conflicts)


def test_a_copy_beside_the_file_is_offered_and_merged(
    window: Window, theirs: OpenDesk, qtbot
) -> None:
    file = window.workspace.file
    beside = file.with_name("Team (conflicted copy).cdesk")
    theirs.desk.do(add_action, "Visit the coastal site")
    theirs.shared.publish()
    file.replace(beside)
    window.workspace.shared.publish()
    dialog = copies_beside(window, (beside,))
    dialog.open()
    merge = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Merge")
    merge.click()
    qtbot.waitUntil(lambda: len(window.workspace.ask(actions)) == 2, timeout=5_000)
    assert beside.exists()
    dialog.accept()


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 2.0)])
def test_nothing_is_clipped_or_unnamed(
    window: Window, theirs: OpenDesk, qtbot, scheme: str, scale: float
) -> None:
    both_rename(window, theirs)
    theme.apply(scheme, scale)
    window.rebuild()
    window.go("settling")
    assert looks.settled(window) == []
    assert not looks.unnamed(window)
