from datetime import date

import pytest

from commission_desk.content.agendas import PURPOSES
from commission_desk.content.choices import (
    Choice,
    choice,
    choice_list,
    choice_lists,
    choices,
    choices_on,
    known_choice,
)
from commission_desk.content.labels import NO_LABEL
from commission_desk.content.reading import STATUSES

WANTED = {
    "sector": "statutory private third social-enterprise",
    "agreement-kind": "contract grant sla framework call-off spot",
    "managed": "central devolved",
    "term-option-status": "available exercised declined",
    "end-meaning": "initial extended unknown",
    "meeting-role": "chair member attending",
    "stakeholder-kind": "person group organisation",
    "cycle-stage": "analyse plan secure review",
    "plan-level": "strategic operational micro",
    "plan-status": "draft in-review approved published superseded",
    "answer-status": "not-started draft ready agreed not-applicable",
    "meeting-kind": "contract-review board workshop other",
    "minutes-status": "draft circulated approved signed",
    "attendance-status": "present in-attendance apologies absent",
    "decision-way": "agreed vote chairs-action deferred",
    "action-class": "corrective developmental other",
    "action-status": "open done dropped",
    "action-outcome": "met partly not-met",
    "measure-kind": "input activity output outcome experience",
    "direction": "higher lower",
}


@pytest.mark.parametrize("list_id", WANTED)
def test_ids_are_the_ones_records_keep(list_id: str):
    assert [c.id for c in choices(list_id)] == WANTED[list_id].split()


@pytest.mark.parametrize(
    "list_id",
    ["organisation-size", "regime", "route", "vat-basis", "stakeholder-category", "frequency",
     "engagement-method", "meeting-status", "contact-way", "keeping-reason", "risk-level"],
)  # fmt: skip
def test_longer_lists_are_there(list_id: str):
    assert len(choices(list_id)) >= 3


def test_one_choice_is_found_by_its_id():
    third = choice("sector", "third")
    assert (third.label.en, third.label.cy) == ("Third sector", "Trydydd sector")


def test_a_choice_or_a_list_that_does_not_exist_is_a_key_error():
    with pytest.raises(KeyError, match="no sector 'fourth'"):
        choice("sector", "fourth")
    with pytest.raises(KeyError, match="no choice list 'sectors'"):
        choices("sectors")


def test_purposes_and_statuses_in_content_have_words():
    assert {c.id for c in choices("item-purpose")} == set(PURPOSES) - {""}
    assert {c.id for c in choices("content-status")} == set(STATUSES)


def test_a_toned_choice_has_a_shape_too_so_that_colour_is_not_alone():
    for found in choice_lists().values():
        assert all(bool(c.tone) <= bool(c.icon) for c in found.choices), found.id


def test_the_groups_that_must_be_heard_are_those_the_standard_names_first():
    assert [c.id for c in choices("stakeholder-category") if c.must_hear] == [
        "people", "carers", "seldom-heard", "providers-third", "providers-private",
        "practitioners", "health",
    ]  # fmt: skip


def test_labels_in_one_list_differ_in_both_languages():
    for found in choice_lists().values():
        for words in ("en", "cy"):
            said = [c.label.text(words) for c in found.choices]
            assert len(set(said)) == len(said), (found.id, words)


def test_every_list_has_a_source_and_a_date():
    assert all(found.source and found.dated for found in choice_lists().values())
    assert "Welsh framework" in choice_list("sector").source


def test_regimes_and_routes_are_offered_as_they_stood_on_a_day():
    def ids(list_id: str, day: date, kept: str = "") -> set[str]:
        return {each.id for each in choices_on(list_id, day, kept)}

    before, after = date(2023, 12, 31), date(2025, 2, 24)
    assert "pcr2015" in ids("regime", before)
    assert not ids("regime", before) & {"pa2023-above", "light-touch", "psr-wales", "psr-england"}
    assert {"pa2023-above", "light-touch", "psr-wales", "psr-england"} <= ids("regime", after)
    assert "psr-england" in ids("regime", date(2024, 1, 1))
    assert "psr-wales" not in ids("regime", date(2025, 2, 23))
    assert "psr-wales" in ids("regime", before, "psr-wales")  # what is kept is never lost
    assert "competitive-flexible" not in ids("route", before)
    assert {each.id for each in choices("route")} == ids("route", date(2026, 1, 1))


def test_a_choice_may_have_a_last_day():
    one = Choice("x", NO_LABEL, NO_LABEL, "", "", must_hear=False, until=date(2025, 2, 23))
    assert one.offered_on(date(2025, 2, 23))
    assert not one.offered_on(date(2025, 2, 24))


def test_a_choice_of_a_later_version_stands_for_itself():
    found = known_choice("feedback-kind", "from-2040")
    assert (found.label.en, found.label.cy, found.tone) == ("from-2040", "from-2040", "grey")
    assert known_choice("feedback-kind", "concern") == choice("feedback-kind", "concern")
