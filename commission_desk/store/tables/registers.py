"""What a team keeps about its register: views of the list, what columns mean, other names."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class RegisterView(Record):
    """A view of the register that the team named: filters, order, columns and grouping.

    ``filters`` and ``columns`` are JSON: which fields hold which values, and which columns are
    shown in which order and how wide.
    """

    __tablename__ = "register_view"

    title: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    filters: Mapped[str] = mapped_column(Text, default="")
    sort: Mapped[str] = mapped_column(String(24), default="end")
    descending: Mapped[bool] = mapped_column(default=False)
    columns: Mapped[str] = mapped_column(Text, default="")
    grouping: Mapped[str] = mapped_column(String(24), default="")


class ColumnMapping(Record):
    """What the columns under one row of headings were taken for; offered for the same headings.

    ``headings`` says which row of headings it is for; ``fields`` is JSON, from a heading to a field
    or "" for one that is kept as it is. ``title`` is the file it was last used for.
    """

    __tablename__ = "column_mapping"

    title: Mapped[str] = mapped_column(Text, default="")
    headings: Mapped[str] = mapped_column(String(64), default="", index=True)
    fields: Mapped[str] = mapped_column(Text, default="")
    end_meaning: Mapped[str] = mapped_column(String(12), default="unknown")


class OtherName(Record):
    """Another spelling of an organisation's name, which a person said is the same body."""

    __tablename__ = "other_name"

    organisation_id: Mapped[str] = mapped_column(refers_to("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
