"""Checks: what a check finds, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing missing or inconsistent: which check found it, and where it is put right.

    ``values`` fill the check's sentences; dates and pence are written in the reader's language.
    ``home`` is the record whose page opens, ``part`` the place on it. ``by`` orders what is
    urgent; without a date a finding comes after those that have one.
    """

    check: str
    values: Mapping[str, object] = field(default_factory=dict)
    home_kind: str = ""
    home: str = ""
    part: str = ""
    by: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A finding in words, for a list of what needs doing."""

    check: str
    tone: str
    icon: str
    title: str
    detail: str
    why: str
    source: str
    home_kind: str
    home: str
    part: str = ""
    reference: str = ""
