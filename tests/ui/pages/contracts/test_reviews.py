"""The Reviews and Evidence tabs and the sight of service reviews, through the window."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from ui.looks import settled, unnamed
from ui.pages.contracts.parts import TODAY, part, type_into

from commission_desk import i18n
from commission_desk.operations.actions import actions
from commission_desk.operations.agreement_reviews import agreement_reviews
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.documents_kept import FileRead, documents, file_of
from commission_desk.operations.feedback import add_feedback, feedback
from commission_desk.operations.service_reviews import add_service_review, service_review
from commission_desk.store.desk import Desk
from commission_desk.ui import finder, openedfiles
from commission_desk.ui.dialogs.document import DocumentDialog, EarlierFiles
from commission_desk.ui.dialogs.feedback import FeedbackDialog
from commission_desk.ui.dialogs.service_review import ServiceReviewDialog
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.pages import contracts_documents
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_documents import paths_in
from commission_desk.ui.window import Window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[FileRead]:
    """Catch what would be handed to another program."""
    found: list[FileRead] = []
    monkeypatch.setattr(contracts_documents, "hand_over", found.append)
    return found


def said(page: ContractsPage) -> str:
    return page.findChildren(Dialog)[-1].body.findChildren(type(page.detail.title))[0].plain


def test_a_review_is_begun_written_finished_and_undone(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    reviews = part(page, "reviews")
    assert "review every 3 months" in reviews.why.plain
    qtbot.mouseClick(reviews.begin, Qt.MouseButton.LeftButton)
    sheet = reviews.sheet
    sheet.finish()
    assert "Say what the review found" in sheet.problem.plain
    type_into(qtbot, sheet.fields["took_part"].field, "The provider")
    box = sheet.fields["found"].field.box
    box.setFocus()
    qtbot.keyClicks(box, "It works")
    for name in ("configuration", "quality", "efficiency", "expected", "actual"):
        sheet.fields[name].field.box.setPlainText("As it was")
        sheet.fields[name].field.edited.emit()
    follows = sheet.fields["conclusion"].field
    follows.set_value("improve")
    follows._chosen()
    sheet.tasks.task.box.setFocus()
    qtbot.keyClicks(sheet.tasks.task.box, "Mend the heating")
    qtbot.keyClick(sheet.tasks.task.box, Qt.Key.Key_Return)
    assert [row.title for row in desk.ask(actions, agreement_id=breaks)] == ["Mend the heating"]
    sheet.finish()
    (found,) = desk.ask(agreement_reviews, breaks)
    assert (found.finished, found.took_part, found.found) == (True, "The provider", "It works")
    assert "last yearly evaluation" in reviews.evaluated.plain.lower()
    assert reviews.begin.text() == "Begin a review"
    window.undo()
    assert not desk.ask(agreement_reviews, breaks)[0].finished
    assert "found" in reviews.sheet.fields


def test_words_typed_in_a_review_are_kept_on_leaving_and_a_bad_day_is_said(
    qtbot, page: ContractsPage, desk: Desk, breaks: str, others: list[str]
):
    reviews = part(page, "reviews")
    reviews.start()
    box = reviews.sheet.fields["found"].field.box
    box.setFocus()
    qtbot.keyClicks(box, "Half a sentence")
    page.table.choose(others[0])
    assert desk.ask(agreement_reviews, breaks)[0].found == "Half a sentence"
    page.table.choose(breaks)
    held = reviews.sheet.fields["held_on"].field
    type_into(qtbot, held, "31 Feb 2026")
    assert held.reason.plain
    assert reviews.unkept() == [held.name]


def test_an_overdue_review_is_said(page: ContractsPage, desk: Desk, breaks: str):
    page.do(edit_agreement, breaks, review_on=TODAY - timedelta(3))
    reviews = part(page, "reviews")
    assert reviews.due.plain.startswith("Review overdue since")
    assert "by hand" in reviews.why.plain


def test_feedback_is_added_line_by_line_and_answered(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    shown = part(page, "evidence").feedback
    shown.said.box.setFocus()
    for words in ("Kind staff", "Too cold"):
        qtbot.keyClicks(shown.said.box, words)
        qtbot.keyClick(shown.said.box, Qt.Key.Key_Return)
    assert shown.said.box.hasFocus()
    assert {each.said for each in desk.ask(feedback, breaks)} == {"Kind staff", "Too cold"}
    qtbot.keyClick(shown.said.box, Qt.Key.Key_Return)
    assert shown.said.reason.plain == "Write what was said."
    shown.table.selectRow(0)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    ask = page.findChildren(FeedbackDialog)[-1]
    ask.people.box.setText("0")
    ask.finish()
    assert "how many" in ask.problem.plain
    ask.people.box.setText("4")
    ask.did.box.setPlainText("Heating mended")
    ask.finish()
    assert "We did: Heating mended" in shown.model.cell(0, 1).spoken
    shown.table.selectRow(0)
    shown.table.actions()[1].trigger()
    assert len(desk.ask(feedback, breaks)) == 1
    window.undo()
    assert len(desk.ask(feedback, breaks)) == 2


def test_files_are_dropped_pasted_opened_replaced_and_removed(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str, tmp_path: Path,
    opened: list[FileRead], monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    one.write_bytes(b"%PDF one")
    two.write_bytes(b"%PDF two")
    shown = part(page, "evidence").documents
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one))])
    move, copy = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
    dropped = QDropEvent(
        QPointF(5, 5), move | copy, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    shown.dropEvent(dropped)
    assert dropped.dropAction() == copy
    assert one.exists()
    QGuiApplication.clipboard().setText(f'"{two}"')
    shown.table.setFocus()
    qtbot.keyClick(shown.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [each.title for each in desk.ask(documents, breaks)] == ["one", "two"]
    shown.table.selectRow(0)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened == [FileRead("one.pdf", b"%PDF one")]
    first = shown.model.rows[0]
    shown.replace_with(first, two)
    assert desk.ask(file_of, first.id).data == b"%PDF two"
    shown.earlier(shown.model.rows[0])
    ask = page.findChildren(EarlierFiles)[-1]
    ask.table.selectRow(1)
    qtbot.keyClick(ask.table, Qt.Key.Key_Return)
    assert opened[-1].data == b"%PDF one"
    target = tmp_path / "saved"
    monkeypatch.setattr(
        contracts_documents.QFileDialog, "getSaveFileName", lambda *_: (str(target), "")
    )
    shown.save(shown.model.rows[0])
    assert target.with_suffix(".pdf").read_bytes() == b"%PDF two"
    shown.table.setFocus()
    shown.table.selectRow(0)
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert len(desk.ask(documents, breaks)) == 1
    window.undo()
    assert len(desk.ask(documents, breaks)) == 2


def test_what_runs_is_refused_and_the_others_are_kept(
    page: ContractsPage, desk: Desk, breaks: str, tmp_path: Path
):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.exe"
    good.write_bytes(b"%PDF")
    bad.write_bytes(b"MZ")
    shown = part(page, "evidence").documents
    shown.take([bad, good])
    assert [each.title for each in desk.ask(documents, breaks)] == ["good"]
    assert "of a kind that runs" in said(page)


def test_a_document_kept_elsewhere(page: ContractsPage, desk: Desk, breaks: str):
    shown = part(page, "evidence").documents
    shown.add_elsewhere()
    ask = page.findChildren(DocumentDialog)[-1]
    ask.name.box.setText("Deed")
    ask.finish()
    assert "where the document is kept" in ask.problem.plain
    ask.place.box.setText("Strong room, shelf 3")
    ask.finish()
    assert "Strong room" in shown.model.cell(0, 0).spoken


def test_paths_are_read_from_text_and_nothing_else(tmp_path: Path):
    file = tmp_path / "a b.pdf"
    file.write_bytes(b"x")
    assert paths_in(f"'{file}'\n{QUrl.fromLocalFile(str(file)).toString()}\nhttp://x/y") == [
        file, file,
    ]  # fmt: skip
    assert paths_in("nothing here\n" + "a" * 9000) == []


def test_a_copy_that_is_opened_may_only_be_read_and_goes_in_the_end():
    path = openedfiles.write_copy(FileRead("a.pdf", b"%PDF"))
    assert path.read_bytes() == b"%PDF"
    assert not path.stat().st_mode & 0o222
    openedfiles.forget_copies()
    assert not path.parent.exists()


def test_a_service_review_is_planned_and_agreements_are_picked_by_keyboard(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    page.do(edit_agreement, breaks, ends=TODAY + timedelta(days=300))
    window.go("register", "", "service-reviews")
    sight = page.sights.current
    assert "1 end has no service review planned." in sight.summary.plain
    sight.show_what.set_value("gaps")
    sight.show_what.committed.emit()
    sight.plan_table.setFocus()
    sight.plan_table.selectRow(0)
    qtbot.keyClick(sight.plan_table, Qt.Key.Key_Insert)
    ask = sight.findChildren(ServiceReviewDialog)[-1]
    ask.finish()
    assert "title" in ask.problem.plain
    ask.name.box.setText("Short breaks from 2030")
    ask.finish()
    qtbot.waitUntil(lambda: sight.sheet is not None)
    assert [row.id for row in sight.sheet.model.rows] == [breaks]
    assert "0 ends have" in sight.summary.plain
    status = sight.sheet.elements["consultation", "status"].field
    status.set_value("done")
    status._chosen()
    found = desk.ask(service_review, sight.chosen)
    assert (found.settled, found.elements[1].done_on) == (1, TODAY)
    assert "1 of 6" in sight.sheet.counted.plain
    sight.sheet.table.setFocus()
    sight.sheet.table.selectRow(0)
    qtbot.keyClick(sight.sheet.table, Qt.Key.Key_Delete)
    assert sight.sheet.model.rows == []
    window.undo()
    assert len(sight.sheet.model.rows) == 1
    ended = sight.sheet.fields["status"].field
    ended.set_value("decided")
    ended._chosen()
    assert "Say what was decided" in ended.reason.plain


def test_a_service_review_is_found_by_its_words(window: Window, page: ContractsPage, desk: Desk):
    record = desk.do(add_service_review, "Zanzibar respite")
    (hit,) = finder._search(window)("zanzibar")
    hit.run()
    assert page.where() == (record, "service-reviews")


@pytest.mark.parametrize("code", ["en", "cy"])
@pytest.mark.parametrize("name", ["reviews", "evidence"])
def test_nothing_is_cut_and_everything_is_named(
    window: Window, page: ContractsPage, desk: Desk, breaks: str, code: str, name: str
):
    desk.do(add_feedback, breaks, "Too cold", TODAY, kind="complaint", source="families")
    if name == "reviews":
        part(page, "reviews").start()
    i18n.use(code)
    window.rebuild()
    window.go("agreement", breaks, name)
    shown = window.pages["contracts"].detail
    assert settled(shown) == []
    assert unnamed(shown) == []
