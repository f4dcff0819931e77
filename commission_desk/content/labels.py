"""A text in both languages."""

import string
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in English and in Welsh."""

    en: str
    cy: str

    def text(self, language: str) -> str:
        """Return the words in ``language``: Welsh for ``cy``, otherwise English."""
        return self.cy if language == "cy" else self.en

    def filled(self, language: str, **values: object) -> str:
        """Return the words with their named places filled; a missing value is a KeyError."""
        return self.text(language).format(**values)

    @property
    def places(self) -> frozenset[str]:
        """The names of the places to fill, the same in both languages."""
        return placeholders(self.en)

    def __bool__(self) -> bool:
        return bool(self.en)


NO_LABEL = Label("", "")


def placeholders(text: str) -> frozenset[str]:
    """Return the names between braces; a stray brace or a nameless place is a ValueError."""
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    if not all(name.isidentifier() for name in names):
        raise ValueError("a place between braces needs a plain name")
    return frozenset(names)
