"""What is to change because of a yearly review: a list to write in, and into the action log."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.i18n import _, short_date
from commission_desk.operations.plan_reviews import (
    ChangeView,
    ReviewView,
    add_review_change,
    edit_review_change,
)
from commission_desk.operations.records import remove
from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, hbox, refill, vbox
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.plan_part import TITLE_HEIGHT, read_day

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

WIDTH = 150  # px of a name


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of a change, each with its binding."""

    title: Binding
    owner: Binding
    due: Binding

    def show(self, one: ChangeView) -> None:
        """Show what is kept; what is typed and not yet kept stays."""
        self.title.show(one.title)
        self.owner.show(one.owner)
        self.due.show(one.due)


class ReviewChanges(QWidget):
    """The changes of a review that is being written."""

    def __init__(self, page: "PlansPage", review: str) -> None:
        super().__init__()
        self.page, self.review = page, review
        self.form, self.lines = Form(), dict[str, _Line]()
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self.rows)
        self.new = LineField(_("Something that is to change"))
        self.adding = self.form.bind(self.new, self._add)
        self.add = button(_("Add"), "plus", slot=self._add_next)
        self.add.setAccessibleName(_("Add the change"))
        beside = QWidget()
        vbox(TITLE_HEIGHT, self.add, None, gap=0, parent=beside)
        vbox(holder, hbox(self.new, beside), gap=12, parent=self)

    def show_changes(self, found: tuple[ChangeView, ...]) -> None:
        """Show the changes; the same ones again keep the caret and what is typed."""
        if [one.id for one in found] == list(self.lines):
            for one in found:
                self.lines[one.id].show(one)
            return
        self.form.bindings = [self.adding]
        self.lines = {}
        refill(self.rows, *(self._row(one, place) for place, one in enumerate(found, 1)), gap=12)

    def flush(self) -> bool:
        """Keep what is typed; return whether every field is in order."""
        return self.form.flush()

    def _row(self, one: ChangeView, place: int) -> QWidget:
        title = LineField(_("What is to change, {number}").format(number=place), one.title)
        owner = LineField(_("Who"), one.owner)
        due = DateField(_("By"), read_day, one.due)
        owner.setMinimumWidth(px(WIDTH))
        for field in (owner, due):
            field.entry.setAccessibleName(f"{field.name}: {one.title}")
        gone = button("", "trash-2", "tool", partial(self._remove, one), _("Remove"))
        gone.setAccessibleName(_("Remove: {title}").format(title=one.title))
        self.lines[one.id] = _Line(
            self.form.bind(title, lambda words: self._edit(one.id, title=words)),
            self.form.bind(owner, lambda words: self._edit(one.id, owner=words)),
            self.form.bind(due, lambda day: self._edit(one.id, due=day)),
        )
        made, beside = QWidget(), QWidget()
        vbox(TITLE_HEIGHT, gone, None, gap=0, parent=beside)
        vbox(title, Flow(owner, due, beside, gap=12), gap=8, parent=made)
        return made

    def _add_next(self) -> None:
        self.adding.flush()
        self.new.setFocus()

    def _add(self, words: str) -> None:
        if words:
            self.page.do(add_review_change, self.review, words)
            self.new.set_value("")

    def _edit(self, change: str, **values: Any) -> None:
        self.page.keep(edit_review_change, change, **values)

    def _remove(self, one: ChangeView, *_clicked: object) -> None:
        self.page.do(remove, "review_change", one.id)
        words = _("“{title}” was removed.").format(title=one.title)
        self.page.shell.toast(words, undo=True)


def changes_read(found: ReviewView) -> QWidget:
    """Return the changes of a finished review, and which of them are in the action log."""
    rows = []
    for one in found.changes:
        who = " · ".join(part for part in (one.owner, _by(one.due)) if part)
        logged = [Chip(_("In the action log"), "green", "check")] if one.logged else []
        rows.append(Flow(label(one.title, wrap=True), *logged))
        if who:
            rows.append(Flow(label(who, "smallmuted", wrap=True)))
    if not rows:
        rows = [Flow(label(_("Nothing was listed."), "muted"))]
    return card(label(_("What is to change"), "h3"), *rows, gap=6)


def _by(due: date | None) -> str:
    return _("By {date}").format(date=short_date(due)) if due else ""
