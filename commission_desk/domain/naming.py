"""Finding a person's name in a text, however it is written, without keeping the name.

A name is its words, accents and letter case aside: "Siân Rees", "SIAN REES", "Rees, Siân" and
"sian.rees@" are one. A telephone number is its digits. Only salted hashes of these are compared,
so that what has been erased can be found again in an old copy by something that does not hold it.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from commission_desk.domain.richtext import RichText, Run, Runs

ERASED = "[erased]"
MOST_WORDS = 8  # of one name; an address is several
HINT = 3  # hexadecimal digits
BETWEEN = 3  # signs that may part two words of a name: ", " and ". " and "'s "
_WORD = re.compile(r"\+?[0-9](?:[ ()-]{0,2}[0-9]){6,}|[^\W_]+")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")

Word = tuple[str, int, int]  # folded, and where it begins and ends
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Hashes of everything a person is called, to look for in texts.

    Among them are the first few digits of the hashes of first words: too few to tell a word by,
    enough to pass over nearly every other word at once.
    """

    salt: str
    hashes: frozenset[str]
    longest: int
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    _begin: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def spans(self, text: str) -> list[Span]:
        """Return where the names are in a text, the longest first where two begin together."""
        words = list(_words(text))
        if not any(self._may_begin(word) for word, _start, _end in words):
            return []
        found: list[Span] = []
        at = 0
        while at < len(words):
            many = self._match(words, at)
            if many:
                found.append((words[at][1], words[at + many - 1][2]))
            at += many or 1
        return found

    def redact(self, text: str) -> str:
        """Return a text with the names gone."""
        spans = self.spans(text)
        for start, end in reversed(spans):
            text = text[:start] + ERASED + text[end:]
        return text

    def is_whole(self, text: str) -> bool:
        """Whether a text is nothing but one of the names."""
        words = [word for word, _start, _end in _words(text)]
        return bool(words) and len(words) <= self.longest and self._is(" ".join(words))

    def _match(self, words: list[Word], at: int) -> int:
        if not self._may_begin(words[at][0]):
            return 0
        joined, many, best = words[at][0], 1, 0
        while True:
            if self._is(joined):
                best = many
            follows = at + many
            if many >= self.longest or follows >= len(words):
                return best
            if words[follows][1] - words[follows - 1][2] > BETWEEN:
                return best
            joined += " " + words[follows][0]
            many += 1

    def _may_begin(self, word: str) -> bool:
        known = self._begin.get(word)
        if known is None:
            known = hashed(self.salt, word)[:HINT] in self.hashes
            self._begin[word] = known
        return known

    def _is(self, words: str) -> bool:
        known = self._known.get(words)
        if known is None:
            known = hashed(self.salt, words) in self.hashes
            self._known[words] = known
        return known


def names(called: Iterable[str]) -> Names:
    """Return what to look for from what a person is called: names, addresses, numbers."""
    salt = secrets.token_hex(16)
    wanted: set[str] = set()
    longest = 1
    for name in called:
        for words in _ways(name):
            wanted.add(hashed(salt, " ".join(words)))
            wanted.add(hashed(salt, words[0])[:HINT])
            longest = max(longest, len(words))
    return Names(salt, frozenset(wanted), longest)


def called_in(details: str) -> list[str]:
    """Return the e-mail addresses and telephone numbers in somebody's contact details."""
    numbers = [found[0] for found in _WORD.finditer(details) if found[0][-1:].isdigit()]
    return _ADDRESS.findall(details) + [number for number in numbers if _digits(number)]


def hashed(salt: str, words: str) -> str:
    """Return the hash of folded words."""
    return hmac.new(salt.encode(), words.encode(), hashlib.sha256).hexdigest()


def _ways(name: str) -> Iterator[list[str]]:
    words = [word for word, _start, _end in _words(name)][:MOST_WORDS]
    if words:
        yield words
    if len(words) > 1 and "@" not in name:
        yield [words[-1], *words[:-1]]  # as a list by surname has it


def _words(text: str) -> Iterator[Word]:
    folded, places = _folded(text)
    for found in _WORD.finditer(folded):
        word = _digits(found[0]) or found[0]
        yield word, places[found.start()], places[found.end() - 1] + 1


def _digits(word: str) -> str:
    digits = re.sub(r"[^0-9]", "", word)
    return digits if len(digits) >= 7 and not re.search(r"[^0-9 ()+-]", word) else ""


def _folded(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def redact_rich(called: Names, text: RichText) -> RichText:
    """Return a rich text with the names gone, also where a name changes style half-way."""
    return RichText(
        tuple(
            replace(
                block,
                runs=_redact_runs(called, block.runs),
                rows=tuple(tuple(_redact_runs(called, cell) for cell in row) for row in block.rows),
            )
            for block in text.blocks
        )
    )


def _redact_runs(called: Names, runs: Runs) -> Runs:
    spans = called.spans("".join(run.text for run in runs))
    kept: list[Run] = []
    begins = 0
    for run in runs:
        ends = begins + len(run.text)
        words = _without(run.text, begins, spans)
        link = "" if run.link and called.spans(run.link) else run.link
        if words or not run.text:
            kept.append(replace(run, text=words, link=link))
        begins = ends
    return tuple(kept)


def _without(text: str, begins: int, spans: list[Span]) -> str:
    """Take out of one run the parts of the spans that lie in it; a span's beginning is marked."""
    out, at = "", 0
    for start, end in spans:
        first, last = max(0, start - begins), min(len(text), end - begins)
        if first >= len(text) or last <= 0:
            continue
        out += text[at:first] + (ERASED if start >= begins else "")
        at = last
    return out + text[at:]
