"""The versions of a plan: where it stands, what was kept and approved, and what differs."""

import base64
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from commission_desk.content.choices import choice
from commission_desk.domain.plan_changes import PartChange
from commission_desk.domain.wording import compare
from commission_desk.i18n import _, full_date, language, ngettext, short_date
from commission_desk.operations.plan_printed import approval_words, changes_between, changes_since
from commission_desk.operations.plan_reviews import reviews
from commission_desk.operations.plan_versions import (
    ABOUT,
    STANDS,
    VersionView,
    put_part_back,
    put_version_back,
    version_paper,
    versions,
)
from commission_desk.operations.records import FROZEN, remove
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, refill, vbox
from commission_desk.ui.kit.layout import page as scrolled
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.pair import Pair
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.rows import Row, RowDelegate, add_row
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.plan_review_form import opened_words
from commission_desk.ui.pages.plan_stands import next_steps

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

NOW = ""  # in place of a version's id: the plan as it is now
ICONS = {"kept": ("folder-closed", "muted"), "superseded": ("circle", "muted")}
DECIDED = ("circle-check", "green")


class PlanVersions(QWidget):
    """The versions at the left, the chosen one at the right with what differs from another."""

    def __init__(self, page: "PlansPage") -> None:
        super().__init__()
        self.page = page
        self.plan = self.chosen = ""
        self.found: tuple[VersionView, ...] = ()
        self.against: dict[str, str] = {}  # what a version is compared with, by its id
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("Versions of the plan"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chose)
        back = button(_("Back to the plan"), "arrow-left", slot=page.show_writing)
        yearly = button(_("Yearly review"), "calendar-days", slot=page.show_reviews)
        side = QWidget()
        vbox(
            Flow(back, yearly), self.list, gap=10, margins=(14, 14, 14, 8), parent=side
        ).setStretch(1, 1)
        self.column = QVBoxLayout()
        centre = scrolled(self.column, gap=14, margins=(20, 20, 16, 24))
        vbox(Panes(centre, side), gap=0, parent=self)

    def show_plan(self, plan: str) -> None:
        """Show the versions of a plan; the chosen one stays chosen."""
        if plan != self.plan:
            self.plan, self.chosen, self.against = plan, NOW, {}
        self.found = self.page.ask(versions, plan)
        keys = [NOW, *(one.id for one in self.found)]
        self.list.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.list.clear()
        add_row(self.list, _("As it is now"), Row("notebook-pen", "accent", bold=True))
        for one in self.found:
            icon, ink = ICONS.get(one.status, DECIDED)
            day = short_date(one.kept_on) if one.kept_on else ""
            add_row(self.list, version_name(one), Row(icon, ink, day))
        self.chosen = self.chosen if self.chosen in keys else NOW
        self.list.setCurrentRow(keys.index(self.chosen))
        self.list.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self._show()

    def _chose(self, row: int) -> None:
        if row >= 0:
            self.chosen = [NOW, *(one.id for one in self.found)][row]
            self._show()

    def _show(self) -> None:
        one = next((one for one in self.found if one.id == self.chosen), None)
        items = self._now() if one is None else self._version(one)
        refill(self.column, *items, gap=14)

    def _now(self) -> list[Item]:
        """Return where the plan stands, what can be done next, and what changed since."""
        whole = self.page.whole
        assert whole is not None, "no plan is open"
        steps = card(
            Flow(label(_("Where the plan stands"), "h2"), _stands_chip(whole.row.status)),
            *next_steps(self.page, whole, self.found), *self._reviewed(whole.row.status), gap=10,
        )  # fmt: skip
        if not self.found:
            about = _(
                "Keep a version before you send the plan to anyone: you can always compare with "
                "it, and put back any part."
            )
            return [steps, label(about, "muted", wrap=True)]
        base = self.against.get(NOW) or next(
            (one.id for one in self.found if one.number), self.found[0].id
        )
        return [steps, *self._compared(NOW, base)]

    def _reviewed(self, status: str) -> list[Item]:
        """Return which yearly review led to the version that is being written, if one did."""
        last = next((one.approved_on for one in self.found if one.number), None)
        words = opened_words(self.page.ask(reviews, self.plan), last)
        return [label(words, "muted", wrap=True)] if words and status not in FROZEN else []

    def _version(self, one: VersionView) -> list[Item]:
        status = choice("plan-version", one.status)
        facts = [_kept_words(one)]
        if one.number:
            facts.append(approval_words(one.approved_by, one.approved_on, one.minute, language()))
        if one.published_on:
            facts.append(_("Published on {date}").format(date=full_date(one.published_on)))
        if one.note:
            facts.append(one.note)
        head = card(
            Flow(
                label(version_name(one), "h2", wrap=True),
                Chip(status.label.text(language()), status.tone),
            ),
            *(label(words, "muted", wrap=True) for words in facts),
            Flow(*self._buttons(one)), gap=10,
        )  # fmt: skip
        return [head, *self._compared(one.id, self.against.get(one.id, NOW))]

    def _buttons(self, one: VersionView) -> list[QWidget]:
        whole = self.page.whole
        assert whole is not None, "no plan is open"
        made: list[QWidget] = [button(_("Read it"), "eye", slot=partial(self._read, one))]
        if one.number:
            made.insert(
                0, button(_("Save the approved PDF…"), "download", "primary",
                          partial(self._approved_pdf, one)),
            )  # fmt: skip
        if whole.row.status not in FROZEN or one.status in STANDS:
            back = button(_("Put the whole plan back"), "undo-2", slot=partial(self._back, one))
            made.append(back)
            if not one.number and whole.row.status not in FROZEN:
                gone = button(_("Remove this version"), "trash-2", slot=partial(self._remove, one))
                made.append(gone)
        return made

    def _compared(self, one: str, other: str) -> list[Item]:
        """Return a choice of what to compare with, and the parts that differ."""
        offered = [(each.id, version_name(each)) for each in self.found if each.id != one]
        if one != NOW:
            offered.insert(0, (NOW, _("As it is now")))
        if not offered:
            return []
        other = other if other in {key for key, _words in offered} else offered[0][0]
        field = ChoiceField(_("Compared with"), offered, other)
        field.setMaximumWidth(420)
        field.committed.connect(lambda: self._compare_with(one, field.value()))
        before, after = self._in_order(one, other)
        changes = self._changes(before, after)
        words = ngettext("{count} part differs", "{count} parts differ", len(changes))
        said = words.format(count=len(changes)) if changes else _("Nothing differs.")
        cards = [self._change(change, before, after) for change in changes]
        return [field, label(said, "strong"), *cards]

    def _in_order(self, one: str, other: str) -> tuple[str, str]:
        """Return two versions with the earlier one first; now is always the later."""
        ages = {each.id: place for place, each in enumerate(self.found, start=1)} | {NOW: 0}
        earlier, later = sorted((one, other), key=ages.__getitem__, reverse=True)
        return earlier, later

    def _changes(self, before: str, after: str) -> tuple[PartChange, ...]:
        if after == NOW:
            found = self.page.ask(changes_since, before, language())
        else:
            found = self.page.ask(changes_between, before, after, language())
        return tuple(found)

    def _change(self, change: PartChange, before: str, after: str) -> QWidget:
        old, new = compare(change.before, change.after)
        title = f"{change.number} {change.title}".strip()
        sides = [
            self._side(self._called(before), Marked(old, "gone") if change.before else None),
            self._side(self._called(after), Marked(new, "added") if change.after else None),
        ]
        items: list[Item] = [Pair(label(title, "smallstrong", wrap=True), *sides)]
        if change.before == change.after:
            items.append(label(_("Only the formatting differs."), "smallmuted"))
        whole = self.page.whole
        if after == NOW and whole is not None and whole.row.status not in FROZEN:
            go = button(_("Go to this part"), "circle-arrow-right", "ghost",
                        partial(self._go, change))  # fmt: skip
            go.setAccessibleName(_("Go to {part}").format(part=title))
            back = button(_("Put this part back"), "undo-2", slot=partial(
                self._part_back, before, change))  # fmt: skip
            back.setAccessibleName(_("Put back: {part}").format(part=title))
            items.append(Flow(back, go))
        return card(*items, gap=8)

    def _side(self, name: str, text: QWidget | None) -> QWidget:
        return card(
            label(name, "smallmuted", wrap=True), text or label(_("Nothing"), "muted"), None,
            gap=6, margins=(14, 10, 14, 12), name="sunkcard",
        )  # fmt: skip

    def _called(self, version: str) -> str:
        found = next((one for one in self.found if one.id == version), None)
        return version_name(found) if found else _("As it is now")

    # What the buttons do.

    def _compare_with(self, one: str, other: str) -> None:
        self.against[one] = other
        self._show()

    def _read(self, one: VersionView, *_clicked: object) -> None:
        self.page.shell.preview(version_name(one), "plan-version", one.id)

    def _approved_pdf(self, one: VersionView, *_clicked: object) -> None:
        languages, text = self.page.ask(version_paper, one.id)
        if not text:
            self.page.shell.toast(
                _("Its PDF is no longer kept: a person named in it was erased. “Read it” shows "
                  "what is left.")
            )  # fmt: skip
            return
        whole = self.page.whole
        title = f"{whole.row.title} {version_name(one)}" if whole else version_name(one)
        self.page.prints.papers.save_as(title, "plan", languages.split("+"), base64.b64decode(text))

    def _go(self, change: PartChange, *_clicked: object) -> None:
        if change.prompt_id == ABOUT:
            self.page.questions.details()
        else:
            self.page.show_part(change.prompt_id)

    def _back(self, one: VersionView, *_clicked: object) -> None:
        self._do(put_version_back, one.id)
        words = _("The plan says again what it said in “{version}”.")
        self.page.shell.toast(words.format(version=version_name(one)), undo=True)

    def _part_back(self, version: str, change: PartChange, *_clicked: object) -> None:
        self._do(put_part_back, version, change.prompt_id)
        words = _("“{part}” says again what it said.").format(part=change.title)
        self.page.shell.toast(words, undo=True)

    def _remove(self, one: VersionView, *_clicked: object) -> None:
        self._do(remove, "plan_version", one.id)
        words = _("“{title}” was removed.").format(title=version_name(one))
        self.page.shell.toast(words, undo=True)

    def _do(self, operation: Any, *args: Any) -> None:
        self.page.flush()
        self.page.do(operation, *args)


def version_name(one: VersionView) -> str:
    """Return what a version is called: its number, or the name it was kept under."""
    if one.number:
        return _("Version {number}").format(number=one.number)
    return one.title


def _kept_words(one: VersionView) -> str:
    if one.kept_on is None:  # by another program: ours always says when
        return one.kept_by
    day = full_date(one.kept_on, language())
    if one.kept_by:
        return _("Kept on {date} by {who}").format(date=day, who=one.kept_by)
    return _("Kept on {date}").format(date=day)


def _stands_chip(status: str) -> Chip:
    found = choice("plan-status", status)
    return Chip(found.label.text(language()), found.tone)
