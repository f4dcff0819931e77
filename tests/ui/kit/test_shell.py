"""The window's furniture by keyboard: rail, drawer, focus ring, toast, palette, jobs."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from ui import looks

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.focus import FocusRing
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.layout import frame, hbox, vbox
from commission_desk.ui.kit.outline import Node, Outline
from commission_desk.ui.kit.palette import Command, Palette
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.rows import Row
from commission_desk.ui.kit.shell import Header, Rail
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.toast import Toast

Key = Qt.Key


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.windowHandle(), key, modifiers)


@pytest.fixture
def three(show):
    """Three buttons in a window with a focus ring."""
    body = QWidget()
    body.buttons = [button(word) for word in ("One", "Two", "Three")]
    vbox(*body.buttons, None, parent=body)
    window = show(body)
    body.ring = FocusRing(window)
    return body


def test_the_ring_goes_round_what_the_keyboard_reached(three, qtbot):
    window, ring = three.window(), three.ring
    three.buttons[0].setFocus()
    press(window, Key.Key_Tab)
    qtbot.waitUntil(ring.isVisible)
    target = three.buttons[1]
    at = target.mapTo(window, target.rect().topLeft())
    assert ring.geometry().contains(target.rect().translated(at))


def test_a_click_shows_no_ring(three, qtbot):
    press(three.window(), Key.Key_Tab)
    qtbot.waitUntil(three.ring.isVisible)
    QTest.mouseClick(
        three.window().windowHandle(), Qt.MouseButton.LeftButton,
        pos=three.buttons[2].mapTo(three.window(), three.buttons[2].rect().center()),
    )  # fmt: skip
    qtbot.waitUntil(lambda: not three.ring.isVisible())


def test_the_ring_follows_a_control_that_moves(three, qtbot):
    press(three.window(), Key.Key_Tab)
    qtbot.waitUntil(three.ring.isVisible)
    before = three.ring.geometry()
    three.window().resize(600, 500)
    focused = QApplication.focusWidget()
    focused.move(focused.x(), focused.y() + 50)
    qtbot.waitUntil(lambda: three.ring.geometry() != before)


def test_the_rail_is_one_list_with_spoken_counts(show):
    rail = Rail([("plans", "notebook-pen", "Plans"), ("risks", "triangle-alert", "Risks")], "Pages")
    rail.set_count("plans", "3")
    show(rail, 200, 300)
    rail.go("plans")
    assert rail.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Plans, 3"
    rail.setFocus()
    QTest.keyClick(rail, Key.Key_Down)
    assert rail.key() == "risks"
    rail.set_compact(True)
    assert rail.item(0).toolTip() == "Plans"


def test_an_outline_keeps_the_part_that_is_current(show):
    def parts(state):
        child = Node("size", "Size of need", Row("circle", indent=32), state)
        return [Node("need", "Needs assessment", Row("circle", bold=True), state, (child,))]

    outline = Outline("Parts of the plan")
    show(outline, 300, 400)
    told = []
    outline.show_nodes(parts("started"))
    outline.chosen.connect(told.append)
    outline.choose("size")
    outline.show_nodes(parts("written"))
    assert told[-1] == "size"
    assert outline.currentIndex().data() == "Size of need"
    spoken = outline.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Size of need, written"


@pytest.fixture
def panes(show):
    centre, inner = QWidget(), QLineEdit()
    centre.details = button("Details")
    vbox(centre.details, None, parent=centre)
    vbox(inner, None, parent=(right := QWidget()))
    made = Panes(centre, right=right, widths=(0, 320, 540))
    made.details, made.inner = centre.details, inner
    show(made, 700, 500)
    centre.details.clicked.connect(made.toggle)
    return made


def test_the_drawer_opens_and_closes_by_keyboard_and_gives_the_focus_back(panes):
    assert panes.drawer
    assert not panes.inner.isVisible()
    panes.details.setFocus()
    QTest.keyClick(panes.details, Key.Key_Space)
    assert panes.inner.isVisible()
    assert panes.right.close_button.hasFocus()
    QTest.keyClick(panes.right.close_button, Key.Key_Escape)
    assert not panes.inner.isVisible()
    assert panes.details.hasFocus()
    QTest.keyClick(panes.details, Key.Key_Space)
    QTest.keyClick(panes.right.close_button, Key.Key_Space)
    assert not panes.inner.isVisible()


def test_with_room_the_right_pane_is_no_drawer(panes, qtbot):
    with qtbot.waitSignal(panes.drawer_needed) as told:
        panes.window().resize(1200, 500)
    assert told.args == [False]
    assert panes.inner.isVisible()
    assert not panes.right.close_button.isVisible()


def test_a_header_gives_up_words_but_no_button(show):
    buttons = [button("Preview", "eye"), button("Print or export", "printer", "primary")]
    header = Header("Children with disabilities", "Plan", *buttons, find=lambda: None)
    body = QWidget()
    vbox(header, None, parent=body)
    window = show(body, 1200, 300)
    assert buttons[0].text() == "Preview"
    window.resize(420, 300)
    QApplication.processEvents()
    assert buttons[0].text() == ""
    assert buttons[0].accessibleName() == "Preview"
    assert looks.unnamed(window) == []
    assert looks.clipped(window) == []


def test_the_way_back_stands_before_the_title_and_pushes_nothing_out(show):
    back = button("", "arrow-left", "tool", tip="All meetings")
    finish = button("Finish meeting", "check", "primary")
    header = Header("Contract review", "Tuesday", finish, find=lambda: None, back=back)
    window = show(header, width=420, height=80)
    assert back.geometry().right() < header.title.geometry().left()
    assert finish.geometry().right() <= header.width()
    assert window.width() == 420


def test_a_toast_undoes_follows_the_window_and_gives_way(show, qtbot):
    undone = []
    window = show(QWidget(), 800, 600)
    Toast(window, "Contract renamed")
    toast = Toast(window, "Marked ready", lambda: undone.append(1))
    assert [t for t in window.findChildren(Toast) if t.isVisible()] == [toast]
    window.resize(500, 400)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 250) <= 1)
    assert toast.geometry().bottom() < 400
    toast.button.setFocus()
    QTest.keyClick(toast.button, Key.Key_Space)
    assert undone == [1]
    assert not toast.isVisible()


def test_a_toast_goes_away_but_not_under_the_focus(show, qtbot):
    window = show(QWidget())
    toast = Toast(window, "Deleted", lambda: None, ms=40)
    toast.button.setFocus()
    qtbot.wait(120)
    assert toast.isVisible()
    toast.button.clearFocus()
    qtbot.waitUntil(lambda: not window.findChildren(Toast))


def commands(done):
    names = ("Plans", "Print all packs", "Contracts", "Larger text")
    return [Command("house", name, lambda n=name: done.append(n)) for name in names]


def test_the_palette_runs_a_command_by_keyboard(show, qtbot):
    done = []
    window = show(QWidget())
    palette = Palette(window, commands(done))
    palette.open()
    qtbot.waitUntil(palette.box.hasFocus)
    QTest.keyClicks(palette.box, "p")
    assert palette.list.count() == 2
    QTest.keyClick(palette.box, Key.Key_Down)
    assert palette.box.hasFocus()
    QTest.keyClick(palette.box, Key.Key_Return)
    assert done == ["Print all packs"]


def test_the_palette_says_when_there_is_nothing(show):
    palette = Palette(show(QWidget()), commands([]))
    palette.open()
    QTest.keyClicks(palette.box, "zzz")
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.box, Key.Key_Return)
    assert palette.isVisible()
    assert looks.unnamed(palette) == []


def test_the_palette_finds_records_and_the_newest_words_win(show, qtbot):
    asked = []

    def search(words):
        asked.append((words, threading.get_ident()))
        return [Command("file-signature", f"Contract {words}", lambda: None, "C-1")]

    palette = Palette(show(QWidget()), commands([]), search)
    palette.open()
    QTest.keyClicks(palette.box, "short")
    qtbot.waitUntil(lambda: palette.list.count() == 1)
    assert palette.list.item(0).text() == "Contract short"
    assert [words for words, _ in asked] == ["short"]
    assert asked[0][1] != threading.get_ident()


@pytest.fixture
def status(show):
    made = frame("status", hbox(label("Saved"), None))
    show(made, 600, 60)
    return made


def test_a_job_reports_and_gives_its_result(status, qtbot):
    def work(report, stopped):
        report(60)
        return "38 packs"

    job = Job(status, "Making packs", work)
    seen = []
    job.bar.valueChanged.connect(seen.append)
    assert looks.unnamed(status) == []
    with qtbot.waitSignal(job.done) as told:
        pass
    assert told.args == ["38 packs"]
    assert seen == [60]


def test_a_cancelled_job_stops_and_gives_nothing(status, qtbot):
    done = []
    go_on = threading.Event()

    def work(report, stopped):
        while not stopped():
            go_on.wait(0.01)

    job = Job(status, "Making packs", work)
    job.done.connect(done.append)
    with qtbot.waitSignal(job.ended):
        job.cancel.click()
    assert done == []


def test_a_failed_job_tells_its_problem(status, qtbot):
    def work(report, stopped):
        raise UserError("There is no room on the disk. {title}")

    job = Job(status, "Making packs", work)
    with qtbot.waitSignals([job.failed, job.ended]):
        pass
