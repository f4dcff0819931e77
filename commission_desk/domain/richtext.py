"""Rich text as blocks and runs: one model for the screen, the PDF and Word.

A text is a tuple of blocks. A paragraph, sub-heading, quotation or list item holds runs; a list
item also has a level (0 is the outermost). A table holds rows of cells, each cell a tuple of runs.
Stored as compact JSON, because Markdown written by Qt damages one text in three (design, perf 5).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

BlockKind = Literal["paragraph", "heading", "quote", "bullet", "number", "table"]
DEEPEST = 8  # the deepest level of a list
KINDS: tuple[BlockKind, ...] = ("paragraph", "heading", "quote", "bullet", "number", "table")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``link`` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, sub-heading, quotation, list item or table."""

    kind: BlockKind = "paragraph"
    runs: Runs = ()
    level: int = 0
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """The block's words without their style; table cells are parted by tabs."""
        if self.kind == "table":
            return "\n".join("\t".join(_words(cell) for cell in row) for row in self.rows)
        return _words(self.runs)


@dataclass(frozen=True, slots=True)
class RichText:
    """A whole text: an answer, the notes of an agenda item."""

    blocks: tuple[Block, ...] = ()

    @property
    def plain(self) -> str:
        """The words alone, a line a block."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.plain.strip()

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.plain.split())


def _words(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def from_plain(text: str) -> RichText:
    """Make a text of plain paragraphs, one a line; blank lines only part them."""
    return RichText(tuple(Block(runs=(Run(line),)) for line in text.splitlines() if line.strip()))


def to_json(text: RichText) -> str:
    """Write a text as compact JSON; the empty text is the empty string."""
    if not text.blocks:
        return ""
    return json.dumps(
        [_block_out(b) for b in text.blocks], ensure_ascii=False, separators=(",", ":")
    )


def from_json(source: str | None) -> RichText:
    """Read what ``to_json`` wrote; raises ValueError on anything else."""
    if not source:
        return RichText()
    try:
        return RichText(tuple(_block_in(item) for item in _list_in(json.loads(source))))
    except (TypeError, KeyError, AttributeError, RecursionError, OverflowError) as problem:
        raise ValueError(f"Not a stored text: {source[:40]!r}") from problem


def _run_out(run: Run) -> dict[str, Any]:
    out: dict[str, Any] = {"x": run.text}
    if run.bold:
        out["b"] = 1
    if run.italic:
        out["i"] = 1
    if run.link:
        out["u"] = run.link
    return out


def _block_out(block: Block) -> dict[str, Any]:
    if block.kind == "table":
        return {
            "k": "table",
            "t": [[[_run_out(r) for r in cell] for cell in row] for row in block.rows],
        }
    out: dict[str, Any] = {"r": [_run_out(run) for run in block.runs]}
    if block.kind != "paragraph":
        out["k"] = block.kind
    if block.level:
        out["l"] = block.level
    return out


def _run_in(item: dict[str, Any]) -> Run:
    return Run(str(item["x"]), bool(item.get("b")), bool(item.get("i")), str(item.get("u", "")))


def _list_in(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError("a text is a list of blocks")
    return found


def _block_in(item: dict[str, Any]) -> Block:
    kind = item.get("k", "paragraph")
    if kind not in KINDS:
        raise ValueError(f"Unknown kind of block: {kind!r}")
    if kind == "table":
        rows = tuple(tuple(tuple(_run_in(r) for r in cell) for cell in row) for row in item["t"])
        return Block("table", rows=rows)
    level = max(0, min(int(item.get("l", 0)), DEEPEST))
    return Block(kind, tuple(_run_in(r) for r in item["r"]), level)


def joined(runs: Iterable[Run]) -> Runs:
    """Join neighbouring runs of one style, and drop empty ones."""
    out: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = out[-1] if out else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            out[-1] = Run(last.text + run.text, run.bold, run.italic, run.link)
        else:
            out.append(run)
    return tuple(out)
