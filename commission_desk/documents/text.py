"""The only door for what people wrote: into characters the font has, and into safe markup.

One character that the font lacks makes a document fail PDF/UA-1, and a stray ``<`` would be read as
markup: so every text of a paper comes through here. A text is made whole first (NFC), then
characters that have a plain equivalent take it, invisible ones go, and any other that the font
lacks becomes a box. ``unprintable`` says which those are, for the person who prints.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from html import escape
from typing import Any

from commission_desk.documents.fonts import covered
from commission_desk.domain.links import is_safe_link
from commission_desk.domain.richtext import Run, Runs

SUBSTITUTE = "\u25a1"
_equivalents = {
    "\uf0b7": "\u2022",  # Word's bullet, in its own private area
    "\uf0a7": "\u25aa",
    "\uf02d": "\u2013",
    "\u2612": "\u2611",
    "\u00ad": "",
    "\r": " ",
    "\t": " ",
    "\n": " ",
    "\u2028": " ",
    "\u2029": " ",
    "\x0b": " ",
}
_line_break = re.compile("\r\n|[\n\r\u2028\u2029\x0b]")


def printable(text: str) -> str:
    """Return a text on one line in characters that every face of the font has."""
    if text.isascii() and text.isprintable():
        return text
    whole = unicodedata.normalize("NFC", text)
    if covered().issuperset(whole):
        return whole
    return "".join(map(_shown, whole))


def unprintable(*papers: Any) -> str:
    """Return the characters that will print as a box anywhere in these papers, each once."""
    found = {
        character: None
        for text in _texts(papers)
        for character in unicodedata.normalize("NFC", text)
        if _shown(character) == SUBSTITUTE != character
    }
    return "".join(found)


def clipped(text: str, most: int) -> str:
    """Return a text, or as many whole words of it as ``most`` letters hold, with an ellipsis."""
    words = " ".join(text[: 8 * most].split())
    if len(words) <= most and len(text) <= 8 * most:
        return words
    kept = words[: most - 1]
    whole = kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept
    return whole.rstrip(" ,;:.") + "…"


def markup(text: str) -> str:
    """Return a plain text as markup that says exactly that text."""
    return escape(printable(text), quote=False)


def markup_lines(text: str) -> str:
    """Return a plain text as markup that keeps its line breaks."""
    return "<br/>".join(map(markup, _line_break.split(text)))


def markup_runs(runs: Runs, link_colour: str) -> str:
    """Return runs of rich text as markup; a link that is not safe keeps its words only."""
    return "".join(_markup_run(run, link_colour) for run in runs)


def _markup_run(run: Run, link_colour: str) -> str:
    words = markup_lines(run.text)
    if not words:
        return ""
    if run.bold:
        words = f"<b>{words}</b>"
    if run.italic:
        words = f"<i>{words}</i>"
    if is_safe_link(run.link) and run.text.strip():
        address = escape(printable(run.link.strip()), quote=True)
        words = f'<a href="{address}" color="{link_colour}"><u>{words}</u></a>'
    return words


@cache
def _shown(character: str) -> str:
    """Return what is printed for one character."""
    if character in _equivalents:
        return _equivalents[character]
    if character in covered():
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in {"Cc", "Cf", "Me", "Mn"}:  # controls, joiners, marks that fit no letter
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain and all(each in covered() for each in plain) else SUBSTITUTE


def _texts(thing: Any) -> Iterator[str]:
    """Yield every text inside dataclasses and tuples."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _texts(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))
