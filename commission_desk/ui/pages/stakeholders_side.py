"""Beside the grid: which groups have been heard in the last year, and what has been promised."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout

from commission_desk.content.choices import Choice, choices
from commission_desk.content.thresholds import threshold
from commission_desk.i18n import _, full_date, language, ngettext
from commission_desk.operations.actions import add_action
from commission_desk.operations.stakeholders import Promise, contacts_by_category, promises
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, hbox, refill, rule, top, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.stakeholders_words import a_year_before, options

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage


class Heard(QFrame):
    """The groups that must be heard, each with its contacts in the last twelve months."""

    def __init__(self, page: "StakeholdersPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.page = page
        self.stage = ChoiceField(_("Stage"), options("cycle-stage", _("Every stage")), "")
        self.stage.edited.connect(lambda: self.show_groups(self.page.today()))
        self.groups = QVBoxLayout()
        self.groups.setSpacing(0)
        vbox(
            label(_("Who has been heard"), "h3"),
            label(_("Contacts in the last 12 months"), "smallmuted", wrap=True),
            self.stage, self.groups, gap=8, margins=(18, 16, 18, 16), parent=self,
        )  # fmt: skip

    def show_groups(self, today: date) -> None:
        """Count again."""
        since, stage = a_year_before(today), self.stage.value() or ""
        counted = self.page.ask(contacts_by_category, since, stage)
        rows: list[Item] = []
        for group in choices("stakeholder-category"):
            count = counted.get(group.id, 0)
            if group.must_hear or count:
                rows += [rule(), _group(group, count)]
        refill(self.groups, *rows)


def _group(group: Choice, count: int) -> QHBoxLayout:
    words = ngettext("{count} contact", "{count} contacts", count).format(count=count)
    if not count:
        icon, ink, words = "circle-x", "red", _("not heard")
    elif count < threshold("group-heard").value:
        icon, ink, words = "circle-alert", "amber", _("{contacts} only").format(contacts=words)
    else:
        icon, ink = "circle-check", "green"
    name = label(group.label.text(language()), wrap=True)
    row = hbox(Icon(icon, ink), name, label(words, "smallmuted"), gap=10, margins=(0, 6, 0, 6))
    row.setStretch(1, 1)
    return row


class Promised(QFrame):
    """What was promised, to whom and by when; each can be made an action."""

    def __init__(self, page: "StakeholdersPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.page = page
        self.entries = QVBoxLayout()
        vbox(label(_("Promised"), "h3"), self.entries, margins=(18, 16, 18, 16), parent=self)

    def show_promises(self, today: date) -> None:
        """Show what is still to be kept, and how much has been."""
        found = self.page.ask(promises)
        rows: list[Item] = [self._promise(promise, today) for promise in found if not promise.kept]
        kept = sum(promise.kept for promise in found)
        if kept:
            words = ngettext("{count} promise kept", "{count} promises kept", kept)
            line = hbox(
                Icon("circle-check", "green"), label(words.format(count=kept), "smallmuted"), None
            )
            rows.append(line)
        if not found:
            nothing = _("What you promise people at a contact is listed here until it is done.")
            rows.append(label(nothing, "muted", wrap=True))
        refill(self.entries, *rows, gap=8)

    def _promise(self, promise: Promise, today: date) -> QLayout:
        late = promise.is_late(today)
        when = _to_whom_by_when(promise, late=late)
        lines: list[Item] = [label(promise.promised, "strong", wrap=True)]
        told = label(when, "problem" if late else "smallmuted", wrap=True)
        icon = [top(Icon("circle-alert", "red", 15))] if late else []
        line = hbox(*icon, told, gap=6)
        line.setStretch(len(icon), 1)
        lines.append(line)
        if promise.action_id is None:
            make = button(
                _("Make it an action"), "list-checks", "mini", partial(self._make, promise)
            )
            make.setAccessibleName(_("Make it an action: {what}").format(what=promise.promised))
        else:
            make = button(
                _("Open the action"), "list-checks", "mini",
                partial(self.page.shell.go, "actions", promise.action_id),
            )  # fmt: skip
            make.setAccessibleName(_("Open the action: {what}").format(what=promise.promised))
        lines.append(hbox(make, None))
        return vbox(*lines, gap=1, margins=(0, 2, 0, 4))

    def _make(self, promise: Promise) -> None:
        self.page.do(
            add_action, promise.promised, due=promise.promised_by, engagement_id=promise.contact
        )
        self.page.shell.toast(
            _("Added to the actions: {what}").format(what=promise.promised), undo=True
        )


def _to_whom_by_when(promise: Promise, *, late: bool) -> str:
    who = ", ".join(promise.who)
    if promise.promised_by is None:
        return _("to {who}, no date").format(who=who)
    day = full_date(promise.promised_by)
    if late:
        return _("to {who}, was due by {day}").format(who=who, day=day)
    return _("to {who} by {day}").format(who=who, day=day)
