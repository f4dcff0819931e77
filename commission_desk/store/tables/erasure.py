"""What was erased for data protection: enough to erase it again in an old copy, not the text."""

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Base


class Erasure(Base):
    """One person erased: salted hashes of their names, and the ids of the records about them.

    ``hashes`` and ``records`` are JSON lists; ``longest`` is how many words the longest name has;
    ``erased`` is how many values were; ``erased_at`` is UTC.
    """

    __tablename__ = "erasure"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    erased_at: Mapped[datetime]
    who: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(String(64))
    hashes: Mapped[str] = mapped_column(Text)
    longest: Mapped[int] = mapped_column(Integer)
    records: Mapped[str] = mapped_column(Text)
    erased: Mapped[int] = mapped_column(Integer, default=0)
