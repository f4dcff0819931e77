"""Listing, showing and finding records without a window."""

import json
from datetime import date

import pytest

AGREEMENT_FIELDS = {
    "id", "reference", "title", "provider", "sector", "kind", "managed", "department",
    "annual_pence", "total_pence", "start", "end", "decision_date", "latest_end", "grade", "risk",
}  # fmt: skip


def test_agreements_carry_every_promised_field_in_pence_and_iso_dates(file, answer):
    listed = answer("list", file, "agreements")
    assert listed["count"] == len(listed["rows"]) == 228
    assert all(set(row) >= AGREEMENT_FIELDS for row in listed["rows"])
    assert sum(row["annual_pence"] for row in listed["rows"]) == 3_200_000_000
    (found,) = [row for row in listed["rows"] if row["reference"] == "C-0147"]
    assert found["annual_pence"] == 82_400_000
    assert found["latest_end"][4] == "-"
    assert found["managed"] == "central"


@pytest.mark.parametrize(
    ("kind", "count", "fields"),
    [
        ("organisations", 177, {"id", "name", "sector"}),
        ("stakeholders", 64, {"interest", "influence", "support_now", "rated_on"}),
        ("contacts", 22, {"held_on", "heard", "changed", "who"}),
        ("plans", 1, {"title", "status", "percent"}),
        ("prompts", 31, {"section", "number", "title", "status"}),
        ("meetings", 7, {"held_on", "minutes_status", "agreement_id"}),
        ("actions", 24, {"title", "owner", "due", "status"}),
        ("risks", 12, {"likelihood", "impact", "score"}),
        ("measures", 31, {"target", "latest", "results", "agreement_id"}),
    ],
)
def test_every_kind_is_listed(file, answer, kind, count, fields):
    listed = answer("list", file, kind)
    assert listed["count"] == len(listed["rows"]) == count
    assert all(set(row) >= fields for row in listed["rows"])


def test_an_agenda_is_a_meetings(file, run, answer):
    meetings = answer("list", file, "meetings", "C-0147")["rows"]
    assert len(meetings) == 2
    items = answer("list", file, "agenda", meetings[0]["id"])["rows"]
    assert [row["number"] for row in items] == [str(n) for n in range(1, len(items) + 1)]
    code, out, err = run("list", file, "agenda")
    assert (code, out) == (1, "")
    assert "Say which meeting" in err


def test_an_agreements_own_records_are_listed_by_its_reference(file, answer):
    assert answer("list", file, "measures", "C-0147")["count"] == 6
    assert answer("list", file, "risks", "C-0147")["count"] == 2


def test_a_list_for_people_is_a_line_a_row(file, run):
    code, out, _err = run("list", file, "agreements")
    assert code == 0
    assert len(out.splitlines()) == 228
    assert out.startswith("C-0001")


def test_a_record_is_shown_with_its_history(file, answer):
    shown = answer("show", file, "agreements", "c-0147")
    assert shown["record"]["title"] == "Short breaks for disabled children"
    assert shown["record"]["term"] == "3+1+1"
    assert len(shown["record"]["measures"]) == 6
    assert shown["history"][-1]["label"] == "Example: the register"
    assert shown["history"][-1]["value"]["reference"] == "C-0147"


@pytest.mark.parametrize("kind", ["stakeholders", "contacts", "plans", "meetings", "risks"])
def test_every_listed_record_can_be_shown(file, answer, kind):
    record = answer("list", file, kind)["rows"][0]["id"]
    shown = answer("show", file, kind, record)
    assert shown["record"]["id"] == record
    assert shown["history"]


def test_a_prompt_is_shown_with_what_the_plan_says(file, answer):
    shown = answer("show", file, "prompts", "3.2")
    assert "740 children and young people" in shown["record"]["text"]
    assert shown["record"]["status"] == "ready"
    assert shown["history"]


def test_an_item_is_shown_with_its_notes(file, answer):
    meetings = answer("list", file, "meetings", "C-0147")["rows"]
    item = answer("list", file, "agenda", meetings[1]["id"])["rows"][2]
    shown = answer("show", file, "agenda", item["id"])
    assert shown["record"]["meeting_id"] == meetings[1]["id"]
    assert "1,090 sessions" in shown["record"]["notes"]


@pytest.mark.parametrize("kind", ["agreements", "risks", "prompts", "agenda", "plans"])
def test_a_record_that_is_not_there_is_a_problem_with_the_data(file, run, kind):
    code, out, err = run("show", file, kind, "nowhere", "--json")
    assert (code, out) == (1, "")
    assert "nowhere" in err
    assert len(err.splitlines()) == 1


def test_finding_looks_at_everything(file, answer):
    found = answer("search", file, "tidewater")
    assert found["count"] >= 4
    assert {"agreement", "organisation", "stakeholder"} & {row["kind"] for row in found["rows"]}
    assert answer("search", file, "weekend", "coast")["count"] >= 1
    assert answer("search", file, "zzzz") == {"count": 0, "rows": []}


def test_the_history_names_the_steps(file, run, answer):
    rows = answer("history", file)["rows"]
    assert {row["label"] for row in rows} >= {"Example: the plan", "Example: meetings"}
    one = answer("list", file, "plans")["rows"][0]["id"]
    assert {row["record"] for row in answer("history", file, "--record", one)["rows"]} == {one}
    code, out, _err = run("history", file, "--record", one)
    assert code == 0
    assert "Example: the plan" in out


def test_json_is_one_document_without_escapes_for_letters(file, run):
    _code, out, _err = run("show", file, "prompts", "1.1", "--json")
    assert json.loads(out)["kind"] == "prompts"
    assert "“Fun with friends" in out


def test_records_are_listed_and_shown_as_they_stood_at_a_date(file, answer, run):
    assert answer("list", file, "agreements", "--as-at", "2020-01-01")["count"] == 0
    today = date.today().isoformat()  # noqa: DTZ011 - the person's own day
    assert answer("list", file, "agreements", "--as-at", today)["count"] == 228
    shown = answer("show", file, "agreements", "C-0147", "--as-at", today)
    assert shown["record"]["title"] == "Short breaks for disabled children"
    code, _out, err = run("list", file, "agreements", "--as-at", "soon")
    assert code == 2
    assert "--as-at" in err


def test_an_agreement_is_shown_with_its_money_and_its_reasons(file, answer):
    record = answer("show", file, "agreements", "C-0147")["record"]
    money, why = record["money"], record["why"]
    assert money["partners_pence"] == 24_720_000
    assert money["value"]["whole"] == money["value"]["current"] + money["value"]["available"]
    assert sum(year["with_options"] for year in money["years"]) == money["value"]["whole"]
    assert money["payments"][0]["values"]["paid_pence"] == 81_825_000
    assert why["rationales"][0]["values"]["model"] == "contract"
    assert why["triage"]["computed"] == "close"
    assert why["answers"]["review"]["fees.staff"]
