"""The rating grid: nobody's name over another's, and everybody reached by keyboard."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from commission_desk.ui.kit.grid import Axes, RatingGrid
from commission_desk.ui.kit.gridplaces import GridPoint, Measures, Placed, nearest, place

AREA = QRectF(50, 20, 700, 470)
MEASURES = Measures(
    15, 21, 8, lambda words: 7.0 * len(words),
    lambda words, room: words if 7 * len(words) <= room else words[: int(room / 7) - 1] + "…",
)  # fmt: skip
ratings = st.integers(1, 5)
people = st.lists(st.tuples(ratings, ratings, st.integers(3, 45)), max_size=90)
AXES = Axes(
    "Interest", "Influence",
    ("Keep satisfied", "Work closely with", "Keep in view", "Keep informed"),
)  # fmt: skip
FORUM = GridPoint("forum", "Parent carer forum", 4, 4, "amber", "half", "Parent carer forum, 4, 4")
BOARD = GridPoint("board", "Health board", 5, 5, "green", "full", "Health board, 5, 5")
CLUB = GridPoint("club", "Youth club", 1, 1, "red", "empty", "Youth club, 1, 1")


def placed(found: list[tuple[int, int, int]]) -> tuple[list[Placed], list[QRectF]]:
    points = [GridPoint(n, "n" * length, x, y) for n, (x, y, length) in enumerate(found)]
    named, more = place(points, AREA, 5, MEASURES)
    return named, [rest.box for rest in more]


@settings(deadline=None)
@given(people)
def test_no_name_lies_over_another_or_over_a_ring_or_outside(found) -> None:
    named, counts = placed(found)
    boxes = [one.box for one in named if one.box is not None] + counts
    rings = [QRectF(one.centre.x() - 7, one.centre.y() - 7, 14, 14) for one in named]
    for number, box in enumerate(boxes):
        assert AREA.contains(box)
        assert not any(box.adjusted(0, 1, 0, -1).intersects(other) for other in boxes[:number])
        assert not any(box.adjusted(0, 1, 0, -1).intersects(ring) for ring in rings)


@settings(deadline=None)
@given(people)
def test_everyone_has_a_ring_in_the_cell_of_their_ratings(found) -> None:
    named, _counts = placed(found)
    assert len(named) == len(found)
    for one in named:
        x = (one.centre.x() - AREA.x()) / AREA.width() * 5 + 1
        y = 5 - (one.centre.y() - AREA.y()) / AREA.height() * 5 + 1
        assert (int(x), int(y)) == (one.point.x, one.point.y)


@settings(deadline=None)
@given(people)
def test_the_arrow_keys_reach_everyone(found) -> None:
    named, _counts = placed(found)
    if not named:
        return
    seen, todo = {named[0].point.key}, [named[0]]
    while todo:
        here = todo.pop()
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            there = nearest(named, here, dx, dy)
            if there is not None and there.point.key not in seen:
                seen.add(there.point.key)
                todo.append(there)
    assert len(seen) == len(named)


def test_a_crowded_cell_says_how_many_are_not_named() -> None:
    points = [GridPoint(n, f"Group {n}", 3, 3) for n in range(9)]
    named, more = place(points, AREA, 5, MEASURES)
    assert [one.words for one in named[:3]] == ["Group 0", "Group 1", "Group 2"]
    assert [rest.words for rest in more] == ["+6"]
    assert all(one.box is None for one in named[3:])


@pytest.fixture
def grid(show) -> RatingGrid:
    made = RatingGrid("Interest and influence", AXES)
    made.show_points([FORUM, BOARD, CLUB])
    show(made)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def spoken(grid: RatingGrid) -> str:
    return QAccessible.queryAccessibleInterface(grid).text(QAccessible.Text.Name)


def at(grid: RatingGrid, key: str) -> QPoint:
    return next(one.centre.toPoint() for one in grid.placed if one.point.key == key)


def test_focus_begins_with_the_one_who_matters_most(grid: RatingGrid) -> None:
    assert spoken(grid) == "Interest and influence: Parent carer forum, 4, 4"


def test_arrows_go_by_position_and_home_and_end_to_the_ends(grid: RatingGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current == "board"
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.current == "forum"
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current == "board"
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current == "forum"
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.current == "club"
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.current == "forum"


def test_enter_and_a_click_open(grid: RatingGrid, qtbot) -> None:
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["forum"]
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at(grid, "club"))
    assert opened.args == ["club"]


def test_control_and_an_arrow_change_one_rating_by_one(grid: RatingGrid, qtbot) -> None:
    with qtbot.waitSignal(grid.moved) as moved:
        QTest.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == ["forum", 4, 5]
    with qtbot.waitSignal(grid.moved) as moved:
        QTest.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == ["forum", 3, 4]


def test_a_rating_stays_on_the_scale(grid: RatingGrid, qtbot) -> None:
    grid.choose("board")
    with qtbot.assertNotEmitted(grid.moved):
        QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)


def test_dragging_a_ring_gives_both_ratings_and_opens_nothing(grid: RatingGrid, qtbot) -> None:
    start, end = at(grid, "club"), grid._cell(2, 4).center().toPoint()
    with qtbot.assertNotEmitted(grid.opened), qtbot.waitSignal(grid.moved) as moved:
        QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(grid, start + QPoint(20, -20))
        QTest.mouseMove(grid, end)
        QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    assert moved.args == ["club", 2, 4]


def test_the_four_fillings_look_different(grid: RatingGrid) -> None:
    pictures = []
    for filled in ("full", "half", "empty", "unknown"):
        grid.show_points([GridPoint("one", "", 3, 3, "text", filled)])
        centre = at(grid, "one")
        pictures.append(grid.grab().toImage().copy(centre.x() - 9, centre.y() - 9, 18, 18))
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[:n])
