"""The words in a document's bytes, as far as they can be read, to find whom they name."""

import re
import zipfile
import zlib
from html import unescape
from io import BytesIO

MOST = 20_000_000  # bytes unpacked of one document: a small file may claim to be endless
PARTS = re.compile(r"(word|xl|ppt)/.*\.xml|content\.xml", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
ENDS = re.compile(r"</(?:w:p|a:p|text:p|si|row|t|is)>")
ZIP = b"PK\x03\x04"
BINARY = b"\x00"
MARKED = (b"\xff\xfe", b"\xfe\xff")  # text in two bytes a letter begins so


def words_of(data: bytes) -> str:
    """Return the words of a text, or of a Word, Excel, PowerPoint or OpenDocument file.

    Of anything else, such as a PDF or a picture, nothing can be read.
    """
    if data.startswith(ZIP):
        return _packed(data)
    if data.startswith(MARKED):
        return data.decode("utf-16", "replace")
    return "" if BINARY in data[:4096] or data.startswith(b"%PDF") else _plain(data)


def _plain(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _packed(data: bytes) -> str:
    found, left = [], MOST
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for part in packed.infolist():
                if PARTS.fullmatch(part.filename) and left > 0:
                    with packed.open(part) as file:
                        said = file.read(left)
                    left -= len(said)
                    found.append(_without_tags(said.decode("utf-8", "replace")))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, NotImplementedError):
        return "\n".join(found)
    return "\n".join(found)


def _without_tags(said: str) -> str:
    """Return the words: runs of one word are joined, paragraphs are not."""
    return unescape(TAG.sub("", ENDS.sub("\n", said)))
