"""What a plan in Word carries so that its text can be taken back in, and how a text is kept there.

A part is known by a mark made of its prompt's id: Word refuses tags of more than 64 letters and
names of more than 40, and ids are longer. A fingerprint says what an answer was when it was
written out, so that what changed since is known on either side.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from commission_desk.domain.links import safe_link
from commission_desk.domain.richtext import DEEPEST, Block, RichText, Run, Runs, joined, to_json

PART, SECTION, TABLE, CLOSED = "desk_part_", "desk_section_", "desk_table_", "desk_closed_"
"""How the bookmarks on headings begin; all but the first end the answer above them."""

PLAN_NAME = "CommissionDeskPlan"
ANSWER_NAME = "CommissionDeskAnswer-"
PLACEHOLDER, NOTE, TABLE_TITLE = "DeskPlaceholder", "DeskNote", "DeskTableTitle"
"""Paragraph styles of words that are the desk's own and nobody's answer."""

_TAG = re.compile(r"answer:([0-9a-f]{1,40}):([0-9a-f]{16})\Z")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029\x0b]")


@dataclass(frozen=True, slots=True)
class Place:
    """A heading of a plan; ``mark`` is empty for one that no answer stands under."""

    mark: str
    number: str
    titles: tuple[str, ...]


def mark_of(prompt: str) -> str:
    """Return the mark of a prompt."""
    return sha256(prompt.encode()).hexdigest()[:16]


def tag_of(plan: str, prompt: str) -> str:
    """Return the tag of the content control that holds an answer."""
    return f"answer:{plan}:{mark_of(prompt)}"


def read_tag(tag: str) -> tuple[str, str]:
    """Return the plan and the mark that a tag names, or two empty texts."""
    found = _TAG.match(tag)
    return (found[1], found[2]) if found else ("", "")


def cleaned(text: str) -> str:
    """Return a text as a file of XML can hold it, every line end the same."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def as_word_keeps(text: RichText) -> RichText:
    """Return a text as it comes back from a Word file that nobody has changed.

    Blocks without words go, as they do in print, and so do characters that XML has no place for.
    Neighbouring runs of one style are one run; a link that is not safe keeps its words only; the
    rows of a table are of one length.
    """
    return RichText(tuple(kept for block in text.blocks if (kept := _kept(block)) is not None))


def fingerprint(text: RichText) -> str:
    """Return what tells two texts apart, the same before and after Word."""
    return sha256(to_json(as_word_keeps(text)).encode()).hexdigest()


def _kept(block: Block) -> Block | None:
    if block.kind == "table":
        width = max((len(row) for row in block.rows), default=0)
        rows = tuple(
            tuple(_runs(cell) for cell in (*row, *[()] * (width - len(row)))) for row in block.rows
        )
        made = Block("table", rows=rows)
    else:
        listed = block.kind in ("bullet", "number")
        level = max(0, min(block.level, DEEPEST)) if listed else 0
        made = Block(block.kind, _runs(block.runs), level)
    return made if made.text.strip() else None


def _runs(runs: Runs) -> Runs:
    return joined(
        Run(cleaned(run.text), run.bold, run.italic, safe_link(cleaned(run.link))) for run in runs
    )
