"""The Jersey strategy without a window: listed, printed both ways, taken in from Word, undone.

A plan is begun, and its parts are written, in the window alone: no command makes either.
"""

from pathlib import Path

import document_readers
import pytest
from journeys import jersey
from journeys.plan_read_back import in_word, pdf_parts, word_parts
from journeys.programs import ROOT, Program

from commission_desk.content.outlines import outline

VISION = "jersey-delivery-plan.resources.vision"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(ROOT, tmp_path)


def test_the_plan_is_listed_printed_taken_in_from_word_and_put_back(
    program: Program, written: Path, tmp_path: Path
):
    desk = written.name
    (row,) = program.ask("list", desk, "plans")["rows"]
    assert (row["title"], row["written"], row["total"]) == (
        jersey.story()["header"]["title"], 29, 29,
    )  # fmt: skip
    prompts = program.ask("list", desk, "prompts", row["id"])["rows"]
    parts = [part.id for part in outline(jersey.OUTLINE).prompts]
    assert [one["id"] for one in prompts] == parts
    closed = jersey.story()["not_applicable"]["part"]
    assert {one["id"] for one in prompts if one["status"] != "ready"} == {closed}
    assert program.ask("list", desk, "stakeholders")["count"] == 34 + len(jersey.story()["also"])
    assert program.ask("list", desk, "contacts")["count"] == len(jersey.story()["contact"])
    assert program.ask("search", desk, "telecare")["count"] > 0

    program.say("print", desk, "plan", "--language", "both", "-o", "plan.pdf")
    program.say("print", desk, "plan", "-o", "english.pdf")
    program.say("print", desk, "plan", "-o", "plan.docx")
    assert document_readers.problems((tmp_path / "plan.pdf").read_bytes()) == []
    english = (tmp_path / "english.pdf").read_bytes()
    assert pdf_parts(english) == word_parts((tmp_path / "plan.docx").read_bytes())

    again = program.ask("take-in", desk, "plan.docx")
    assert (again["taken"], again["parts"]) == (0, [])
    in_word(tmp_path / "plan.docx", "The money is where the people are.", "Money follows people.")
    taken = program.ask("take-in", desk, "plan.docx")
    assert [(part["prompt"], part["taken"]) for part in taken["parts"]] == [(VISION, True)]
    assert program.ask("search", desk, "follows people")["count"] == 1
    program.say("undo", desk)
    assert program.ask("search", desk, "follows people")["count"] == 0
    assert program.ask("check", desk)["sound"] is True
