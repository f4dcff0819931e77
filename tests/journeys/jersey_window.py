"""What the tests of the Jersey story share: its data, and hands for its page in the window."""

from datetime import date
from pathlib import Path

from journeys import jersey
from journeys.hands import WAIT
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import RichText
from commission_desk.operations.plans import PlanView, plan, plans
from commission_desk.store.desk import Desk
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the window shows the person's own day
STORY = jersey.story()
CLOSED = STORY["not_applicable"]
PURPOSE, OUTCOMES = "wales-2010.introduction.purpose", "wales-2010.needs.outcomes"
VISION = "jersey-delivery-plan.resources.vision"
MODELS = "wales-2010.services.resources"
PARTS = outline(jersey.OUTLINE).prompts
SCOPING = outline(jersey.OUTLINE).scoping
BY_HAND = (*STORY["scoping"], PURPOSE, VISION, MODELS)


def desk_of(window: Window) -> Desk:
    assert window.workspace.desk is not None
    return window.workspace.desk


def whole(window: Window) -> PlanView:
    (row,) = desk_of(window).ask(plans)
    return desk_of(window).ask(plan, row.id)


def said(view: PlanView) -> dict[str, RichText]:
    """What the plan says, by part, wherever the parts stand."""
    return {key: each.text for key, each in view.answers.items() if not each.text.is_empty}


def told_parts() -> dict[str, RichText]:
    return {**STORY["scoping"], **STORY["parts"]}


def copy(*, html: str = "", words: str = "") -> None:
    """Put on the clipboard what another program does."""
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    mime.setText(words)
    QGuiApplication.clipboard().setMimeData(mime)


def opened(window: Window, kind: type):
    """Return the dialog of a kind that is open."""
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


def choose_from(menu: QMenu, words: str) -> None:
    (found,) = (each for each in menu.actions() if each.text() == words)
    found.trigger()


def plan_page(window: Window, qtbot):
    """Go to the Plans page, with the plan open."""
    window.go("plans")
    page = window.pages["plans"]
    qtbot.waitUntil(lambda: page.whole is not None)
    return page


def save(page, qtbot, saved: list[Path], target: Path, words: str) -> None:
    """Choose from the menu of papers, and wait until the file is there."""
    saved.append(target)
    choose_from(page.header.prints, words)
    qtbot.waitUntil(target.exists, timeout=WAIT)
    qtbot.waitUntil(lambda: not page.window().findChildren(Job), timeout=WAIT)
