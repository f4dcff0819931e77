"""What every record has: an id of our own making, so that files merge, and a mark when deleted."""

from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def new_id() -> str:
    """Make an id for a record."""
    return uuid4().hex


def id_of(*parts: str) -> str:
    """Make the one id of a record that its place defines, such as a plan's answer to a prompt.

    Two laptops that answer the same prompt then write the same record, and their words meet.
    """
    return uuid5(NAMESPACE_URL, "/".join(parts)).hex


def refers_to(column: str) -> ForeignKey:
    """Refer to another record; checked at the end of the step, so that order does not matter.

    Records made in one step are written in the order of their tables' names, not of their need.
    """
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


class Base(DeclarativeBase):
    """All tables of a desk."""


class Record(Base):
    """A record that people make and change; deleting only marks it, as one more change."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-2)
    deleted: Mapped[bool] = mapped_column(default=False, server_default=false(), sort_order=-1)

    def __init__(self, **values: Any) -> None:
        # Defaults are set here, not at the flush, so that the history sees the whole record.
        values.setdefault("id", new_id())
        super().__init__(**{**defaults_of(type(self)), **values})


@cache
def defaults_of(table: type[Record]) -> dict[str, Any]:
    """Return what a new record of a kind holds before anything is said of it."""
    return {
        column.key: column.default.arg
        for column in table.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
