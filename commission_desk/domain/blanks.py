"""What people write in a cell to say that they do not know."""

UNKNOWN = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "--",
        "?",
        "..",
        "...",
        ".",
        "n/a",
        "na",
        "n.a.",
        "#n/a",
        "n/k",
        "nk",
        "tbc",
        "tba",
        "tbd",
        "null",
        "unknown",
        "not known",
        "not applicable",
        "not available",
        "not stated",
        "to be confirmed",
        "to be agreed",
        "to be determined",
        "redacted",
        "withheld",
        "amh",
        "amh.",
        "amherthnasol",
        "anhysbys",
        "i'w gadarnhau",
    }
)


def is_unknown(text: str) -> bool:
    """Say whether a cell is blank or says "not known" in one of the usual ways."""
    return " ".join(text.casefold().split()) in UNKNOWN
