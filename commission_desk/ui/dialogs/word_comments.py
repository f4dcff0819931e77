"""The comments of a Word file, each to be taken in or left."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from commission_desk.domain.comments import Comment
from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.plan_review_copy import CommentBack
from commission_desk.ui.kit.fields import CheckField
from commission_desk.ui.kit.layout import Item, card
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.plan_comment_box import shortened

LONGEST = 80  # letters of a comment that are spoken with its tick


def comment_tick(back: CommentBack) -> CheckField:
    """Return the tick of a comment; everything somebody said is wanted until a person says not."""
    made = CheckField(_("Take in"), value=True)
    name = _("Take in: {part}").format(part=f"{back.title}, {back.comment.text[:LONGEST]}")
    made.box.setAccessibleName(name)
    return made


def comments_card(found: Sequence[CommentBack], ticks: Sequence[CheckField]) -> QFrame:
    """Return the comments under each other with their ticks."""
    words = ngettext(
        "{count} comment came back", "{count} comments came back", len(found)
    ).format(count=len(found))  # fmt: skip
    cards = [_one(back, tick) for back, tick in zip(found, ticks, strict=True)]
    return card(label(words, "h3", wrap=True), *cards, gap=10, margins=(18, 14, 18, 16))


def _one(back: CommentBack, tick: CheckField) -> QFrame:
    comment = back.comment
    items: list[Item] = [label(back.title, "smallstrong", wrap=True)]
    if comment.quote:
        items.append(label(shortened(comment.quote.words), "smallmuted", wrap=True))
    items += _words(comment)
    for reply in comment.replies if not back.there else back.new:
        items.append(card(*_words(reply), gap=2, margins=(12, 8, 12, 8)))
    if back.there and back.new:
        items.append(
            label(_("The desk has this comment; the reply is new."), "smallmuted", wrap=True)
        )
    if back.resolves:
        items.append(label(_("It was resolved in Word."), "smallmuted", wrap=True))
    return card(*items, tick, gap=4, margins=(14, 10, 14, 10), name="sunkcard")


def _words(comment: Comment) -> list[Item]:
    day = short_date(comment.said.date()) if comment.said else ""
    said = " · ".join(part for part in (comment.who, day) if part)
    return [label(comment.text, wrap=True), label(said, "tiny", wrap=True)]
