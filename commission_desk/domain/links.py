"""Which addresses may be clicked in a document that the desk writes or reads."""

import re
from urllib.parse import quote

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f-\x9f]+\Z", re.IGNORECASE)
_KEPT = ":/?#[]@!$&'()*+,;=%-._~"


def is_safe_link(address: str) -> bool:
    """Whether an address may be clicked in a document: http, https or mailto only."""
    return _SAFE.match(address.strip()) is not None


def safe_link(address: str) -> str:
    """Return an address in the letters that every program takes, or nothing if it is not safe."""
    return quote(address.strip(), safe=_KEPT) if is_safe_link(address) else ""
