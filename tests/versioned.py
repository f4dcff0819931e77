"""A plan with versions, for their tests."""

from datetime import date

from commission_desk.content.outlines import outline
from commission_desk.content.plan_tables import plan_table, tables_of
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plan_life import (
    Approval,
    approve_plan,
    fingerprint_of,
    send_for_review,
)
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import (
    paste_entries,
)
from commission_desk.operations.plans import (
    new_plan,
    plan,
    set_not_applicable,
    write_answer,
)

DAY = date(2026, 11, 20)
PROMPTS = [prompt.id for prompt in outline("wales-2010").prompts]
WRITTEN, OTHER = [prompt for prompt in PROMPTS if not tables_of(prompt)][:2]
NEEDS = plan_table("need").prompts[0]
BOARD = Approval("Partnership board", DAY, "minute 3.1")
PDF = b"%PDF-1.7 as it was approved"


def needs(desk, found: str, *lines: list[str]) -> None:
    view = desk.ask(read_table, found, "need", NEEDS)
    desk.do(paste_entries, view, (0, 0), [list(line) for line in lines])


def finished(desk, found: str) -> None:
    for prompt in PROMPTS:
        if not desk.ask(plan, found).answer(prompt).finished:
            desk.do(set_not_applicable, found, prompt, "Not in this plan")


def approved(desk, found: str, approval: Approval = BOARD) -> str:
    finished(desk, found)
    desk.do(send_for_review, found)
    said = desk.ask(fingerprint_of, found)
    return desk.do(approve_plan, found, approval, said, "en", PDF)


def begun(do) -> str:
    """Start a plan of four years with words in one part."""
    found = do(
        new_plan, "Carers", care_group="Young carers", starts=date(2026, 4, 1),
        ends=date(2030, 3, 31), lead="Commissioning manager",
    )  # fmt: skip
    do(write_answer, found, WRITTEN, from_plain("Caring is shared."))
    return str(found)


def said_in(paper: PlanPaper, prompt: str = WRITTEN) -> str:
    """Return the words of one part of a printed plan."""
    parts = [part for section in paper.sections for part in section.parts]
    return next(part.text.plain for part in parts if part.prompt_id == prompt)
