"""What a printed paper says to whoever reads the file."""

from pathlib import Path

from pypdf import PdfReader


def words_of(file: Path) -> str:
    """Return the words of a PDF with single spaces, wherever its lines end."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
