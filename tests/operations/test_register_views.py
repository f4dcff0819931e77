"""Views of the register, what columns mean, and organisations that are one body."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.domain.registers import RegisterRow
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.column_mappings import forget_mapping, known_mapping
from commission_desk.operations.importing import (
    Remembered,
    existing_agreements,
    import_agreements,
)
from commission_desk.operations.organisation_merging import (
    merge_candidates,
    merge_organisations,
    merge_suggestions,
    other_names,
)
from commission_desk.operations.organisations import (
    add_organisation,
    edit_organisation,
    organisation_named,
    organisations,
)
from commission_desk.operations.records import remove
from commission_desk.operations.register import RegisterQuery, first_agreements
from commission_desk.operations.register_views import (
    ShownColumn,
    ViewSetting,
    change_view,
    rename_view,
    save_view,
    saved_views,
)
from commission_desk.operations.stakeholders import add_stakeholder, edit_stakeholder, stakeholder
from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import RegisterView
from commission_desk.store.working import create

SETTING = ViewSetting(
    view="ending", words="care", kinds=("contract",), sort="annual", descending=True,
    narrow=(("department", ("Adults", "")), ("kind", ("contract",))),
    columns=(ShownColumn("reference"), ShownColumn("service", 300)), group="sector",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    yield desk
    desk.close()


def test_a_view_is_kept_changed_renamed_removed_and_each_is_undone(desk: Desk):
    record = desk.do(save_view, " Adults ", SETTING)
    (view,) = desk.ask(saved_views)
    assert (view.id, view.title, view.setting) == (record, "Adults", SETTING)
    other = replace(SETTING, group="", columns=())
    desk.do(change_view, record, other)
    assert desk.ask(saved_views)[0].setting == other
    desk.do(rename_view, record, "Grown-ups")
    desk.do(remove, "register_view", record)
    assert desk.ask(saved_views) == ()
    for title, setting in (("Grown-ups", other), ("Adults", other), ("Adults", SETTING)):
        desk.undo()
        assert [(each.title, each.setting) for each in desk.ask(saved_views)] == [(title, setting)]
    desk.undo()
    assert desk.ask(saved_views) == ()


@pytest.mark.parametrize("title", ["", "  ", "adults"])
def test_a_view_needs_a_name_of_its_own(desk: Desk, title: str):
    desk.do(save_view, "Adults", SETTING)
    with pytest.raises(UserError):
        desk.do(save_view, title, SETTING)


def test_a_view_from_a_file_made_by_hand_shows_what_can_be_read(desk: Desk):
    desk.do(_odd_view)
    assert [each.setting for each in desk.ask(saved_views)] == [
        ViewSetting(),
        ViewSetting(narrow=(("kind", ("grant",)),), columns=(ShownColumn("a"), ShownColumn("b"))),
    ]


@named("Odd")
def _odd_view(session) -> None:
    session.add(RegisterView(title="1", filters="[", columns="{", sort="x", grouping="y"))
    filters = {
        "view": "none", "narrow": [["kind", ["grant"]], ["x", ["y"]], 3, ["sector", 4]], "kinds": 7,
    }  # fmt: skip
    columns = [["a", 10**9], ["b", "wide"], 5]
    session.add(
        RegisterView(
            title="2", position=1, filters=json.dumps(filters), columns=json.dumps(columns)
        )
    )


def test_what_columns_mean_is_remembered_and_forgotten(desk: Desk):
    fields = {"service name": "title", "who": "provider", "colour": ""}
    rows = [RegisterRow(title="Breaks", provider="Tidewater")]
    desk.do(import_agreements, rows, None, Remembered("register.xlsx", fields, "initial"))
    known = desk.ask(known_mapping, reversed(list(fields)))
    assert known is not None
    assert (known.title, known.fields, known.end_meaning) == ("register.xlsx", fields, "initial")
    assert desk.ask(known_mapping, ["who"]) is None
    desk.do(forget_mapping, known.id)
    assert desk.ask(known_mapping, fields) is None
    desk.undo()
    assert desk.ask(known_mapping, fields) == known
    desk.undo()  # the import takes it away as well: one step
    assert desk.ask(known_mapping, fields) is None
    assert desk.ask(existing_agreements) == ()


def test_merging_moves_everything_and_one_undo_parts_them_again(desk: Desk):
    one = desk.do(add_agreement, "Breaks", "Tidewater Trust")
    two = desk.do(add_agreement, "Outreach", "The Tidewater Trust Ltd")
    keep = desk.ask(organisation_named, "Tidewater Trust")
    gone = desk.ask(organisation_named, "The Tidewater Trust Ltd")
    desk.do(edit_organisation, gone, charity_number="1000001", notes="Met in May")
    person = desk.do(add_stakeholder, "Chief officer")
    desk.do(edit_stakeholder, person, organisation_id=gone)
    (group,) = desk.ask(merge_suggestions)
    assert {each.id for each in group} == {keep, gone}
    before = [row.provider for row in desk.ask(first_agreements, RegisterQuery(sort="title"))]
    merged = desk.do(merge_organisations, keep, [gone, keep])
    assert (merged.name, merged.organisations, merged.moved) == ("Tidewater Trust", 1, 2)
    assert {row.provider for row in desk.ask(first_agreements, RegisterQuery())} == {
        "Tidewater Trust"
    }
    (left,) = desk.ask(merge_candidates)
    assert (left.agreements, left.charity_number) == (2, "1000001")
    assert desk.ask(stakeholder, person).organisation_id == keep
    assert desk.ask(organisation_named, "the tidewater trust LTD") == keep
    assert desk.ask(other_names) == {"The Tidewater Trust Ltd": "Tidewater Trust"}
    desk.undo()
    after = [row.provider for row in desk.ask(first_agreements, RegisterQuery(sort="title"))]
    assert after == before == ["Tidewater Trust", "The Tidewater Trust Ltd"]
    assert desk.ask(other_names) == {}
    assert one != two


def test_a_view_of_the_merged_organisation_shows_the_one_that_stays(desk: Desk):
    keep, gone = (desk.do(add_organisation, name) for name in ("Tidewater", "Tide Water"))
    narrow = (("provider", (gone, keep)), ("kind", ("contract",)))
    desk.do(save_view, "Tidal", ViewSetting(narrow=narrow))
    desk.do(merge_organisations, keep, [gone])
    (view,) = desk.ask(saved_views)
    assert view.setting.narrow == (("provider", (keep,)), ("kind", ("contract",)))
    desk.undo()
    assert desk.ask(saved_views)[0].setting.narrow == narrow


def test_what_a_colleague_added_to_a_merged_organisation_is_merged_after_it(tmp_path: Path):
    ann = Laptop(tmp_path, "Ann")
    keep, gone = (ann.desk.do(add_organisation, name) for name in ("Harbour Youth", "Tidewater"))
    ben = ann.twin("Ben")
    ann.desk.do(merge_organisations, keep, [gone])
    ben.desk.do(add_agreement, "Breaks", "Tidewater")
    ann.merge(ben)
    found = {each.id: (each.agreements, each.gone) for each in ann.desk.ask(merge_candidates)}
    assert found == {keep: (0, False), gone: (1, True)}
    ((first, second),) = ann.desk.ask(merge_suggestions)
    assert (first.id, second.id) == (keep, gone), "it is known what it was merged into"
    ann.desk.do(merge_organisations, keep, [gone])
    assert [(each.id, each.agreements) for each in ann.desk.ask(merge_candidates)] == [(keep, 1)]


def test_two_bodies_with_two_numbers_are_not_merged(desk: Desk):
    one = desk.do(add_organisation, "Tidewater", charity_number="1")
    two = desk.do(add_organisation, "Tidewater Ltd", charity_number="2")
    with pytest.raises(UserError, match="two bodies"):
        desk.do(merge_organisations, one, [two])
    with pytest.raises(UserError, match="two organisations or more"):
        desk.do(merge_organisations, one, [one])


def test_a_register_with_the_old_spelling_changes_nothing_after_a_merge(desk: Desk):
    row = RegisterRow(title="Breaks", reference="C1", provider="Tide Water")
    desk.do(import_agreements, [row, replace(row, reference="C2", provider="Tidewater")])
    keep, gone = (desk.ask(organisation_named, name) for name in ("Tidewater", "Tide Water"))
    desk.do(merge_organisations, keep, [gone])
    names = desk.ask(other_names)
    again = replace(row, provider=names[row.provider])
    assert desk.do(import_agreements, [again]).unchanged == 1
    desk.do(import_agreements, [replace(row, reference="C3", title="Night sits")])
    assert [each.name for each in desk.ask(organisations)] == ["Tidewater"]


def test_spellings_said_while_importing_are_known_the_next_time(desk: Desk):
    rows = [RegisterRow(title="Breaks", provider="Tidewater")]
    said = Remembered(spellings={"Tide Water": "Tidewater", "Nobody": "Not here"})
    desk.do(import_agreements, rows, None, said)
    assert desk.ask(other_names) == {"Tide Water": "Tidewater"}
    desk.undo()
    assert desk.ask(other_names) == {}
