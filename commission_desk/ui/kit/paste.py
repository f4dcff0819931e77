"""What is taken from another program's clipboard: its words and their structure, nothing else.

HTML is read by Python's own parser, which fetches nothing and runs nothing. Every word is kept;
pictures, scripts, styles and colours are not.
"""

import re
from html.parser import HTMLParser

from commission_desk.domain.richtext import Block, BlockKind, RichText, Run, Runs, joined

_DROPPED = {"script", "style", "title", "template", "svg"}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "address", "pre",
    "dl", "dt", "dd", "figure", "figcaption", "caption", "body", "html", "form", "hr", "details",
    "summary", "fieldset", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
# Word marks an item of a list in its style, and writes the bullet or number as words before it.
_LISTED = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\(?[0-9a-z]{1,6}[.)]", re.IGNORECASE)
LONGEST_MARK = 12  # "xxxviii." and "1.2.3.4."
_LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_VOID = {"br", "img", "hr", "meta", "link", "input", "col", "base", "wbr", "source", "area"}


def reduce_html(source: str) -> RichText:
    """Return the words of an HTML text with the structure that a stored text can have."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.mark = ""  # what Word wrote before an item of a list
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[Runs]] = []
        self.tables = 0  # how deep: a table within a cell becomes words of the cell

    # ---- what the parser calls
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_for(tag)
        if tag == "table":
            self.tables += 1
        elif tag == "tr" and self.tables == 1:
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self.tables == 1:
            self._end_cell()
            self.rows = self.rows or [[]]
        if tag not in _VOID:
            self.stack.append((tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self.stack):
            return
        if tag in ("td", "th") and self.tables == 1:
            self._end_cell()  # which closes the tag as well
            return
        if tag == "table":
            self._end_table()
        elif tag in _BLOCKS:
            self._end_block()
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in _DROPPED for tag, _ in self.stack):
            return
        if self._is_mark(data):
            self._mark(data)
            return
        words = data if self._inside("pre") else _SPACE.sub(" ", data)
        if words:
            self.runs.append(Run(words, self._bold(), self._italic(), self._link()))

    # ---- what it means
    def finish(self) -> RichText:
        """Return what was read."""
        while self.tables:
            self._end_table()
        self._end_block()
        return RichText(tuple(self.blocks))

    def _break_for(self, tag: str) -> None:
        if tag == "br":
            self.runs.append(Run("\n"))
        elif (tag == "table" and not self.tables) or tag in _BLOCKS or tag in ("table", "tr"):
            self._end_block()
        elif tag in ("td", "th") and self.tables > 1:
            self.runs.append(Run(" "))

    def _end_block(self) -> None:
        if self.tables:
            if self.runs and self.runs[-1].text != "\n":
                self.runs.append(Run("\n"))
            return
        if runs := _trimmed(self.runs):
            kind, level = self._kind()
            self.blocks.append(Block(kind, runs, level))
        self.runs, self.mark = [], ""

    def _end_cell(self) -> None:
        if not self._inside("td", "th"):
            if _trimmed(self.runs) and self.rows:  # words between cells are kept as a cell
                self.rows[-1].append(_trimmed(self.runs))
            elif runs := _trimmed(self.runs):
                self.rows.append([runs])
            self.runs = []
            return
        self.rows = self.rows or [[]]
        self.rows[-1].append(_trimmed(self.runs))
        self.runs = []
        while self.stack and self.stack.pop()[0] not in ("td", "th"):
            pass

    def _end_table(self) -> None:
        self.tables -= 1
        if self.tables:
            self._end_block()
            return
        self._end_cell_if_open()
        width = max((len(row) for row in self.rows), default=0)
        rows = tuple((*row, *[()] * (width - len(row))) for row in self.rows if row)
        self.rows = []
        if rows:
            self.blocks.append(Block("table", rows=rows))

    def _end_cell_if_open(self) -> None:
        if self._inside("td", "th"):
            self.rows = self.rows or [[]]
            self.rows[-1].append(_trimmed(self.runs))
        elif runs := _trimmed(self.runs):
            self.rows.append([runs])
        self.runs = []

    def _inside(self, *tags: str) -> bool:
        return any(name in tags for name, _ in self.stack)

    def _kind(self) -> tuple[BlockKind, int]:
        lists = [name for name, _ in self.stack if name in ("ul", "ol")]
        if lists:
            return ("number" if lists[-1] == "ol" else "bullet"), len(lists) - 1
        if self._inside("h1", "h2", "h3", "h4", "h5", "h6"):
            return "heading", 0
        if (level := self._level_in_word()) is not None:
            return ("number" if _NUMBERED.match(self.mark) else "bullet"), level
        return ("quote" if self._inside("blockquote") else "paragraph"), 0

    def _is_mark(self, words: str) -> bool:
        """Whether Word wrote this before an item; what is longer was written by a person."""
        inside = any(_MARK.search(attributes.get("style", "")) for _tag, attributes in self.stack)
        return inside and len((self.mark + words).strip()) <= LONGEST_MARK

    def _mark(self, words: str) -> None:
        """Remember what stands before an item; a cell has no lists, and keeps it as words."""
        if self.tables and words.strip():
            self.runs.append(Run(f"{words.strip() if _NUMBERED.match(words) else '•'} "))
        self.mark += words

    def _level_in_word(self) -> int | None:
        """Return how deep an item of one of Word's lists is; None outside of them."""
        for tag, attributes in reversed(self.stack):
            if tag == "p" and (found := _LISTED.search(attributes.get("style", ""))):
                return max(0, int(found[1]) - 1)
        return None

    def _bold(self) -> bool:
        bold = False
        for tag, attributes in self.stack:
            style = attributes.get("style", "")
            bold = bold or tag in ("b", "strong") or bool(_BOLD.search(style))
            bold = bold and not _LIGHT.search(style)
        return bold

    def _italic(self) -> bool:
        return any(
            tag in ("i", "em", "cite") or _ITALIC.search(attributes.get("style", ""))
            for tag, attributes in self.stack
        )

    def _link(self) -> str:
        for tag, attributes in reversed(self.stack):
            if tag == "a" and _LINK.match(attributes.get("href", "")):
                return attributes["href"]
        return ""


def _trimmed(runs: list[Run]) -> Runs:
    """Join runs, with single spaces between words and none at the ends or round a new line."""
    text = "".join(run.text for run in runs)
    if not text.strip():
        return ()
    out: list[Run] = []
    before = " "
    for run in runs:
        words = ""
        for letter in run.text:
            if letter == " " and before in " \n":
                continue
            words += letter
            before = letter
        out.append(Run(words, run.bold, run.italic, run.link))
    return _stripped(list(joined(out)))


def _stripped(runs: list[Run]) -> Runs:
    while runs and not runs[0].text.lstrip(" \n"):
        runs.pop(0)
    while runs and not runs[-1].text.rstrip(" \n"):
        runs.pop()
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        run = runs[place]
        runs[place] = Run(strip(run.text, " \n"), run.bold, run.italic, run.link)
    return tuple(runs)
