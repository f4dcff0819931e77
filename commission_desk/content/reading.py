"""Reading content files, so that every fault names its file and its entry.

Content is edited by people who know commissioning, not programming: a misspelt field or a missing
translation is a ValueError such as "scales.toml, scale 'jet', point '6': grade has no Welsh".
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from commission_desk.content.labels import NO_LABEL, Label, placeholders
from commission_desk.paths import resource

TONES = ("", "red", "amber", "green", "blue", "grey")
STATUSES = ("current", "superseded")
ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a content file, read field by field."""

    file: str
    name: str
    fields: Mapping[str, Any]

    def fail(self, message: str) -> NoReturn:
        """Raise a ValueError that says in which file and entry the fault is."""
        raise ValueError(f"{self.file}, {self.name}: {message}")

    def only(self, *fields: str) -> None:
        """Fail if the entry has a field not listed: it is misspelt and would be ignored."""
        unknown = sorted(set(self.fields) - set(fields))
        if unknown:
            self.fail(f"unknown field {', '.join(unknown)}")

    def text(self, field: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be blank."""
        value = self.fields.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(f"{field} must be a text")
        return value

    def id(self, field: str = "id") -> str:
        """Return an id: small letters, digits, hyphens and dots."""
        value = self.text(field)
        if not ID.fullmatch(value):
            self.fail(f"{field} {value!r} must be small letters, digits, hyphens and dots")
        return value

    def choice(self, field: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of ``allowed``."""
        value = self.text(field, default)
        if value not in allowed:
            self.fail(f"{field} {value!r} is not one of {', '.join(filter(None, allowed))}")
        return value

    def whole(self, field: str, default: int | None = None) -> int:
        """Return a whole number, zero or more."""
        value = self.fields.get(field, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(f"{field} must be a whole number, zero or more")
        return value

    def flag(self, field: str) -> bool:
        """Return yes or no; left out means no."""
        value = self.fields.get(field, False)
        if not isinstance(value, bool):
            self.fail(f"{field} must be true or false")
        return value

    def date(self, field: str) -> date:
        """Return a date."""
        value = self.fields.get(field)
        if type(value) is not date:
            self.fail(f"{field} must be a date such as 2026-01-31")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts; left out means none."""
        values = self.fields.get(field, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            self.fail(f"{field} must be a list of texts")
        return tuple(values)

    def label(self, field: str, *, optional: bool = False) -> Label:
        """Return a text in both languages, with the same places to fill in each."""
        if optional and field not in self.fields:
            return NO_LABEL
        return self._pair(field, *self._languages(field, str, "a text"))

    def labels(self, field: str) -> tuple[Label, ...]:
        """Return a list of texts in both languages, paired in order."""
        english, welsh = self._languages(field, list, "a list of texts")
        if len(english) != len(welsh):
            self.fail(f"{field} has {len(english)} texts in English and {len(welsh)} in Welsh")
        return tuple(self._pair(field, en, cy) for en, cy in zip(english, welsh, strict=True))

    def entries(self, field: str, key: str = "id") -> "tuple[Entry, ...]":
        """Return the tables under ``field``, each named by its ``key``; no two share one."""
        tables = self.fields.get(field)
        if not isinstance(tables, list) or not tables:
            self.fail(f"has no {field}")
        found: dict[str, Entry] = {}
        for place, table in enumerate(tables, start=1):
            if not isinstance(table, dict) or key not in table:
                self.fail(f"{field} number {place} has no {key}")
            name = str(table[key])
            if name in found:
                self.fail(f"{field} {name!r} is there twice")
            found[name] = Entry(self.file, _below(self.name, f"{field} {name!r}"), table)
        return tuple(found.values())

    def _languages(self, field: str, kind: type, what: str) -> tuple[Any, Any]:
        value = self.fields.get(field)
        if not isinstance(value, dict) or set(value) - {"en", "cy"}:
            self.fail(f"{field} must be given in English and Welsh, as {field}.en and {field}.cy")
        for code, language in (("en", "English"), ("cy", "Welsh")):
            if code not in value:
                self.fail(f"{field} has no {language}")
            if not isinstance(value[code], kind) or not value[code]:
                self.fail(f"{field} in {language} must be {what}")
        return value["en"], value["cy"]

    def _pair(self, field: str, en: Any, cy: Any) -> Label:
        if not (isinstance(en, str) and isinstance(cy, str) and en.strip() and cy.strip()):
            self.fail(f"{field} must be texts in both languages")
        try:
            same = placeholders(en) == placeholders(cy)
        except ValueError as error:
            self.fail(f"{field}: {error}")
        if not same:
            self.fail(f"{field} has different places to fill in English and in Welsh")
        return Label(en, cy)


def parse(file: str, text: str) -> Entry:
    """Return the whole of a content file from its text."""
    try:
        return Entry(file, "the file", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file} is not valid TOML: {error}") from error


def open_content(file: str) -> Entry:
    """Return the whole of a file in resources/content."""
    return parse(file, (resource("content") / file).read_text(encoding="utf-8"))


def by_id(made: Iterable[Made], key: Callable[[Made], str]) -> dict[str, Made]:
    """Return records by their id, in the order of the file."""
    return {key(record): record for record in made}


def find(records: Mapping[str, Made], record_id: str, what: str) -> Made:
    """Return one record; a KeyError says what was asked for and what there is."""
    try:
        return records[record_id]
    except KeyError:
        raise KeyError(f"no {what} {record_id!r}; there are {', '.join(records)}") from None


def _below(parent: str, name: str) -> str:
    return name if parent == "the file" else f"{parent}, {name}"
