"""The reports there are, what counts as evidence, and the words that reports look for."""

from dataclasses import dataclass
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: what it is called and what it is about."""

    id: str
    icon: str
    title: Label
    about: Label
    source: str


@dataclass(frozen=True, slots=True)
class EvidenceCriterion:
    """What an auditor looks for; ``about`` says when it is met."""

    id: str
    title: Label
    about: Label
    source: str


@dataclass(frozen=True, slots=True)
class Reports:
    """All of a file: reports and criteria in order, months to look ahead, words in both tongues."""

    kinds: tuple[ReportKind, ...]
    criteria: tuple[EvidenceCriterion, ...]
    periods: tuple[int, ...]
    words: dict[str, tuple[str, ...]]


@cache
def reports() -> Reports:
    """Return what the content says of reports."""
    return read_reports(open_content("reports.toml"))


def report_kind(report_id: str) -> ReportKind:
    """Return one report."""
    return find(by_id(reports().kinds, lambda kind: kind.id), report_id, "report")


def says_any(text: str, words_id: str) -> bool:
    """Whether a text has one of the words that the content lists under an id."""
    lower = text.casefold()
    return any(word in lower for word in reports().words[words_id])


def read_reports(entry: Entry) -> Reports:
    """Make reports of a content file."""
    entry.only("periods", "report", "criterion", "words")
    periods = entry.fields.get("periods")
    if not isinstance(periods, list) or not all(type(n) is int and n > 0 for n in periods):
        entry.fail("periods must be a list of months")
    words = {}
    for each in entry.entries("words"):
        each.only("id", "en", "cy")
        words[each.id()] = tuple(word.casefold() for word in (*each.texts("en"), *each.texts("cy")))
    return Reports(
        tuple(_kind(each) for each in entry.entries("report")),
        tuple(_criterion(each) for each in entry.entries("criterion")),
        tuple(periods), words,
    )  # fmt: skip


def _kind(entry: Entry) -> ReportKind:
    entry.only("id", "icon", "title", "about", "source")
    return ReportKind(
        entry.id(), entry.text("icon"), entry.label("title"), entry.label("about"),
        entry.text("source"),
    )  # fmt: skip


def _criterion(entry: Entry) -> EvidenceCriterion:
    entry.only("id", "title", "about", "source")
    return EvidenceCriterion(
        entry.id(), entry.label("title"), entry.label("about"), entry.text("source")
    )
