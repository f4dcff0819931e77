"""The example's plan for children with disabilities, three fifths of it finished."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.example_data import example_table, written
from commission_desk.operations.plan_appraisal import agree_criteria
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import paste_entries
from commission_desk.operations.plans import (
    new_plan,
    set_answer_owner,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.store.desk import named


@named(N_("Example: the plan"))
def write_plan(session: Session) -> str:
    """Start the plan, write what is written of it, and return its id."""
    data = example_table("plan.toml")
    plan = new_plan(
        session, data["title"], data["outline"], care_group=data["care_group"],
        starts=date(2026, 4, 1), ends=date(2030, 3, 31), lead=data["lead"],
        partners="\n".join(data["partners"]),
    )  # fmt: skip
    for answer in data["answer"]:
        prompt = f"{data['outline']}.{answer['prompt']}"
        if "reason" in answer:
            set_not_applicable(session, plan, prompt, answer["reason"])
            continue
        write_answer(session, plan, prompt, written(answer["text"]))
        set_answer_status(session, plan, prompt, answer.get("status", "draft"))
        if "owner" in answer:
            set_answer_owner(session, plan, prompt, answer["owner"], None)
    for table in example_table("plan_tables.toml")["table"]:
        view = read_table(session, plan, table["id"], table["prompt"])
        paste_entries(session, view, (0, 0), table["rows"])
        if table["id"] == "criterion":  # agreed before anything is scored
            agree_criteria(session, plan, table["agreed_by"], table["agreed_on"])
    return plan
