"""What the monthly run's sight says: its views, its totals, and the months that may begin."""

from collections.abc import Callable, Sequence
from datetime import date

from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_, _, language, ngettext, whole_month
from commission_desk.operations.monthly_run import RunRow
from commission_desk.operations.run_lines import LineView, run_totals

FINISHED = "finished"
VIEWS: dict[str, Callable[[LineView], bool]] = {
    "all": lambda _line: True,
    "open": lambda line: not line.confirmed,
    "devolved": lambda line: not line.confirmed and line.managed == "devolved",
    "exceptions": lambda line: line.exception,
    "changed": lambda line: line.changed,
}
VIEW_NAMES = {
    "all": N_("All {count}"), "open": N_("Not yet confirmed {count}"),
    "devolved": N_("Devolved, not returned {count}"), "exceptions": N_("Exceptions {count}"),
    "changed": N_("Changed {count}"),
}  # fmt: skip
WHAT_FOR = N_(
    "Once a month everybody who manages an agreement says how it stands: its grade, its risk, and "
    "why. A month begins as a copy of the one before, so only what changed needs typing. It ends "
    "with the exception report."
)
KEYS = N_(
    "Enter confirms and goes on. R, A and G rate the risk, 1 to 9 grade, F2 is the reason, "
    "I the improvement action."
)


def totals_words(lines: Sequence[LineView]) -> str:
    """Account for every agreement: "208 central + 20 devolved = 228. 219 confirmed, 9 not"."""
    found = run_totals(lines)
    words = _(
        "{central} central + {devolved} devolved = {total}. Confirmed: {confirmed}. "
        "Not yet: {open}, of which devolved: {waiting}."
    )
    return words.format(
        central=found.central, devolved=found.devolved, total=found.total,
        confirmed=found.confirmed, open=found.open,
        waiting=found.devolved - found.devolved_confirmed,
    )  # fmt: skip


def has_words(line: LineView, words: Sequence[str]) -> bool:
    """Say whether a line says all of some words, in small letters."""
    said = f"{line.reference} {line.title} {line.provider} {line.manager}".casefold()
    return all(word in said for word in words)


def run_title(row: RunRow) -> str:
    """Return what a month's papers are called."""
    return _("Monthly run, {month}").format(month=whole_month(row.month, language()))


def begin_words(month: date) -> str:
    """Return what begins a month."""
    return _("Begin {month}").format(month=whole_month(month, language()))


def take_words(count: int) -> str:
    """Return what takes in the agreements that are new since a month began."""
    words = ngettext("Take in {count} new agreement", "Take in {count} new agreements", count)
    return words.format(count=count)


def months_to_begin(runs: Sequence[RunRow]) -> list[date]:
    """Return the months that may begin: the one before and this one, after the newest."""
    if runs and runs[0].status != FINISHED:
        return []
    this = date.today().replace(day=1)  # noqa: DTZ011 - the person's own day
    newest = runs[0].month if runs else date.min
    return [month for month in (add_months(this, -1), this) if month > newest]
