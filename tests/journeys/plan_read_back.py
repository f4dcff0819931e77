"""A printed plan read back by readers of other people: what stands under each of its parts.

A part is a list of pieces in reading order, (kind, words): paragraph, heading, quote, item, cell.
What was put in is told by the same pieces, so that the two can be compared.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import document_readers
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from commission_desk.domain.richtext import RichText

Piece = tuple[str, str]
Parts = dict[str, list[Piece]]
ROLES = {
    "H2": "section", "H3": "part", "H4": "heading", "P": "paragraph", "LBody": "item",
    "TH": "cell", "TD": "cell", "Lbl": "mark",
}  # fmt: skip
STYLES = {
    "Heading 1": "section", "Heading 2": "part", "Heading 3": "heading", "Quote": "quote",
    "Desk table title": "heading", "List Bullet": "item", "List Number": "item",
}  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_pieces(text: RichText) -> list[Piece]:
    """Return the pieces of a text that was put in; a table is its cells in order."""
    found: list[Piece] = []
    for block in text.blocks:
        if block.kind == "table":
            found += [("cell", "".join(run.text for run in cell)) for row in block.rows
                      for cell in row]  # fmt: skip
        else:
            kind = "item" if block.kind in ("bullet", "number") else block.kind
            found.append((kind, block.text))
    return found


def pdf_parts(data: bytes) -> Parts:
    """Return what a tagged PDF says under the heading of each part, by the heading."""
    return under_headings(_pdf_pieces(data))


def word_parts(data: bytes) -> Parts:
    """Return what a Word file says under the heading of each part, by the heading."""
    return under_headings(_word_pieces(data))


def under_headings(pieces: Iterator[Piece]) -> Parts:
    """Gather pieces under the headings of parts; a heading that stands twice is an error."""
    found: Parts = {}
    here: list[Piece] = []
    for kind, words in pieces:
        if kind == "section":
            here = []
        elif kind == "part":
            assert words not in found, f"{words} is there twice"
            here = found[words] = []
        elif words:
            here.append((kind, words))
    return found


def _pdf_pieces(data: bytes) -> Iterator[Piece]:
    for roles, words in document_readers.elements(data):
        kind = "quote" if "BlockQuote" in roles else ROLES.get(roles[-1], "")
        if kind and kind != "mark":
            yield kind, words


def list_marks(data: bytes) -> list[str]:
    """Return the numbers and bullets of a PDF's lists in order."""
    return [words for roles, words in document_readers.elements(data) if roles[-1] == "Lbl"]


def _word_pieces(data: bytes) -> Iterator[Piece]:
    made = Document(io.BytesIO(data))
    for element in _blocks(made.element.body):
        if element.tag == f"{W}tbl":
            for row in Table(element, made).rows:
                yield from (("cell", clean(cell.text)) for cell in row.cells)
        else:
            one = Paragraph(element, made)
            yield STYLES.get(one.style.name, "paragraph"), clean(one.text)


def _blocks(element) -> Iterator:
    """Yield paragraphs and tables in order, those in content controls too."""
    for kid in element:
        if kid.tag == f"{W}sdt":
            yield from _blocks(kid.find(f"{W}sdtContent"))
        elif kid.tag in (f"{W}p", f"{W}tbl"):
            yield kid


def clean(words: str) -> str:
    """Return words with single spaces between them."""
    return re.sub(r"\s+", " ", words).strip()


def in_word(file: Path, before: str, after: str) -> None:
    """Change words in a Word file, as somebody does in Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert data.count(before.encode()) == 1
                data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    file.write_bytes(out.getvalue())
