"""Beside the list: what a step changed, before and after side by side, and putting it back."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from commission_desk.domain.history import NOT_KEPT
from commission_desk.domain.naming import ERASED
from commission_desk.domain.wording import Pieces, compare
from commission_desk.i18n import _, long_date, ngettext
from commission_desk.operations.history import ChangeView
from commission_desk.operations.history_detail import StepDetail
from commission_desk.operations.history_list import StepView
from commission_desk.operations.outlines import OWN
from commission_desk.ui.fieldnames import field_words, kind_words, value_words
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, page, refill, vbox
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.pair import Pair
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.history_words import NAMED_BY_STEP, done, foot_of, gist_of, title_of

if TYPE_CHECKING:
    from commission_desk.ui.pages.history import HistoryPage

HIDDEN = ("deleted", "position")  # of a new record


@dataclass(frozen=True, slots=True)
class _Side:
    """What a field said before or after; ``change`` can be restored, None where it stands."""

    name: str
    value: Any
    pieces: Pieces
    mark: str
    change: int | None


class StepPane(QWidget):
    """The step that is chosen in the list, in full."""

    def __init__(self, owner: "HistoryPage") -> None:
        super().__init__()
        self.owner = owner
        self.column = QVBoxLayout()
        vbox(page(self.column, margins=(28, 20, 16, 20)), gap=0, parent=self)

    def show_step(self, step: StepView | None, detail: StepDetail | None) -> None:
        """Show a step, or nothing."""
        if step is None or detail is None:
            refill(self.column)
            return
        words = f"{long_date(step.at.date())} · {foot_of(step)}"
        items: list[Item] = [
            label(title_of(step), "h2", wrap=True), label(words, "smallmuted", wrap=True), 6,
        ]  # fmt: skip
        if step.step_kind in NAMED_BY_STEP:
            items.append(label(gist_of(step), wrap=True))
        for key, rows in groupby(detail.changes, key=lambda each: (each.kind, each.record)):
            items.append(self._record(key, list(rows), detail, title_of(step)))
        if detail.more:
            more = ngettext("and {count} more change", "and {count} more changes", detail.more)
            items.append(label(more.format(count=detail.more), "muted"))
        refill(self.column, *items, gap=12)

    def _record(
        self, key: tuple[str, str], rows: list[ChangeView], detail: StepDetail, shown: str
    ) -> QFrame:
        kind, record = key
        title = detail.titles.get(key, "") or kind_words(kind)
        buttons: list[QWidget | None] = []
        if key in detail.removed:
            if not detail.titles.get(key, "").startswith(ERASED):
                put = button(_("Put back"), "undo-2", slot=partial(self.owner.put_back, *key))
                put.setAccessibleName(_("Put back: {title}").format(title=title))
                buttons.append(put)
        elif self.owner.has_home(kind):
            buttons.append(self._mini(_("Open"), title, partial(self.owner.open_record, *key)))
        if self.owner.query.record != record:
            buttons.append(
                self._mini(_("All its changes"), title, partial(self.owner.show_record, record))
            )
        head: list[Item] = [label(title, "h3", wrap=True)] if title != shown else []
        head.append(Flow(label(kind_words(kind), "smallmuted"), None, *buttons))
        fields = [self._change(row, detail, title) for row in rows]
        return card(*head, *fields, gap=10, margins=(18, 12, 18, 16))

    def _mini(self, words: str, title: str, slot: Any) -> QPushButton:
        made = button(words, kind="mini", slot=slot)
        made.setAccessibleName(f"{words}: {title}")
        return made

    def _change(self, row: ChangeView, detail: StepDetail, title: str) -> QWidget:
        if not row.field:
            return self._made(row, detail, title)
        if row.field == "deleted":
            return label(_("Taken away") if row.value else _("Put back"), wrap=True)
        latest = detail.is_latest(row, row.field)
        marked = self._marked(row, detail)
        sides = [
            _Side(_("Before"), row.was, marked[0], "gone", row.replaced),
            _Side(
                _("Now") if latest else _("After"), row.value, marked[1], "added",
                None if latest else row.change,
            ),
        ]  # fmt: skip
        return Pair(
            label(field_words(row.field), "smallstrong"),
            *(self._side(row, side, detail, title) for side in sides),
        )

    def _marked(self, row: ChangeView, detail: StepDetail) -> tuple[Pieces, Pieces]:
        """Return both texts with what differs marked; nothing is, beside one no longer kept."""
        before, after = self._words(row, row.was, detail), self._words(row, row.value, detail)
        if NOT_KEPT in (row.was, row.value):
            return compare(before, before)[0], compare(after, after)[0]
        return compare(before, after)

    def _side(self, row: ChangeView, side: _Side, detail: StepDetail, title: str) -> QFrame:
        text: QWidget = label(_("Nothing"), "muted")
        if side.value is NOT_KEPT:
            text = label(_("No longer kept: the history was thinned"), "muted", wrap=True)
        elif side.pieces:
            text = Marked(side.pieces, side.mark)
        says = "".join(piece.text for piece in side.pieces)
        gone = side.value is NOT_KEPT or ERASED in says or side.change is None
        tools: list[Item] = []
        if not gone and (row.kind, row.record) not in detail.removed:
            tools = [self._restore(row, row.field, side.change or 0, side.name, title)]
        return card(
            label(side.name, "smallmuted"), text, None, *tools, gap=6, margins=(14, 10, 14, 12),
            name="sunkcard",
        )  # fmt: skip

    def _restore(
        self, row: ChangeView, field: str, change: int, side: str, title: str
    ) -> QPushButton:
        slot = partial(self.owner.restore, row.record, field, change)
        made = button(_("Restore this"), "history", slot=slot)
        made.setAccessibleName(
            _("Restore this: {title}, {field}, {side}").format(
                title=title, field=field_words(field), side=side.lower()
            )
        )
        return made

    def _made(self, row: ChangeView, detail: StepDetail, title: str) -> QWidget:
        """Show what a record was made with; what has changed since can be put back."""
        lines: list[Item] = []
        for field, value in row.value.items():
            words = "" if field in HIDDEN else self._words(row, value, detail, field)
            if not words:
                continue
            lines.append(label(field_words(field), "smallmuted"))
            lines.append(label(words, "small", wrap=True))
            gone = (row.kind, row.record) in detail.removed or ERASED in words
            if not gone and not detail.is_latest(row, field):
                lines.append(self._restore(row, field, row.change, done(row), title))
        made = QWidget()
        vbox(*lines or [label(done(row), "small", wrap=True)], gap=2, parent=made)
        return made

    def _words(self, row: ChangeView, value: Any, detail: StepDetail, field: str = "") -> str:
        field = field or row.field
        if own := detail.names.get(str(value).removeprefix(OWN)):  # one of the team's outlines
            return own
        if field.endswith("_id") and field not in ("template_id", "outline_id", "prompt_id"):
            return detail.names.get(str(value), "") if value else ""
        return value_words(row.kind, field, value)
