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

    ``kind`` is do, undo, redo or erase, which nothing takes back; ``reverses`` is the step that an
    undo or redo takes back.
    ``label`` is an English message, translated when shown. ``taken_at`` is UTC.
    """

    __tablename__ = "step"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    label: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(Text, default="")
    reverses: Mapped[int | None] = mapped_column(ForeignKey("step.seq"), index=True)


class Change(Base):
    """One field's new value, as JSON, and the change whose value it replaced.

    The first change of a record has no field and holds them all.
    """

    __tablename__ = "change"
    __table_args__ = (Index("change_of_field", "record", "field", "seq"),)

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    step: Mapped[int] = mapped_column(ForeignKey("step.seq"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    record: Mapped[str] = mapped_column(String(32))
    field: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)
    replaces: Mapped[int | None] = mapped_column(ForeignKey("change.seq"))
