"""What was changed and said in Word, part by part beside the desk, and taking it in."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import Block, RichText
from commission_desk.domain.wording import Pieces, compare
from commission_desk.i18n import N_, _, ngettext
from commission_desk.operations.plan_review_copy import CommentBack
from commission_desk.operations.plan_words_back import State, WordsBack
from commission_desk.ui.dialogs.word_comments import comment_tick, comments_card
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import CheckField
from commission_desk.ui.kit.layout import Item, card
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.pair import Pair
from commission_desk.ui.kit.text import label

WIDTH = 1080
T = TypeVar("T")
INDENT = "    "
Take = Callable[[tuple[WordsBack, ...], tuple[CommentBack, ...]], object]

STATES: dict[State, str] = {
    "changed": "",
    "both": N_("The desk’s text was changed too since the file was saved. Taking this in puts "
               "Word’s text in its place."),
    "emptied": N_("Word has no words here any more. Taking this in empties the part."),
    "unknown": N_("The file no longer says what this part said when it was saved, so it cannot be "
                  "told who changed it."),
    "not-applicable": N_("This part is marked as not applicable. Taking this in keeps the words "
                         "without showing them in the plan."),
}  # fmt: skip


class WordBackDialog(Dialog):
    """Lists what differs and the comments; ``take(parts, comments)`` may raise UserError."""

    def __init__(
        self, parent: QWidget, name: str, parts: tuple[WordsBack, ...],
        said: tuple[CommentBack, ...], notes: tuple[str, ...], take: Take,
    ) -> None:  # fmt: skip
        self.parts, self.said, self.take = parts, said, take
        self.ticks = [_tick(part) for part in parts]
        self.comment_ticks = [comment_tick(each) for each in said]
        items: list[Item] = []
        if notes:
            items.append(label(" ".join(notes), "muted", wrap=True))
        if said:
            items += [comments_card(said, self.comment_ticks)]
        if parts:
            items += [label(self._about_parts(name), wrap=True)]
        items += [_card(part, tick) for part, tick in zip(parts, self.ticks, strict=True)]
        super().__init__(
            parent, _("Take in from Word"), *items, accept_text=_("Take in"),
            ready=self._take, width=WIDTH,
        )  # fmt: skip
        (self.comment_ticks or self.ticks)[0].box.setFocus()

    def _about_parts(self, name: str) -> str:
        count = len(self.parts)
        says = ngettext(
            "{count} part differs in {name}. What is ticked becomes the plan’s text; what it said "
            "before stays in its history, and one step undoes it all.",
            "{count} parts differ in {name}. What is ticked becomes the plan’s text; what they "
            "said before stays in their history, and one step undoes it all.", count,
        )  # fmt: skip
        return says.format(count=count, name=name)

    def _take(self) -> None:
        """Take in what is ticked; raises UserError while nothing is."""
        parts, said = _ticked(self.parts, self.ticks), _ticked(self.said, self.comment_ticks)
        if not parts and not said:
            raise UserError(_("Tick at least one of them, or choose Cancel."))
        self.take(parts, said)


def _ticked(things: tuple[T, ...], ticks: list[CheckField]) -> tuple[T, ...]:
    return tuple(thing for thing, tick in zip(things, ticks, strict=True) if tick.value())


def shown(text: RichText) -> str:
    """Return a text as the two sides show it: marks of lists, a line between paragraphs."""
    return "\n".join(_line(block) for block in text.blocks)


def _line(block: Block) -> str:
    marks = {"bullet": "• ", "number": "1. ", "quote": "| "}
    return INDENT * block.level + marks.get(block.kind, "") + block.text


def _tick(part: WordsBack) -> CheckField:
    made = CheckField(_("Take in"), part.wanted)
    name = " ".join(word for word in (part.number, part.title) if word)
    made.box.setAccessibleName(_("Take in: {part}").format(part=name))
    if STATES[part.state]:
        made.box.setAccessibleDescription(_(STATES[part.state]))
    return made


def _card(part: WordsBack, tick: CheckField) -> QFrame:
    title = " ".join(word for word in (part.number, part.title) if word)
    items: list[Item] = [label(title, "h3", wrap=True)]
    ours, theirs = compare(shown(part.ours), shown(part.theirs))
    said = [_(STATES[part.state])] if STATES[part.state] else []
    if part.ours.plain == part.theirs.plain:
        said.append(_("The words are the same: only their style differs, such as bold or links."))
    items += [label(words, "smallmuted", wrap=True) for words in said]
    pair = Pair(tick, _side(_("In the desk"), ours, "gone"), _side(_("In Word"), theirs, "added"))
    return card(*items, pair, gap=8, margins=(18, 14, 18, 16))


def _side(name: str, pieces: Pieces, mark: str) -> QFrame:
    text: QWidget = Marked(pieces, mark) if pieces else label(_("Nothing"), "muted")
    return card(
        label(name, "smallmuted"), text, None, gap=6, margins=(14, 10, 14, 12), name="sunkcard"
    )
