"""The register filtered, grouped, laid out and kept as a view, through the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from ui.looks import clipped, unnamed
from ui.pages.contracts.parts import fill, shown

from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.register import RegisterQuery
from commission_desk.operations.register_groups import both_totals
from commission_desk.operations.register_views import ShownColumn, saved_views
from commission_desk.operations.report_parts import choice_of
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.register_columns import ColumnsDialog
from commission_desk.ui.dialogs.register_filter import FilterDialog
from commission_desk.ui.dialogs.view_name import ViewNameDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_columns import all_columns, fitting, read, usual, written
from commission_desk.ui.pages.contracts_export import write_register
from commission_desk.ui.pages.contracts_groups import GroupLine, is_group
from commission_desk.ui.pages.contracts_prints import print_list
from commission_desk.ui.window import Window

KEY = Qt.Key


def dialog(page: ContractsPage, kind: type[QDialog]):
    return page.findChildren(kind)[-1]


def lines(page: ContractsPage) -> list[str]:
    """Say each line: a group with its count, an agreement with its reference."""
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    return [
        f"{row.group.label or '-'} {row.group.count}" if isinstance(row, GroupLine)
        else row.row.reference
        for row in rows
    ]  # fmt: skip


def columns(page: ContractsPage) -> list[str]:
    return [each.name for each in page.table.shown]


def test_what_is_printed_is_filtered_and_grouped_as_the_list(page, monkeypatch):
    asked = []
    monkeypatch.setattr(page.shell, "preview", lambda *said: asked.append(said))
    page.tools.set_filter("kind", ("contract",))
    page.tools.group_by("department")
    print_list(page)
    choice = choice_of(asked[0][2])
    assert (choice.narrow, choice.group) == ((("kind", ("contract",)),), "department")


def test_both_totals_are_shown_at_once(qtbot, page: ContractsPage, desk: Desk):
    qtbot.waitUntil(lambda: page.tools.totals.plain != "")
    both = desk.ask(both_totals, RegisterQuery())
    assert (both.with_grants.count, both.without_grants.count) == (3, 2)
    said = page.tools.totals.plain
    assert said.startswith("With grants: 3 agreements · £1.5m a year")
    assert "Without grants: 2 agreements · £1.4m a year" in said
    qtbot.mouseClick(page.switch.contracts, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.header.sub.plain.startswith("2 agreements"))
    assert page.tools.totals.plain == said


def test_a_filter_is_ticked_by_keyboard_said_in_words_and_cleared(qtbot, page: ContractsPage):
    page.tools.ask_filter("kind")
    asked = dialog(page, FilterDialog)
    assert asked.list.accessibleName() == "Kind"
    asked.list.choose("grant")
    qtbot.keyClick(asked.list, KEY.Key_Space)
    asked.finish()
    assert shown(page) == ["G-0031"]
    (chip,) = page.tools.chips
    assert chip == "kind"
    words = page.tools.chips["kind"].layout().itemAt(0).widget()
    assert words.text() == "Kind: Grant"
    qtbot.waitUntil(lambda: page.header.sub.plain.startswith("1 agreement with 1"))
    off = page.tools.chips["kind"].layout().itemAt(1).widget()
    assert off.accessibleName() == "Remove the filter Kind"
    qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 3
    assert not page.tools.chips


def test_filters_add_up_and_nothing_found_shows_all_again(page: ContractsPage):
    page.tools.set_filter("kind", ("grant",))
    page.tools.set_filter("sector", ("private",))
    assert shown(page) == []
    assert page.list.currentIndex() == 1
    page._clear_filter()
    assert len(shown(page)) == 3
    assert not page.tools.chips


def test_typing_narrows_the_values_of_a_long_list(qtbot, page: ContractsPage, desk: Desk):
    record = page.model.id_at(0)
    for number in range(10):
        desk.do(edit_agreement, str(record), department=f"Department {number}")
    page.tools.ask_filter("provider")
    asked = dialog(page, FilterDialog)
    qtbot.keyClicks(asked.part.box, "harb")
    assert [asked.list.item(row).text() for row in range(asked.list.count())] == [
        "Harbour Youth Trust"
    ]
    asked.reject()


def test_groups_have_subtotals_and_open_and_close_by_keyboard(qtbot, page: ContractsPage):
    page.tools.group_by("kind")
    assert lines(page) == ["Contract 2", "C-0121", "C-0147", "Grant 1", "G-0031"]
    sums = page.model.cell(0, columns(page).index("annual"))
    assert sums.text == "£1,434,500"
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, KEY.Key_Left)
    assert lines(page) == ["Contract 2", "Grant 1", "G-0031"]
    assert is_group(page.model.id_at(page.table.currentIndex().row()))
    qtbot.keyClick(page.table, KEY.Key_Right)
    assert len(lines(page)) == 5
    page.tools.close_all()
    assert lines(page) == ["Contract 2", "Grant 1"]
    page.tools.group_by("")
    assert lines(page) == ["C-0121", "C-0147", "G-0031"]


def test_a_group_is_never_removed_and_has_no_detail(qtbot, page: ContractsPage):
    page.tools.group_by("kind")
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, KEY.Key_Delete)
    assert len(lines(page)) == 5
    assert page.detail.record == ""


def test_a_thousand_agreements_in_groups_are_all_there(qtbot, page: ContractsPage, desk: Desk):
    desk.do(fill, 1_000)
    page.tools.group_by("department")
    qtbot.waitUntil(lambda: page.model.complete)
    assert page.model.rowCount() == 1_003 + 1
    assert page.model.row(1_003).row.title == "Sibling support"  # its end is not known
    page.tools.close_all()
    assert lines(page) == ["- 1003"]


def test_columns_are_chosen_ordered_and_widened(qtbot, page: ContractsPage):
    page.tools.choose_columns()
    asked = dialog(page, ColumnsDialog)
    for name in ("risk", "grade", "provider", "service"):
        asked.list.choose(name)
        qtbot.keyClick(asked.list, KEY.Key_Space)
    asked.list.choose("provider")
    while asked.order.index("provider") > 0:
        qtbot.keyClick(asked.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    asked.wide.set_value(200)
    asked._widen()
    asked.finish()
    assert columns(page) == ["provider", "reference", "service", "annual", "end", "decision"]
    assert page.table.columnWidth(0) == theme.px(200)
    assert page.model.cell(0, 0).text == "Harbour Youth Trust"
    assert read(page.shell.settings.now.register_columns) == page.table.shown
    page.tools.show_columns(())
    assert columns(page) == [each.name for each in usual()]
    assert page.shell.settings.now.register_columns == ""


def test_columns_from_a_spoilt_settings_file_are_the_usual_ones():
    assert read("[[1") == read("[7]") == read('[["a", "b"]]') == ()
    assert fitting((ShownColumn("gone"),)) == usual()
    assert fitting((ShownColumn("risk"),)) == (ShownColumn("service"), ShownColumn("risk"))
    assert read(written((ShownColumn("risk", 90),))) == (ShownColumn("risk", 90),)


def test_every_column_says_something_and_sorts(page: ContractsPage):
    names = list(all_columns())
    page.tools.show_columns(tuple(ShownColumn(name) for name in names))
    for place, column in enumerate(page.model.columns):
        page.table.sort_by(place)
        assert page.model.query.sort == column.sort
        assert len(shown(page)) == 3
        assert page.model.headerData(place, Qt.Orientation.Horizontal)


def test_a_view_is_saved_chosen_changed_and_removed(qtbot, page: ContractsPage, desk: Desk):
    page.tools.set_filter("kind", ("contract",))
    page.tools.group_by("provider")
    page.tools.show_columns((ShownColumn("service", 300), ShownColumn("annual")))
    page.tools.save()
    asked = dialog(page, ViewNameDialog)
    asked.finish()
    assert asked.problem.plain == "Give the view a name."
    qtbot.keyClicks(asked.name.box, "Our contracts & more")
    asked.finish()
    (view,) = desk.ask(saved_views)
    pill = page.pills.own[view.id]
    assert (pill.text(), pill.accessibleName()) == ("Our contracts && more", "Our contracts & more")
    assert pill.isChecked()
    before = lines(page)
    page._clear_filter()
    page.tools.group_by("")
    page.tools.show_columns(())
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert lines(page) == before
    assert columns(page) == ["service", "annual"]
    assert list(page.tools.chips) == ["kind"]
    page.tools.group_by("")
    page.tools._change(view)
    assert desk.ask(saved_views)[0].setting.group == ""
    page.tools._remove(desk.ask(saved_views)[0])
    assert page.pills.own == {}
    page.shell.undo()
    assert list(page.pills.own) == [view.id]


def test_the_menus_offer_all_of_it(page: ContractsPage):
    def words(menu) -> list[str]:
        menu.aboutToShow.emit()
        return [each.text() for each in menu.actions() if each.text()]

    assert words(page.tools.menu) == [
        "Add a filter", "Group by", "Columns…", "Views", "Figures of this list…",
        "Details of the provider…", "Merge organisations…",
    ]  # fmt: skip
    assert words(page.tools.grouping)[:3] == ["No groups", "Department", "Provider"]
    assert words(page.tools.views_menu) == ["Save this view…"]
    page.tools._saved("Mine")
    assert words(page.tools.views_menu) == [
        "Mine", "Save this view…", "Save what the list shows as “Mine”", "Rename “Mine”…",
        "Remove “Mine”",
    ]  # fmt: skip
    page.tools.group_by("kind")
    assert words(page.tools.grouping)[-2:] == ["Open all groups", "Close all groups"]


def test_what_is_exported_follows_filters_groups_and_columns(page: ContractsPage, tmp_path):
    page.tools.set_filter("kind", ("contract",))
    page.tools.show_columns((ShownColumn("service"), ShownColumn("total")))
    path = tmp_path / "out.csv"
    names = [each.name for each in page.table.shown]
    written_rows = write_register(
        page.workspace, page.query, path, lambda _done: None, lambda: False, names
    )
    assert written_rows == 2
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[0] == "Title,Provider,Total value"


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 1.5), ("high", 2.0)])
def test_nothing_is_cut_with_filters_groups_and_dialogs(
    qtbot, window: Window, page: ContractsPage, scheme: str, scale: float
):
    theme.apply(scheme, scale)
    window.resize(1440, 900)
    window.rebuild()
    window.go("contracts")
    page = window.pages["contracts"]
    page.tools.set_filter("kind", ("contract", "grant"))
    page.tools.group_by("kind")
    qtbot.wait(60)
    assert clipped(page) == []
    assert unnamed(page) == []
    page.tools.choose_columns()
    page.tools.ask_filter("provider")
    page.tools.save()
    for kind in (ColumnsDialog, FilterDialog, ViewNameDialog):
        asked = dialog(page, kind)
        qtbot.wait(30)
        assert clipped(asked) == []
        assert unnamed(asked) == []
        asked.reject()
