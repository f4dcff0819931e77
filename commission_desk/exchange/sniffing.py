"""What kind of file this is, by what it holds rather than by its name."""

import zipfile
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.exchange.source import Limits
from commission_desk.i18n import _

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = 65_536
_SPREADSHEETS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
_PICTURES_AND_MORE = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def kind_of(path: Path, limits: Limits) -> str:
    """Return csv, json, xlsx, xlsb, ods or xls; raises UserError when it is none of them."""
    size = path.stat().st_size
    if size == 0:
        raise empty(path.name)
    if size > limits.file_bytes:
        raise too_large(path.name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise empty(path.name)
    if head.startswith(b"PK"):
        return _kind_of_zip(path, limits)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith(b"SQLite format 3"):
        raise UserError(
            _("{name} is a desk or a database: open it instead of importing it.").format(
                name=path.name
            )
        )
    if head.startswith(_PICTURES_AND_MORE) or _is_binary(head):
        raise not_readable(path.name)
    return _kind_of_text(path.name, head)


def empty(name: str) -> UserError:
    """Say that a file has nothing in it."""
    return UserError(_("{name} is empty: there is nothing in it to read.").format(name=name))


def not_readable(name: str) -> UserError:
    """Say that a file is of no kind that can be read."""
    return UserError(
        _(
            "{name} is not a file that can be read here. Choose an Excel, OpenDocument or CSV "
            "file, or contracting data (OCDS) or 360Giving data as JSON."
        ).format(name=name)
    )


def too_large(name: str) -> UserError:
    """Say that a file holds more than is read at once."""
    return UserError(
        _(
            "{name} holds more than can be read at once, or claims to. Save the part that you "
            "need as a file of its own and try again."
        ).format(name=name)
    )


def damaged(name: str) -> UserError:
    """Say that a file cannot be read although its kind is known."""
    return UserError(
        _(
            "{name} is damaged and cannot be read. Ask for it again, or open it where it came "
            "from and save a fresh copy."
        ).format(name=name)
    )


def locked(name: str) -> UserError:
    """Say that a file is protected with a password."""
    return UserError(
        _(
            "{name} is protected with a password. Open it in its own program, save a copy "
            "without the password and import that."
        ).format(name=name)
    )


def _kind_of_zip(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise damaged(path.name) from problem
    unzipped = sum(member.file_size for member in members)
    zipped = sum(member.compress_size for member in members)
    a_lot = unzipped > limits.unzipped_bytes // 20
    if unzipped > limits.unzipped_bytes or (a_lot and unzipped > zipped * limits.ratio):
        raise too_large(path.name)
    if any(member.flag_bits & 1 for member in members):
        raise locked(path.name)
    names = {member.filename for member in members}
    for name, kind in _SPREADSHEETS.items():
        if name in names and (kind != "ods" or "mimetype" in names):
            return kind
    raise not_readable(path.name)


def _kind_of_ole(path: Path) -> str:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(path.name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise not_readable(path.name)


def _kind_of_text(name: str, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
    if start in {b"{", b"["} and not name.casefold().endswith((".csv", ".txt", ".tsv")):
        return "json"
    lowered = head[:1_000].lower()
    if b"<html" in lowered or b"<!doctype html" in lowered or b"<?xml" in lowered:
        raise not_readable(name)
    if lowered.startswith((b"begin:vcard", b"begin:vcalendar", b"{\\rtf")):
        raise not_readable(name)
    return "csv"


def _is_binary(head: bytes) -> bool:
    """Say whether bytes are no text: zeros outside UTF-16, or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    if zeros > 1 + len(head) // 1_000:
        pairs = max(1, len(head) // 2)
        odd, even = head[1::2].count(0), head[::2].count(0)
        return not (max(odd, even) > pairs * 0.6 and min(odd, even) < pairs * 0.05)
    control = sum(head.count(byte) for byte in range(32) if byte not in {9, 10, 12, 13, 26, 27})
    return control > len(head) // 50
