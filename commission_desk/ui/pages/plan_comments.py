"""Comments beside the text: what others said of this part, answered and resolved."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.plan_comments import (
    CommentView,
    add_comment,
    comments,
    edit_comment,
    open_counts,
    reopen_comment,
    reply_to_comment,
    resolve_comment,
)
from commission_desk.operations.records import remove
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, page, refill, vbox
from commission_desk.ui.kit.quoted import Quoted
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.plan_comment_box import CommentBox, shortened

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

WHOLE = ""  # the part of a comment on the plan as a whole


class PlanComments(QWidget):
    """The comments on the open part and on the whole plan; ``counted`` tells how many are open."""

    counted = Signal(int)

    def __init__(self, on: "PlansPage") -> None:
        super().__init__()
        self.page, self.quoted = on, Quoted(on.editor.edit)
        self.plan = self.part = ""
        self.found: tuple[CommentView, ...] = ()
        self.drawn: object = None
        self.resolved = False  # whether those that were resolved are shown
        self.box = CommentBox()
        self.box.left.connect(on.editor.setFocus)
        self.on_part = button(_("Comment on this part"), "message-square-plus", slot=self.begin)
        self.on_plan = button(_("On the plan"), kind="ghost", slot=self.begin_whole)
        self.list = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(self.list)
        self.list.setContentsMargins(0, 0, 0, 0)
        area = page(
            Flow(self.on_part, self.on_plan), self.box, holder, gap=12, margins=(18, 14, 6, 18)
        )
        vbox(area, gap=0, parent=self)

    def show_part(self, plan: str, part: str) -> None:
        """Show what was said of a part; what is being written stays with its own."""
        self.plan, self.part = plan, part
        self.found = self.page.ask(comments, plan)
        self.quoted.show({each.id: each.quote for each in self._here() if each.open})
        self.counted.emit(sum(open_counts(self.found).values()))
        drawn = (part, self.found, self.resolved, frozenset(self.quoted.cursors))
        if drawn != self.drawn:
            self.drawn = drawn
            refill(self.list, *self._items(), gap=10)

    def flush(self) -> None:
        """Keep a comment that is being written; raises UserError, the box in view, if it cannot."""
        if self.box.touched:
            try:
                self.box.keep()
            except UserError:
                self.page.show_comments()
                raise

    # What the buttons do.

    def begin(self) -> None:
        """Ask for a comment on the words that are marked, or on the part."""
        if not self.plan:
            return
        quote = self.quoted.chosen()
        title = self.page.named(self.part).title
        words = _("On words of “{part}”") if quote else _("On “{part}”")
        plan, part = self.plan, self.part
        self.box.ask(
            words.format(part=title),
            lambda text: self._do(add_comment, plan, part, text, quote), quote=quote.words,
        )  # fmt: skip

    def begin_whole(self) -> None:
        """Ask for a comment on the plan as a whole."""
        plan = self.plan
        self.box.ask(_("On the whole plan"), lambda text: self._do(add_comment, plan, WHOLE, text))

    def _reply(self, to: CommentView) -> None:
        title = _("Reply to {who}").format(who=to.who or _("somebody"))
        self.box.ask(title, partial(self._send, reply_to_comment, to), quote=to.text)

    def _edit(self, one: CommentView) -> None:
        self.box.ask(
            _("Change your comment"), partial(self._send, edit_comment, one),
            quote=one.quote.words, words=one.text,
        )  # fmt: skip

    def _send(self, operation: Any, about: CommentView, text: str) -> None:
        """Say something of a comment; of one that was removed meanwhile, say it on its part."""
        there = self.page.ask(comments, about.plan)
        if about.id in {each.id for one in there for each in (one, *one.replies)}:
            self._do(operation, about.id, text)
        else:
            self._do(add_comment, about.plan, about.prompt_id, text, about.quote)

    def _remove(self, one: CommentView) -> None:
        self.flush()  # what is being said may be about it
        self._do(remove, "plan_comment", one.id)
        self.page.shell.toast(_("The comment was removed."), undo=True)

    def _resolve(self, one: CommentView) -> None:
        self._do(resolve_comment, one.id)
        self.page.shell.toast(_("The comment was resolved."), undo=True)

    def _show_resolved(self) -> None:
        self.resolved = not self.resolved
        self.show_part(self.plan, self.part)

    def _do(self, operation: Any, *args: Any) -> None:
        self.page.do(operation, *args)

    # Showing.

    def _here(self) -> list[CommentView]:
        return [each for each in self.found if each.prompt_id == self.part]

    def _items(self) -> list[Item]:
        here = self._here()
        whole = [each for each in self.found if each.prompt_id == WHOLE]
        items: list[Item] = [self._thread(each) for each in here if each.open]
        if not items:
            items.append(label(
                _("Nobody has commented on this part. Mark some words and press Ctrl+Alt+M, or "
                  "comment on the part as a whole.") if not here
                else _("Every comment on this part is resolved."),
                "smallmuted", wrap=True,
            ))  # fmt: skip
        if any(each.open for each in whole):
            items.append(label(_("On the whole plan"), "smallstrong"))
            items += [self._thread(each) for each in whole if each.open]
        items += self._lost()
        items += self._elsewhere()
        done = [each for each in (*here, *whole) if not each.open]
        if done:
            items += self._done(done)
        return items

    def _lost(self) -> list[Item]:
        """Return the comments on parts that the plan has no place for any more."""
        lost = [each for each in self.found if each.open and not self._has_place(each.prompt_id)]
        head = label(_("On parts that this plan no longer has"), "smallstrong", wrap=True)
        return [head, *(self._thread(each) for each in lost)] if lost else []

    def _has_place(self, part: str) -> bool:
        return part == WHOLE or self.page.part_of(part) == part

    def _elsewhere(self) -> list[Item]:
        counts = open_counts(self.found)
        rows = [self._leap(part, counts[part]) for part in self._order() if part in counts]
        return [label(_("In other parts"), "smallstrong"), *rows] if rows else []

    def _order(self) -> Iterable[str]:
        """Return the other parts in the order of the plan, unplaced ones last."""
        whole = self.page.whole
        prompts = (*whole.outline.scoping, *whole.outline.prompts) if whole else ()
        known = [prompt.id for prompt in prompts]
        rest = sorted({each.prompt_id for each in self.found} - {*known, WHOLE})
        return [p for p in (*known, *rest) if p != self.part and self._has_place(p)]

    def _leap(self, part: str, count: int) -> QPushButton:
        words = ngettext("{part}: {count} comment", "{part}: {count} comments", count)
        title = self.page.named(part).title
        return button(
            words.format(part=title, count=count), kind="mini",
            slot=partial(self.page.open_part, part),
        )  # fmt: skip

    def _done(self, done: list[CommentView]) -> list[Item]:
        words = (
            _("Hide what was resolved")
            if self.resolved
            else ngettext(
                "Show {count} resolved comment", "Show {count} resolved comments", len(done)
            ).format(count=len(done))
        )
        items: list[Item] = [Flow(button(words, kind="mini", slot=self._show_resolved))]
        if self.resolved:
            items += [self._thread(each) for each in done]
        return items

    def _thread(self, one: CommentView) -> QWidget:
        """Return a comment with its replies and what can be done with it."""
        items: list[Item] = []
        if one.quote:
            items += self._about(one)
        items += [label(one.text, wrap=True), label(_said(one), "tiny", wrap=True)]
        for reply in one.replies:
            items += [self._reply_card(reply)]
        if one.open:
            tools = [
                button(_("Reply"), kind="mini", slot=partial(self._reply, one)),
                button(_("Resolve"), "check", "mini", partial(self._resolve, one)),
                *self._own_tools(one),
            ]
        else:
            items.append(label(_resolved(one), "tiny", wrap=True))
            again = partial(self._do, reopen_comment, one.id)
            tools = [button(_("Open again"), kind="mini", slot=again)]
        for tool in tools:
            tool.setAccessibleName(f"{tool.text()}: {one.text[:60]}")
        return card(*items, Flow(*tools, gap=4), gap=6, margins=(14, 12, 14, 10))

    def _about(self, one: CommentView) -> list[Item]:
        """Return the words it is about, as the way to them, or that they are gone."""
        words = label(shortened(one.quote.words), "smallmuted", wrap=True)
        if not one.open:
            return [words]
        if one.id not in self.quoted.cursors:
            return [words, label(_("These words are no longer in the text."), "note", wrap=True)]
        go = button(_("Show in the text"), kind="mini", slot=partial(self.quoted.go, one.id))
        items: list[Item] = [words, Flow(go)]
        if one.id in self.quoted.changed:
            items.append(label(_("The words were changed since."), "note", wrap=True))
        return items

    def _reply_card(self, reply: CommentView) -> QWidget:
        tools = self._own_tools(reply)
        items: list[Item] = [label(reply.text, wrap=True), label(_said(reply), "tiny", wrap=True)]
        if tools:
            items.append(Flow(*tools, gap=4))
        return card(*items, gap=4, margins=(12, 8, 12, 8), name="sunkcard")

    def _own_tools(self, one: CommentView) -> list[QPushButton]:
        """Return what one may do with one's own words, and with anybody's."""
        tools = [button(_("Remove"), kind="mini", slot=partial(self._remove, one))]
        if one.who == self.page.workspace.who:
            tools.insert(0, button(_("Change"), kind="mini", slot=partial(self._edit, one)))
        return tools


def _said(one: CommentView) -> str:
    day = short_date(one.on) if one.on else ""
    at = f"{one.at:%H:%M}" if one.at else ""
    return " · ".join(part for part in (one.who, " ".join(w for w in (day, at) if w)) if part)


def _resolved(one: CommentView) -> str:
    day = short_date(one.resolved_on) if one.resolved_on else ""
    return _("Resolved on {date} by {who}").format(date=day, who=one.resolved_by)
