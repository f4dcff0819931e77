"""A comment as it travels in a file: out to those who read a plan elsewhere, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from commission_desk.domain.quotes import NO_WORDS, Quote

COMMENT_NAME = "CommissionDeskComment-"
"""How the names of facts begin that say which comments a file took along, and their ids."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of some words, or without a quote of the whole part, with its replies.

    ``said`` is local to whoever said it; ``id`` is the desk's own, of one that it has.
    """

    text: str
    who: str = ""
    said: datetime | None = None
    quote: Quote = NO_WORDS
    resolved: bool = False
    replies: tuple["Comment", ...] = ()
    id: str = ""


def comment_key(mark: str, comment: Comment, parent: str = "") -> str:
    """Return what tells the comments on a part apart, the same before and after Word.

    ``mark`` is that of the part, or empty for the whole plan. One that says when it was said is
    known by that; else by the words it is about and the key of what it replies to.
    """
    if comment.said is not None:
        told = comment.said.isoformat(timespec="seconds")
    else:
        told = " ".join((parent, *comment.quote.words.split()))
    words = " ".join(comment.text.split())
    return sha256("\n".join((mark, comment.who.strip(), told, words)).encode()).hexdigest()[:16]


def comment_keys(
    mark: str, comments: tuple[Comment, ...], parent: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the keys and ids of comments and of their replies."""
    for each in comments:
        key = comment_key(mark, each, parent)
        yield key, each.id
        yield from comment_keys(mark, each.replies, key)
