"""The same job without a window, one process a command."""

import json
from pathlib import Path

import pytest
from journeys.papers import words_of
from journeys.programs import ROOT, Program
from journeys.register import write_register


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(ROOT, tmp_path)


def test_a_register_goes_in_comes_back_out_and_is_taken_back(program: Program, tmp_path: Path):
    source = write_register(tmp_path)
    program.say("new", "Team.cdesk", "--organisation", "Example County Council")
    would = program.ask("import", "Team.cdesk", source, "--dry-run")
    assert (would["read"], would["added"], would["dry_run"]) == (4, 3, True)
    (wrong,) = would["rejected"]
    assert (wrong["row"], wrong["value"]) == (8, "31/02/2029")
    assert program.ask("list", "Team.cdesk", "agreements")["count"] == 0

    mapping = tmp_path / "answers.json"
    mapping.write_text(json.dumps({"spellings": {"Clear Voice C.I.C.": "Clear Voice CIC"}}))
    done = program.ask("import", "Team.cdesk", source, "--mapping", mapping)
    assert (done["added"], len(done["rejected"])) == (3, 1)
    listed = program.ask("list", "Team.cdesk", "agreements")
    held = [(row["reference"], row["provider"], row["annual_pence"]) for row in listed["rows"]]
    assert held == [
        ("R-1", "Northgate Homes", 14_000_000), ("R-2", "Clear Voice CIC", 14_000_000),
        ("R-3", "Clear Voice CIC", 0),
    ]  # fmt: skip
    again = program.ask("import", "Team.cdesk", source, "--mapping", mapping)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3)

    shown = program.ask("show", "Team.cdesk", "agreements", "R-2")
    assert shown["record"]["end"] == "2029-03-31"
    assert {change["label"] for change in shown["history"]} == {"Import agreements"}
    assert program.ask("search", "Team.cdesk", "family")["count"] == 1
    program.say("export", "Team.cdesk", "json", "-o", "out.json")
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == listed

    program.say("undo", "Team.cdesk")
    assert program.ask("list", "Team.cdesk", "agreements")["count"] == 0
    program.say("redo", "Team.cdesk")
    assert program.ask("list", "Team.cdesk", "agreements") == listed
    assert "nothing to print" in program.refusal("print", "Team.cdesk", "agenda", "-o", "a.pdf")
    assert program.ask("check", "Team.cdesk")["sound"] is True


def test_a_meetings_papers_and_a_plan_are_printed(program: Program, tmp_path: Path):
    program.say("example", "Example.cdesk")
    held = [row for row in program.ask("list", "Example.cdesk", "meetings")["rows"]
            if row["status"] == "held"]  # fmt: skip
    actions = program.ask("list", "Example.cdesk", "actions")["rows"]
    for document, record in (("agenda", held[0]["id"]), ("minutes", held[0]["id"]), ("plan", "")):
        words = (document, record) if record else (document,)
        program.say("print", "Example.cdesk", *words, "-o", f"{document}.pdf")
    agenda, minutes, plan = (words_of(tmp_path / f"{name}.pdf")
                             for name in ("agenda", "minutes", "plan"))  # fmt: skip
    assert held[0]["title"] in agenda
    agreed = [row for row in actions if row["meeting_id"] == held[0]["id"]]
    assert agreed
    assert [row["title"] for row in agreed if row["title"] not in minutes] == []
    assert [row["owner"] for row in agreed if row["owner"] not in minutes] == []
    assert program.ask("list", "Example.cdesk", "plans")["rows"][0]["title"] in plan
