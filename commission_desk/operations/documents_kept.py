"""Documents about an agreement: a file that is kept in the desk, or where it is kept elsewhere."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.domain.filekinds import runs, safe_name
from commission_desk.domain.history import local
from commission_desk.i18n import N_, _, file_size
from commission_desk.operations.records import get, put, standing
from commission_desk.store import blobs
from commission_desk.store.desk import named
from commission_desk.store.recording import told
from commission_desk.store.tables import Agreement, Blob, Change, Document, Step
from commission_desk.store.tables.history import CREATED

FIELDS = ("title", "kind", "dated", "note", "kept_at")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read to be kept."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document; ``here`` says whether its file is kept in the desk still."""

    id: str
    title: str
    kind: str
    dated: date | None
    note: str
    kept_at: str
    file_name: str
    fingerprint: str
    size: int
    added_on: date | None
    here: bool


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file that a document has or had, from a day on; ``here`` while it is still kept."""

    fingerprint: str
    file_name: str
    since: date
    who: str
    here: bool


def documents(session: Session, agreement: str) -> tuple[DocumentView, ...]:
    """Return the documents of an agreement, the newest first."""
    rows = session.scalars(
        standing(Document)
        .where(Document.agreement_id == agreement)
        .order_by(Document.dated.desc().nulls_last(), Document.title, Document.id)
    ).all()
    here = _here(session, {row.fingerprint for row in rows})
    return tuple(_view(row, row.fingerprint in here) for row in rows)


def read_file(path: Path) -> FileRead:
    """Read a file that is to be kept; raises UserError for what runs, is too large or unreadable.

    No more is ever read than may be kept.
    """
    most = threshold("document-most").value * MEGABYTE
    try:
        if not path.is_file():
            raise UserError(_("“{name}” is not a file.").format(name=path.name or path))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as problem:
        words = _("“{name}” cannot be read ({reason}).")
        raise UserError(words.format(name=path.name, reason=problem.strerror)) from problem
    return checked(FileRead(path.name, data))


def checked(file: FileRead) -> FileRead:
    """Return a file that may be kept, under a name that any system takes; raises UserError."""
    most = threshold("document-most").value * MEGABYTE
    if len(file.data) > most:
        words = _("“{name}” is larger than {most}, so it cannot be kept here. "
                  "Write down where it is kept instead.")  # fmt: skip
        raise UserError(words.format(name=file.name, most=file_size(most)))
    if not file.data:
        raise UserError(_("“{name}” is empty.").format(name=file.name))
    if runs(file.name, file.data):
        words = _("“{name}” is of a kind that runs, so it is not kept. "
                  "Save it as a PDF, or write down where it is kept.")  # fmt: skip
        raise UserError(words.format(name=file.name))
    return FileRead(safe_name(file.name), file.data)


def file_of(session: Session, record: str, fingerprint: str = "") -> FileRead:
    """Return the file of a document, or one that it had; raises UserError once it is gone."""
    found = get(session, Document, record)
    data = blobs.read(session, fingerprint or found.fingerprint)
    if data is None:
        raise UserError(_("This file is no longer kept in the desk."))
    earlier = fingerprint if fingerprint != found.fingerprint else ""
    had = (each for each in file_versions(session, record) if each.fingerprint == earlier)
    name = next((each.file_name for each in had if earlier), "") or found.file_name
    return checked(FileRead(name, data))


def file_versions(session: Session, record: str) -> tuple[FileVersion, ...]:
    """Return the files that a document has had, the newest first, as far as history knows them."""
    rows = session.execute(
        select(Change.field, Change.value, Step.taken_at, Step.who, Change.step)
        .join(Step, Step.seq == Change.step)
        .where(Change.record == record, Change.field.in_((CREATED, "fingerprint", "file_name")))
        .where(Change.value.is_not(None))
        .order_by(Change.seq)
    ).all()
    made: dict[int, dict[str, Any]] = {}
    for field, value, at, who, step in rows:
        said = told(value)
        made.setdefault(step, {"at": at, "who": who})
        made[step] |= said if field == CREATED else {field: said}
    found, name = [], ""
    for said in made.values():
        name = said.get("file_name") or name
        if said.get("fingerprint"):
            found.append((said["fingerprint"], name, local(said["at"]).date(), said["who"]))
    here = _here(session, {each[0] for each in found})
    return tuple(
        FileVersion(name, called, since, who, name in here)
        for name, called, since, who in reversed(found)
    )


@named(N_("Add document"))
def add_document(
    session: Session, agreement: str, title: str, on: date, file: FileRead | None = None,
    **values: Any,
) -> str:  # fmt: skip
    """Add a document and return its id: a file to keep, or where it is kept; raises UserError."""
    get(session, Agreement, agreement)
    name = title.strip() or (Path(file.name).stem if file else "")
    if not name:
        raise UserError(_("Give the document a title."))
    made = Document(agreement_id=agreement, title=name, added_on=on)
    put(made, values, FIELDS)
    if file is None and not made.kept_at.strip():
        raise UserError(_("Choose a file, or write down where the document is kept."))
    if file is not None:
        _keep(session, made, file)
    session.add(made)
    return made.id


@named(N_("Add documents"))
def add_documents(
    session: Session, agreement: str, files: tuple[FileRead, ...], on: date
) -> tuple[str, ...]:
    """Add several files in one step, each called as its file; raises UserError."""
    return tuple(add_document(session, agreement, "", on, file) for file in files)


@named(N_("Edit document"))
def edit_document(session: Session, record: str, **values: Any) -> None:
    """Change what is said of a document."""
    put(get(session, Document, record), values, FIELDS)


@named(N_("Replace the file of a document"))
def replace_file(session: Session, record: str, file: FileRead, on: date) -> None:
    """Give a document another file; the one before is kept until the history is thinned."""
    found = get(session, Document, record)
    _keep(session, found, file)
    found.added_on = on


def _keep(session: Session, record: Document, file: FileRead) -> None:
    """Keep a file's bytes once, and name them in a document; raises UserError where it is full."""
    fit = checked(file)
    name = blobs.fingerprint(fit.data)
    most = threshold("documents-most").value * MEGABYTE
    if not _here(session, {name}) and blobs.kept_size(session) + len(fit.data) > most:
        words = _("The files kept in this desk would be more than {most}, so “{name}” is not "
                  "kept. Write down where it is kept instead.")  # fmt: skip
        raise UserError(words.format(most=file_size(most), name=fit.name))
    record.fingerprint = blobs.keep(session, fit.data)
    record.file_name, record.size = fit.name, len(fit.data)


def _here(session: Session, names: set[str]) -> set[str]:
    return set(session.scalars(select(Blob.id).where(Blob.id.in_(names))))


def _view(row: Document, here: bool) -> DocumentView:
    return DocumentView(
        row.id, row.title, row.kind, row.dated, row.note, row.kept_at, row.file_name,
        row.fingerprint, row.size, row.added_on, here,
    )  # fmt: skip
