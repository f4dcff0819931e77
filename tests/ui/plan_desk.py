"""A plan to write in, for the tests of its page."""

from datetime import date

from PySide6.QtTest import QTest

from commission_desk.content.outlines import outline
from commission_desk.operations.plans import new_plan, plan
from commission_desk.store.desk import Desk

PROMPTS = outline("wales-2010").prompts
FIRST, SECOND = PROMPTS[0].id, PROMPTS[1].id
WORDS = "Around 740 children need planned support."


def make_plan(desk: Desk) -> str:
    """Start a plan of the usual length."""
    return desk.do(
        new_plan, "Children with disabilities", care_group="Children",
        starts=date(2026, 4, 1), ends=date(2030, 3, 31), lead="Commissioning manager",
    )  # fmt: skip


def write(page, words: str) -> None:
    """Type into the part that is open."""
    page.editor.edit.setFocus()
    QTest.keyClicks(page.editor.edit, words)


def stored(desk: Desk, record: str, part: str) -> str:
    """Return what is kept of a part."""
    return desk.ask(plan, record).answer(part).text.plain


def dialog(window, kind):
    """Return the one dialog of a kind that is open."""
    (found,) = window.findChildren(kind)
    return found
