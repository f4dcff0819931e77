"""Plans on other outlines from the command line: listed, shown and printed."""

from pathlib import Path

import pypdf
import pytest
from sqlalchemy.orm import Session

from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plans import new_plan, write_answer
from commission_desk.store.desk import named
from commission_desk.store.opening import make_file
from commission_desk.store.tables import Plan

PURPOSE, SIZE = "wales-2010.introduction.purpose", "wales-2010.needs.size"


@named("Made elsewhere")
def put_unknown(session: Session, record: str) -> None:
    session.get_one(Plan, record).outline_id = "wales-2031"


def team(
    tmp_path: Path, *keys: str, unknown: bool = False, change: str = ""
) -> tuple[Path, list[str]]:
    """Make a file with a plan on each outline; the first goes over to another one if wished."""
    opened = make_file(tmp_path / "plans.cdesk", "Officer", tmp_path / "elsewhere")
    made = [opened.desk.do(new_plan, f"Plan {number}", key) for number, key in enumerate(keys)]
    for record in made:
        opened.desk.do(write_answer, record, PURPOSE, from_plain("Why we do this"))
    if unknown:
        opened.desk.do(put_unknown, made[0])
    if change:
        opened.desk.do(write_answer, made[0], SIZE, from_plain("How many"))
        opened.desk.do(change_outline, made[0], change)
    opened.shared.publish()
    opened.desk.close()
    return tmp_path / "plans.cdesk", made


@pytest.mark.parametrize("key", ["staffordshire-strategy", "jersey-delivery-plan"])
def test_a_plan_on_another_outline_is_listed_shown_and_printed(profile, tmp_path, run, answer, key):
    file, (record,) = team(tmp_path, key)
    listed = answer("list", file, "prompts", record)
    assert listed["count"] == len(outline(key).prompts)
    assert listed["rows"][0]["status"] == "draft"
    (row,) = answer("list", file, "plans")["rows"]
    assert (row["outline_id"], row["outline_known"]) == (key, True)
    assert answer("show", file, "prompts", PURPOSE)["record"]["plan_id"] == record
    target = tmp_path / "plan.pdf"
    assert run("print", file, "plan", record, "-o", target, "--language", "both")[0] == 0
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "Why we do this" in words
    assert outline(key).sections[1].title.cy in words.replace("\n", " ")


def test_an_unknown_outline_is_one_sentence_and_other_plans_go_on(profile, tmp_path, run, answer):
    file, (odd, known) = team(tmp_path, "wales-2010", "jersey-delivery-plan", unknown=True)
    rows = {row["id"]: row for row in answer("list", file, "plans")["rows"]}
    assert (rows[odd]["outline_known"], rows[known]["outline_known"]) == (False, True)
    for command in (("list", file, "prompts", odd), ("print", file, "plan", odd, "-o", "x.pdf")):
        code, _out, err = run(*command)
        assert code == 1
        assert "does not know the outline “wales-2031”. Update the program" in err
    assert answer("list", file, "prompts", known)["count"] == 29
    assert answer("show", file, "prompts", PURPOSE)["record"]["plan_id"] == known
    assert run("check", file)[0] in (0, 1)


def test_what_has_no_place_is_listed_and_shown_too(profile, tmp_path, answer):
    file, (record,) = team(tmp_path, "wales-2010", change="jersey-delivery-plan")
    rows = answer("list", file, "prompts", record)["rows"]
    assert len(rows) == 30
    assert rows[-1] == {
        "id": SIZE, "section": "Unplaced", "number": "", "title": "Size and nature of need",
        "status": "draft",
    }  # fmt: skip
    assert "How many" in answer("show", file, "prompts", SIZE)["record"]["text"]
