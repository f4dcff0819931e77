"""Recognising what a heading means: exactly, or nearly, which is only a guess."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

MONEY_FIELDS = frozenset({"annual", "total", "partner"})
DATE_FIELDS = frozenset({"awarded", "start", "end", "latest_end", "review_on"})

LONGEST = 80  # letters; a longer cell is a sentence, not a heading
_NEAR = 0.8
_SHORTEST_NEAR = 5  # letters; shorter words are near too much

_UNITS = {"000": 1_000, "000s": 1_000, "k": 1_000, "m": 1_000_000, "million": 1_000_000}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means: a field, how well it fits (1 is best) and whether that is sure."""

    field: str
    fit: float
    sure: bool


class Headings:
    """Knows the headings of a register: for each field its name and its synonyms."""

    def __init__(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        self._known: dict[str, Meaning] = {}
        for name, words in synonyms.items():
            for place, heading in enumerate((name, *words)):
                self._learn(plain_heading(heading), Meaning(name, 1 - place / 1_000, sure=True))
        self.meaning = lru_cache(maxsize=4_096)(self._meaning)

    def exactly(self, heading: str) -> Meaning | None:
        """Return what a heading means when it is one that is known."""
        if len(heading) > LONGEST:
            return None
        whole = self._known.get(plain_heading(heading))
        return whole or self._known.get(plain_heading(re.sub(r"\([^)]*\)", " ", heading)))

    def _meaning(self, heading: str) -> Meaning | None:
        """Return what a heading means, or what a misspelt or longer one may mean."""
        known = self.exactly(heading)
        words = plain_heading(re.sub(r"\([^)]*\)", " ", heading))
        by_machine = "/" in heading and " " not in heading  # the path of a value in JSON
        if known or by_machine or not _SHORTEST_NEAR <= len(words) <= LONGEST:
            return known
        best: Meaning | None = None
        matcher = SequenceMatcher(None, "", words, autojunk=False)
        for candidate, meaning in self._known.items():
            if len(candidate) < _SHORTEST_NEAR:
                continue
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
                continue
            fit = matcher.ratio() * 0.9
            if matcher.ratio() >= _NEAR and (best is None or fit > best.fit):
                best = Meaning(meaning.field, fit, sure=False)
        return best or self._inside(words)

    def _inside(self, words: str) -> Meaning | None:
        """Return the longest known heading that stands inside a longer one.

        It has two words or more, except for amounts: "Invoice line value" is a value.
        """
        found = [
            (len(known), meaning)
            for known, meaning in self._known.items()
            if f" {known} " in f" {words} " and (" " in known or _is_amount(known, meaning))
        ]
        if not found:
            return None
        length, meaning = max(found, key=lambda each: each[0])
        return Meaning(meaning.field, 0.6 * length / len(words), sure=False)

    def _learn(self, heading: str, meaning: Meaning) -> None:
        other = self._known.get(heading)
        if heading and (other is None or meaning.fit > other.fit):
            self._known[heading] = meaning


def _is_amount(heading: str, meaning: Meaning) -> bool:
    return meaning.field in MONEY_FIELDS and len(heading) >= _SHORTEST_NEAR


def plain_heading(text: str) -> str:
    """Return a heading as lower-case words, its camelCase and punctuation taken apart."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    return " ".join(re.findall(r"\w+", text.replace("_", " ").replace("'", "").replace("’", "")))


def unit_of(heading: str) -> int:
    """Return what amounts under a heading count in: 1,000 for "Annual value (£000s)"."""
    found = re.search(r"£\s?'?,?\s?(000s?|k|m|million)\b", heading.casefold().replace("’", "'"))
    return _UNITS[found[1]] if found else 1
