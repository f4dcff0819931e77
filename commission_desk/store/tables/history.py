"""The history: steps people took, and what each changed, field by field; only ever added to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Base

CREATED = ""  # the field of a change that made the record; its value holds all fields


class Meta(Base):
    """What the file is: its desk's id. Not part of the history."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text, default="")


class Step(Base):
    """One thing a person did: one transaction, one step of undo.

    ``kind`` is do, undo, redo, or erase and thin, which nothing takes back; ``reverses`` is the
    step that an undo or redo takes back. ``label`` is an English message, translated when shown.
    ``taken_at`` is UTC. ``origin`` is the laptop's copy of the desk that it was taken on. ``seq``
    is this copy's own count: where histories meet, a step is known by its ``id``.
    """

    __tablename__ = "step"
    __table_args__ = (
        Index("step_of_origin", "origin", "kind", "seq"),
        Index("step_in_time", "taken_at", "seq"),
    )

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    label: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(String(32), default="")
    reverses: Mapped[int | None] = mapped_column(ForeignKey("step.seq"), index=True)


class Change(Base):
    """One field's new value, as JSON, and the change whose value it replaced.

    The first change of a record has no field and holds them all. Where histories meet, a change is
    known by its step's id and its ``ordinal`` in the step. A text that was thinned out is NULL.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("change_of_field", "record", "field", "seq"),
        Index("change_of_step", "step", "ordinal", unique=True),
    )

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    step: Mapped[int] = mapped_column(ForeignKey("step.seq"))
    ordinal: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    record: Mapped[str] = mapped_column(String(32))
    field: Mapped[str] = mapped_column(String(40))
    replaces: Mapped[int | None] = mapped_column(ForeignKey("change.seq"))
    # Last: a long text is not read for what precedes it.
    value: Mapped[str | None] = mapped_column(Text)


class Seen(Base):
    """What a change had seen besides the one it ``replaces``.

    For a choice between several versions, the others; for a removal, the newest change of every
    field of the record, so that an edit it did not know of is told from one that it took away.
    """

    __tablename__ = "seen"
    __table_args__ = ({"sqlite_with_rowid": False},)

    change: Mapped[int] = mapped_column(ForeignKey("change.seq"), primary_key=True)
    seen: Mapped[int] = mapped_column(ForeignKey("change.seq"), primary_key=True)


class Parted(Base):
    """A field with more than one version that nobody who saw it has replaced.

    It says nothing that the history does not: it is kept so that the ordinary edit, of a field
    with one version, need not look further. Under ``deleted`` it may also stand for a record that
    one person removed while another went on with it.
    """

    __tablename__ = "parted"
    __table_args__ = ({"sqlite_with_rowid": False},)

    record: Mapped[str] = mapped_column(String(32), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
