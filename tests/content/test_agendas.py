import pytest

from commission_desk.content.agendas import agenda_template, agenda_templates, read_agendas
from commission_desk.content.reading import parse

AGENDA = """
[[agenda]]
id = "x"
title = { en = "a", cy = "b" }
note = { en = "a", cy = "b" }
dated = 2026-01-01
source = "s"
[[agenda.item]]
key = "welcome"
title = { en = "a", cy = "b" }
"""


def test_templates_are_the_five_a_team_starts_with():
    assert [t.id for t in agenda_templates()] == [
        "contract-review", "contract-review-standard", "joint-board", "workshop", "free",
    ]  # fmt: skip


def test_the_full_contract_review_has_its_ten_items_in_order():
    review = agenda_template("contract-review")
    assert [item.key for item in review.items] == [
        "welcome", "previous-minutes", "performance", "feedback", "contract-finance", "risks",
        "improvement", "actions", "other-business", "next-meeting",
    ]  # fmt: skip


def test_only_the_look_at_improvement_is_yearly():
    yearly = [(t.id, i.key) for t in agenda_templates() for i in t.items if i.yearly]
    assert yearly == [("contract-review", "improvement")]


def test_a_review_fits_an_hour_and_a_half_without_the_yearly_item():
    assert agenda_template("contract-review").minutes == 90
    assert sum(i.minutes for i in agenda_template("contract-review").items) == 110


def test_the_standard_review_has_the_four_items_of_its_source():
    standard = agenda_template("contract-review-standard")
    assert [i.key for i in standard.items] == [
        "previous-minutes", "performance", "contract-finance", "next-steps",
    ]  # fmt: skip


def test_the_board_has_the_five_headings_of_its_source_between_opening_and_close():
    board = agenda_template("joint-board")
    assert [i.key for i in board.items][2:7] == [
        "delivery-plan", "risks", "resources", "engagement", "programme",
    ]  # fmt: skip


def test_the_blank_agenda_is_blank():
    assert agenda_template("free").items == ()


def test_every_item_says_what_it_is_for_and_who_leads():
    for template in agenda_templates():
        for item in template.items:
            assert item.purpose, (template.id, item.key)
            assert item.lead, (template.id, item.key)
            assert item.minutes > 0, (template.id, item.key)


def test_a_purpose_that_does_not_exist_is_refused_by_name():
    with pytest.raises(ValueError, match=r"agenda 'x', item 'welcome': purpose 'chat' is not one"):
        read_agendas(parse("agendas.toml", AGENDA + 'purpose = "chat"\n'))


def test_an_item_there_twice_is_refused():
    twice = AGENDA + AGENDA[AGENDA.index("[[agenda.item]]") :]
    with pytest.raises(ValueError, match="item 'welcome' is there twice"):
        read_agendas(parse("agendas.toml", twice))
