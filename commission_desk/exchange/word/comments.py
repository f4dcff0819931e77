"""The comments of a Word file: who said what of which words, what was replied, what is resolved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element

from commission_desk.domain.comments import Comment
from commission_desk.domain.quotes import AROUND, Quote
from commission_desk.exchange.word.parts import Parts, W
from commission_desk.exchange.word.runs import GONE

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
LONGEST = 20_000  # letters of words that a comment may be about


@dataclass(slots=True)
class _Range:
    """Where the words of a comment begin and end, in letters of all that was read."""

    mark: str
    start: int
    edge: int  # where the part begins
    end: int = -1


class CommentReader:
    """Follows a document in its order and notes which words each comment is about."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.length = self.edge = 0
        self.ranges: dict[str, _Range] = {}

    def begin(self) -> None:
        """Notice that another part begins: words before it are no neighbours of those in it."""
        self.edge = self.length

    def point(self, element: Element, mark: str) -> None:
        """Notice the beginning or the end of the words of a comment."""
        key, name = element.get(W + "id", ""), element.tag.removeprefix(W)
        if name == "commentRangeStart":
            self.ranges.setdefault(key, _Range(mark, self.length, self.edge))
        elif key in self.ranges:
            self.ranges[key].end = self.length
        elif name == "commentReference":
            self.ranges[key] = _Range(mark, self.length, self.edge, self.length)

    def paragraph(self, paragraph: Element, mark: str, *, words: bool = True) -> None:
        """Follow a paragraph of a part; one whose ``words`` are ours, such as a heading, has none.

        A comment on such a paragraph is about the whole part.
        """
        for each in _walk(paragraph):
            if each.tag.startswith(W + "comment"):
                self.point(each, mark)
            elif words:
                self._say(_SIGNS.get(each.tag, each.text or ""))
        if words:
            self._say("\n")

    def read(self, parts: Parts) -> tuple[tuple[str, Comment], ...]:
        """Return the comments by the mark of their part, each with its replies."""
        if parts.comments is None:
            return ()
        text = "".join(self.said)
        state = dict(_state(parts.comments_extended))
        tops: list[str] = []
        found: dict[str, tuple[str, Comment]] = {}
        replies: dict[str, list[Comment]] = {}
        for each in parts.comments.iter(W + "comment"):
            key, mark, comment = self._comment(each, text)
            if not comment.text:
                continue
            parent, resolved = state.get(key, ("", False))
            if parent in found:
                replies.setdefault(parent, []).append(replace(comment, quote=Quote()))
            else:
                key = key or f"no key {len(tops)}"
                tops.append(key)
                found[key] = (mark, replace(comment, resolved=resolved))
        return tuple(
            (found[key][0], replace(found[key][1], replies=tuple(replies.get(key, ()))))
            for key in tops
        )

    def _comment(self, element: Element, text: str) -> tuple[str, str, Comment]:
        paragraphs = list(element.iter(W + "p"))
        lines = ["".join(_words(each)) for each in paragraphs]
        where = self.ranges.get(element.get(W + "id", ""))
        made = Comment(
            "\n".join(lines).strip(), element.get(W + "author", "").strip(),
            _moment(element.get(W + "date", "")), _quote(text, where) if where else Quote(),
        )  # fmt: skip
        key = paragraphs[-1].get(_W14 + "paraId", "") if paragraphs else ""
        return key, where.mark if where else "", made

    def _say(self, letters: str) -> None:
        self.said.append(letters)
        self.length += len(letters)


def _quote(text: str, where: _Range) -> Quote:
    end = min(max(where.start, where.end), where.start + LONGEST)
    words = text[where.start : end]
    start = where.start + len(words) - len(words.lstrip())
    words = words.strip()
    before = text[max(where.edge, start - AROUND) : start]
    after = text[start + len(words) : start + len(words) + AROUND]
    return Quote(words, before, after) if words else Quote()


def _walk(parent: Element) -> Iterator[Element]:
    """Yield letters and the ends of comments in order, what was deleted left out."""
    for child in parent:
        if child.tag in GONE:
            continue
        if child.tag in _SIGNS or child.tag == W + "t" or child.tag.startswith(W + "comment"):
            yield child
        else:
            yield from _walk(child)


def _words(paragraph: Element) -> Iterator[str]:
    for each in _walk(paragraph):
        yield _SIGNS.get(each.tag, each.text or "")


def _state(root: Element | None) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield for each comment which one it replies to, and whether it is resolved."""
    for each in root if root is not None else ():
        done = each.get(_W15 + "done", "") in ("1", "true", "on")
        yield each.get(_W15 + "paraId", ""), (each.get(_W15 + "paraIdParent", ""), done)


def _moment(words: str) -> datetime | None:
    """Read a time as Word writes it: local, though it says otherwise."""
    try:
        return datetime.fromisoformat(words.removesuffix("Z")).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None
