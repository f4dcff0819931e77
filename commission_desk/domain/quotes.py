"""The words that a comment is about, found again in a text that has gone on changing.

A quote keeps some of what stood before and after it, as a web annotation does (W3C Web Annotation
Data Model 2017, text quote selector), so that a text needs no marks of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

AROUND = 32  # letters kept on either side
STRETCH = 4  # how much longer than before the words between two known neighbours may be


@dataclass(frozen=True, slots=True)
class Quote:
    """Some words of a text with their neighbours; without words it is the whole text."""

    words: str = ""
    before: str = ""
    after: str = ""

    def __bool__(self) -> bool:
        return bool(self.words.strip())


NO_WORDS = Quote()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quote stands now, in letters; ``changed`` if other words stand in its place."""

    start: int
    end: int
    changed: bool = False


def quote_of(text: str, start: int, end: int) -> Quote:
    """Return a quote of the letters from ``start`` up to ``end``, spaces at its ends left out."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        return Quote()
    end = start + len(words)
    return Quote(words, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find_quote(text: str, quote: Quote) -> Span | None:
    """Return where a quote stands in a text, or None where it is no longer told.

    Of several places the one whose neighbours are most alike is taken. Where the words themselves
    are gone, what stands between the neighbours is.
    """
    if not quote:
        return None
    places = list(_places(text, quote.words))
    if places:
        return max(places, key=lambda span: (_likeness(text, span, quote), -span.start))
    return _between(text, quote)


def _places(text: str, words: str) -> Iterator[Span]:
    """Yield where words stand; how they are spaced makes no difference."""
    for match in _spaced(words).finditer(text):
        yield Span(*match.span())


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _likeness(text: str, span: Span, quote: Quote) -> int:
    """Count the letters in which the neighbours agree; the very ends of a text count as one."""
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    same = (before == quote.before) + (after == quote.after)
    return same + _alike(before[::-1], quote.before[::-1]) + _alike(after, quote.after)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _between(text: str, quote: Quote) -> Span | None:
    if not quote.before.strip() or not quote.after.strip():
        return None
    longest = STRETCH * len(quote.words) + AROUND
    for first in _spaced(quote.before).finditer(text):
        near = text[first.end() : first.end() + longest + len(quote.after)]
        then = _spaced(quote.after).search(near)
        if then is not None and near[: then.start()].strip():
            gap = near[: then.start()]
            start = first.end() + len(gap) - len(gap.lstrip())
            return Span(start, first.end() + len(gap.rstrip()), changed=True)
    return None
