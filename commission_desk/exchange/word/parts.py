"""The parts of a Word file, taken out of its zip with limits and read as XML without entities."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from commission_desk.domain.errors import UserError
from commission_desk.exchange.sniffing import damaged, empty, locked, too_large
from commission_desk.exchange.source import MEGABYTE, Limits
from commission_desk.i18n import _

WORD = Limits(file_bytes=60 * MEGABYTE, unzipped_bytes=300 * MEGABYTE, seconds=60.0)
MOST_XML = 60 * MEGABYTE  # of one part
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/"
    ),
}  # the names of Word's other way to save, "Strict Open XML"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Parts:
    """What is read of a Word file; a part that it does not have is None."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    comments_extended: Element | None
    properties: Element | None
    links: dict[str, str]


def read_parts(path: Path, limits: Limits = WORD) -> Parts:
    """Read the parts of a Word file; raises UserError for anything that is none."""
    _look_at_head(path, limits)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise damaged(path.name) from problem
    with archive:
        return _parts(archive, path.name, limits)


def not_word(name: str) -> UserError:
    """Say that a file is no Word file."""
    return UserError(
        _("{name} is not a Word file. Choose the .docx file that was saved from this plan.").format(
            name=name
        )
    )


def _look_at_head(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise empty(path.name)
    if size > limits.file_bytes:
        raise too_large(path.name)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE):
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(path.name)
        if "WordDocument".encode("utf-16-le") in data:
            raise UserError(
                _("{name} is in Word’s old format. Open it in Word, save it as a Word document "
                  "(.docx) and choose that.").format(name=path.name)
            )  # fmt: skip
    if not head.startswith(b"PK"):
        raise not_word(path.name)


def _parts(archive: zipfile.ZipFile, name: str, limits: Limits) -> Parts:
    members = {member.filename.lstrip("/"): member for member in archive.infolist()}
    unzipped = sum(member.file_size for member in members.values())
    zipped = sum(member.compress_size for member in members.values())
    a_lot = unzipped > limits.unzipped_bytes // 20
    if unzipped > limits.unzipped_bytes or (a_lot and unzipped > zipped * limits.ratio):
        raise too_large(name)
    if any(member.flag_bits & 1 for member in members.values()):
        raise locked(name)
    if "[Content_Types].xml" not in members or not any(
        each.endswith("document.xml") or each.startswith("word/") for each in members
    ):
        raise not_word(name)
    return _Reader(archive, members, name).whole()


class _Reader:
    def __init__(
        self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str
    ) -> None:
        self.archive, self.members, self.name = archive, members, name

    def whole(self) -> Parts:
        top = {kind: target for kind, target, _id, _out in self._related("", "_rels/.rels")}
        main = top.get("officeDocument", "word/document.xml")
        document = self._xml(main)
        if document is None or document.tag != f"{W}document":
            raise not_word(self.name)
        folder, file = posixpath.split(main)
        near: dict[str, str] = {}
        links: dict[str, str] = {}
        for kind, target, key, outside in self._related(folder, f"{folder}/_rels/{file}.rels"):
            if outside:
                links[key] = target
            else:
                near.setdefault(kind, target)

        def part(kind: str) -> Element | None:
            return self._xml(near[kind]) if kind in near else None

        return Parts(
            document, part("styles"), part("numbering"), part("footnotes"), part("endnotes"),
            part("comments"), part("commentsExtended"),
            self._xml(top.get("custom-properties", "")), links,
        )  # fmt: skip

    def _related(self, folder: str, path: str) -> Iterator[tuple[str, str, str, bool]]:
        """Yield the kind, target and id of each relationship, and whether it leads outside."""
        root = self._xml(path)
        for one in root.iter(f"{_PACKAGE}Relationship") if root is not None else ():
            target = one.get("Target", "")
            outside = one.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield one.get("Type", "").rsplit("/", 1)[-1], target, one.get("Id", ""), outside

    def _xml(self, path: str) -> Element | None:
        """Read a part; a declared size is not believed."""
        member = self.members.get(path)
        if member is None:
            return None
        with self.archive.open(member) as file:
            data = file.read(MOST_XML + 1)
        if len(data) > MOST_XML:
            raise too_large(self.name)
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        found: Element = fromstring(data, forbid_dtd=True)
        return found
