"""Other registers' words for what a desk keeps as a choice, such as the kind of agreement."""

import re
from collections.abc import Mapping
from functools import cache

from commission_desk.content.choices import choices

# The Transparency Code's contract types, 360Giving's and what councils write themselves.
_KINDS = {
    "grant": ("grant", "grants", "grant agreement", "grant funding", "grant aid"),
    "sla": ("sla", "service level agreement", "cytundeb lefel gwasanaeth"),
    "call-off": ("call off", "calloff", "call off contract", "mini competition"),
    "spot": ("spot", "spot purchase", "spot contract"),
    "framework": (
        "framework",
        "framework agreement",
        "fframwaith",
        "dynamic purchasing system",
        "dps",
        "dynamic market",
    ),
    "contract": (
        "contract",
        "single award contract",
        "multiple award contract",
        "block contract",
        "contracted",
        "service contract",
        "services",
    ),
}
_MANAGED = {
    "central": ("central", "centrally managed", "corporate", "commissioning team", "canolog"),
    "devolved": ("devolved", "service area", "department", "directorate", "datganoledig"),
}
_SECTORS = {
    "third": (
        "third",
        "third sector",
        "voluntary",
        "voluntary sector",
        "charity",
        "vcse",
        "vcs",
        "vcfse",
        "trydydd sector",
    ),
    "private": ("private", "private sector", "commercial", "company", "preifat"),
    "statutory": ("statutory", "public", "public sector", "nhs", "local authority", "statudol"),
    "social-enterprise": ("social enterprise", "cic", "mutual", "menter gymdeithasol"),
}


def _turned(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: choice for choice, all_words in words.items() for word in all_words}


CHOICES: dict[str, dict[str, str]] = {
    "kind": _turned(_KINDS),
    "managed": _turned(_MANAGED),
    "sector": _turned(_SECTORS),
}

_LISTS = {"kind": "agreement-kind", "managed": "managed", "sector": "sector"}

_TOTAL = re.compile(
    r"(?:grand |overall |sub[- ]?|cyfan)?(?:totals?|swm)(?: value| amount| spend)?\s*:?"
)
_EXTENSION = re.compile(
    r"[^.;\n]*\b(?:exten(?:d|ds|ded|sions?|dable)|renewable|options? to|"
    r"[0-9]\s?\+\s?[0-9](?:\s?\+\s?[0-9])*|estyn|estyniad)\b[^.;\n]*",
    re.IGNORECASE,
)


def choice_of(field: str, text: str) -> str:
    """Return the choice that a cell's words mean, or an empty text when they are not known."""
    words = _plain(text)
    return _own_words(field).get(words) or CHOICES[field].get(words, "")


def is_own_word(field: str, text: str) -> bool:
    """Say whether a cell holds the very words that a desk uses, so that none need be kept."""
    return _plain(text) in _own_words(field)


def label_of(field: str, choice_id: str, language: str) -> str:
    """Return the words for a choice in a language; an unknown choice is its own word."""
    labels = {each.id: each.label for each in choices(_LISTS[field])}
    return labels[choice_id].text(language) if choice_id in labels else choice_id


@cache
def _own_words(field: str) -> dict[str, str]:
    return {
        _plain(words): each.id
        for each in choices(_LISTS[field])
        for words in (each.id, each.label.en, each.label.cy)
    }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_total(text: str) -> bool:
    """Say whether a cell heads a row of totals rather than an agreement."""
    return bool(_TOTAL.fullmatch(" ".join(text.casefold().split())))


def extension_words(*texts: str) -> str:
    """Return the first sentence that speaks of extending, such as "with an option to extend"."""
    for text in texts:
        found = _EXTENSION.search(text)
        if found:
            return " ".join(found[0].split())
    return ""
