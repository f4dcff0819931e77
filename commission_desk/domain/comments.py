"""A comment as it travels in a file: out to those who read a plan elsewhere, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from commission_desk.domain.quotes import NO_WORDS, Quote

COMMENT_NAME = "CommissionDeskComment-"
"""How the names of facts begin that say which comments a file took along."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of some words, or without a quote of the whole part, with its replies.

    ``said`` is local to whoever said it.
    """

    text: str
    who: str = ""
    said: datetime | None = None
    quote: Quote = NO_WORDS
    resolved: bool = False
    replies: tuple["Comment", ...] = ()


def comment_key(mark: str, comment: Comment) -> str:
    """Return what tells the comments on a part apart, the same before and after Word.

    ``mark`` is that of the part, or empty for the whole plan.
    """
    words = " ".join(comment.text.split())
    return sha256("\n".join((mark, comment.who.strip(), words)).encode()).hexdigest()[:16]


def comment_keys(mark: str, comments: tuple[Comment, ...]) -> Iterator[str]:
    """Yield the keys of comments and of their replies."""
    for each in comments:
        yield comment_key(mark, each)
        yield from comment_keys(mark, each.replies)
