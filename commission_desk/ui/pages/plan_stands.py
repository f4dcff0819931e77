"""Where a plan stands, and the next step: for review, approved, published, its next version."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, full_date, language
from commission_desk.operations.plan_life import (
    back_to_draft,
    decisions_made,
    open_next_version,
    refuse_unready,
    send_for_review,
)
from commission_desk.operations.plan_versions import VersionView
from commission_desk.operations.plans import PlanView
from commission_desk.ui.dialogs.approve_plan import ApprovePlan, KeepVersion, PublishPlan
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


def next_steps(page: "PlansPage", whole: PlanView, known: Iterable[VersionView]) -> list[Item]:
    """Return in words where a plan stands, and a button for each step from there."""
    last = next((one for one in known if one.number), None)
    return [
        label(stands_words(whole, last), "muted", wrap=True),
        Flow(*_buttons(page, whole.row.status)),
    ]


def stands_words(whole: PlanView, last: VersionView | None) -> str:
    """Return what the standing of a plan means for those who write it."""
    status = whole.row.status
    if status == "in-review":
        return _("It is with those who approve it. It can still be changed; once it is approved "
                 "it stays as it is.")  # fmt: skip
    if status in ("approved", "published") and last is not None:
        day = full_date(last.approved_on, language()) if last.approved_on else ""
        words = _("Version {number} was approved by {who} on {date} and stays as it is. To change "
                  "the plan, open its next version.")  # fmt: skip
        return words.format(number=last.number, who=last.approved_by, date=day)
    if last is not None:
        words = _("The next version is being written; what changes is marked. Version {number} "
                  "stays as it was approved.")  # fmt: skip
        return words.format(number=last.number)
    return _("It is being written. When every part is finished, send it for review.")


class PlanStands:
    """The steps that the open plan can take; each asks what it must, and undo takes it back."""

    def __init__(self, page: "PlansPage") -> None:
        self.page = page

    def keep(self) -> None:
        """Ask for a name and keep the plan as it is."""
        if self.page.whole is not None:
            self.page.flush()
            KeepVersion(self.page, self.page.whole.row.id).open()

    def review(self) -> None:
        """Send the plan for review."""
        self._step(send_for_review)

    def back(self) -> None:
        """Take the plan back from review."""
        self._step(back_to_draft)

    def approve(self) -> None:
        """Ask who approved the plan, once it can be; what is missing is said first."""
        page = self.page
        if page.whole is not None:
            page.flush()
            page.ask(refuse_unready, page.whole.row.id)
            ApprovePlan(page, page.whole.row, page.ask(decisions_made)).open()

    def publish(self) -> None:
        """Ask when the plan was published."""
        if self.page.whole is not None:
            PublishPlan(self.page, self.page.whole.row.id).open()

    def open_next(self) -> None:
        """Open the next version to write in."""
        self._step(open_next_version)
        self.page.show_writing()

    def _step(self, operation: Any) -> None:
        if self.page.whole is not None:
            self.page.flush()
            self.page.do(operation, self.page.whole.row.id)


def steps_from(page: "PlansPage", status: str) -> list[tuple[str, str, Any]]:
    """Return the steps that a plan can take: icon, words, what to do; the first is the next."""
    stands = page.stands
    made: list[tuple[str, str, Any]] = []
    if status == "draft":
        made.append(("circle-arrow-right", _("Send for review"), stands.review))
    if status == "in-review":
        made += [
            ("check", _("Approve…"), stands.approve),
            ("arrow-left", _("Back to draft"), stands.back),
        ]
    if status == "approved":
        made.append(("check", _("Mark as published…"), stands.publish))
    if status in ("approved", "published"):
        made.append(("pencil", _("Open the next version"), stands.open_next))
    if status in ("draft", "in-review"):
        made.append(("folder-closed", _("Keep a version…"), stands.keep))
    return made


def _buttons(page: "PlansPage", status: str) -> list[QWidget]:
    kinds = ["primary"]
    return [
        button(words, icon, kinds.pop() if kinds else "", partial(_call, slot))
        for icon, words, slot in steps_from(page, status)
    ]


def _call(slot: Any, *_clicked: object) -> None:
    slot()
