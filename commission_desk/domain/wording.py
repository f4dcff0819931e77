"""Two versions of a text, word by word: what each says that the other does not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

MOST = 4_000  # words compared one by one; a longer text is compared as a whole
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``changed`` where the other version does not have it."""

    text: str
    changed: bool = False


Pieces = tuple[Piece, ...]


def compare(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, with the words that only one of them has marked."""
    if before == after:
        return _plain(before), _plain(after)
    one, other = _WORD.findall(before), _WORD.findall(after)
    if not one or not other:
        return _all_changed(before), _all_changed(after)
    # Most saves add or change a few words: what is alike at both ends need not be searched.
    begun = _alike(zip(one, other, strict=False))
    ended = _alike(zip(reversed(one[begun:]), reversed(other[begun:]), strict=False))
    middle = one[begun : len(one) - ended], other[begun : len(other) - ended]
    if len(middle[0]) + len(middle[1]) > MOST:
        return _all_changed(before), _all_changed(after)
    left, right = [Piece("".join(one[:begun]))], [Piece("".join(other[:begun]))]
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        _add(left, "".join(middle[0][a:b]), changed=tag != "equal")
        _add(right, "".join(middle[1][c:d]), changed=tag != "equal")
    for pieces, words in ((left, one), (right, other)):
        _add(pieces, "".join(words[len(words) - ended :]), changed=False)
    return _joined([piece for piece in left if piece.text]), _joined(
        [piece for piece in right if piece.text]
    )


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))


def changed_words(pieces: Pieces, most: int = 90) -> str:
    """Return the first changed stretch of a text on one line, as a list quotes it."""
    found = next((piece.text for piece in pieces if piece.changed and piece.text.strip()), "")
    words = " ".join(found.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _joined(pieces: list[Piece]) -> Pieces:
    """Join changed stretches that only a space parts: they read as one."""
    made: list[Piece] = []
    for number, piece in enumerate(pieces):
        between = (
            not piece.changed and not piece.text.strip() and made and made[-1].changed
            and number + 1 < len(pieces) and pieces[number + 1].changed
        )  # fmt: skip
        changed = piece.changed or bool(between)
        if made and made[-1].changed == changed:
            made[-1] = Piece(made[-1].text + piece.text, changed)
        else:
            made.append(Piece(piece.text, changed))
    return tuple(made)


def _add(pieces: list[Piece], text: str, *, changed: bool) -> None:
    if text:
        pieces.append(Piece(text, changed))


def _plain(text: str) -> Pieces:
    return (Piece(text),) if text else ()


def _all_changed(text: str) -> Pieces:
    return (Piece(text, changed=True),) if text else ()
