"""A team's own outlines: a draft that is edited, and its published versions, which stay."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class TeamOutline(Record):
    """An outline of the team's own; what it says of itself here is its draft.

    ``based_on`` is the key of the outline of the program that its parts come from, if any.
    """

    __tablename__ = "team_outline"

    title: Mapped[str] = mapped_column(Text, default="")
    title_cy: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    about_cy: Mapped[str] = mapped_column(Text, default="")
    based_on: Mapped[str] = mapped_column(String(60), default="")


class OutlineVersion(Record):
    """A published version of a team's outline; its sections and parts are copies of their own."""

    __tablename__ = "outline_version"

    outline_id: Mapped[str] = mapped_column(refers_to("team_outline.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(Text, default="")
    title_cy: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    about_cy: Mapped[str] = mapped_column(Text, default="")
    based_on: Mapped[str] = mapped_column(String(60), default="")
    published_on: Mapped[date | None]
    published_by: Mapped[str] = mapped_column(Text, default="")


class OutlineSection(Record):
    """A heading of an outline; of its draft if it has no version."""

    __tablename__ = "outline_section"

    outline_id: Mapped[str] = mapped_column(refers_to("team_outline.id"), index=True)
    version_id: Mapped[str | None] = mapped_column(refers_to("outline_version.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(24), default="shown")
    title: Mapped[str] = mapped_column(Text, default="")
    title_cy: Mapped[str] = mapped_column(Text, default="")


class OutlinePart(Record):
    """A part under a heading: what is asked, and the help with it; ``covers`` is a point a line.

    Answers are kept by ``prompt_id``, the same in the draft and in every version.
    """

    __tablename__ = "outline_part"

    outline_id: Mapped[str] = mapped_column(refers_to("team_outline.id"), index=True)
    version_id: Mapped[str | None] = mapped_column(refers_to("outline_version.id"), index=True)
    section_id: Mapped[str] = mapped_column(refers_to("outline_section.id"))
    prompt_id: Mapped[str] = mapped_column(String(80), index=True)
    position: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(24), default="shown")
    title: Mapped[str] = mapped_column(Text, default="")
    title_cy: Mapped[str] = mapped_column(Text, default="")
    help: Mapped[str] = mapped_column(Text, default="")
    help_cy: Mapped[str] = mapped_column(Text, default="")
    covers: Mapped[str] = mapped_column(Text, default="")
    covers_cy: Mapped[str] = mapped_column(Text, default="")
    look: Mapped[str] = mapped_column(Text, default="")
    look_cy: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[str] = mapped_column(Text, default="")
    example_cy: Mapped[str] = mapped_column(Text, default="")
    tables: Mapped[str] = mapped_column(Text, default="")  # ids of tables put into it, one a line
