"""Ctrl+K: the find box over pages, commands and everything on the desk."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from commission_desk.i18n import N_, _
from commission_desk.ui.kit.palette import Command, Palette
from commission_desk.ui.places import ALL, HOMES

if TYPE_CHECKING:
    from commission_desk.operations.finding import Found
    from commission_desk.ui.window import Window

KINDS = {
    "organisation": ("users", N_("Organisation")), "stakeholder": ("users", N_("Stakeholder")),
    "other_name": ("users", N_("Other name of an organisation")),
    "engagement": ("users", N_("Contact")), "plan": ("notebook-pen", N_("Plan")),
    "answer": ("notebook-pen", N_("Part of a plan")),
    "plan_comment": ("message-square-plus", N_("Comment")),
    "intention_duty": ("table", N_("Duty before stopping")),
    "agreement": ("file-signature", N_("Agreement")),
    "partner_share": ("table", N_("Partner’s share")), "variation": ("table", N_("Variation")),
    "rationale": ("table", N_("Reason for the way chosen")),
    "agreement_answer": ("table", N_("Answer on value or fees")),
    "rating": ("chart-line", N_("Grade or risk")), "payment": ("table", N_("Payment")),
    "run_line": ("chart-line", N_("Line of a monthly run")),
    "measure": ("chart-line", N_("Measure")), "risk": ("triangle-alert", N_("Risk")),
    "meeting": ("calendar-days", N_("Meeting")), "agenda_item": ("list", N_("Agenda item")),
    "decision": ("circle-check", N_("Decision")), "action": ("list-checks", N_("Action")),
    "evidence": ("table", N_("Evidence")), "need": ("chart-line", N_("Need indicator")),
    "outcome": ("table", N_("Outcome")), "service": ("table", N_("Service")),
    "resource": ("table", N_("Resource")), "gap": ("table", N_("Gap")),
    "objective": ("table", N_("Objective")), "intention": ("table", N_("Intention")),
    "market_action": ("table", N_("Market action")),
    "monitoring_measure": ("table", N_("Monitoring measure")),
    "criterion": ("table", N_("Criterion")),
    "plan_option": ("table", N_("Option")), "team_outline": ("list", N_("Outline of our own")),
    "outline_part": ("list", N_("Part of an outline")),
    "spend_statement": ("chart-column", N_("Statement of spend")),
    "spend_line": ("chart-column", N_("Line of spend")),
    "spend_share": ("chart-column", N_("Share of spend")),
    "review_answer": ("calendar-days", N_("Answer in a review")),
    "review_change": ("calendar-days", N_("Change from a review")),
    "agreement_review": ("calendar-days", N_("Review of an agreement")),
    "feedback": ("message-square-plus", N_("Feedback")),
    "document": ("paperclip", N_("Document")),
    "service_review": ("calendar-days", N_("Service review")),
    "service_element": ("calendar-days", N_("Element of a service review")),
}  # fmt: skip


def finder(window: "Window") -> Palette:
    """Make the find box of a window."""
    places = [
        Command(place.icon, _(place.title), partial(window.go, key)) for key, place in ALL.items()
    ]
    here = window.pages.get(window.here)
    own = here.commands() if here else []
    if here and window.here != "history" and (record := here.where()[0]):
        own.append(("clock", _("History of what is shown"), partial(window.go, "history", record)))
    commands = [Command(icon, name, run) for icon, name, run in (*own, *window.commands.all())]
    search = _search(window) if window.workspace.ready else None
    return Palette(window, places + commands, search)


def _search(window: "Window") -> Callable[[str], list[Command]]:
    from commission_desk.operations.finding import search  # noqa: PLC0415 - loads the ORM

    workspace = window.workspace

    def find(words: str) -> list[Command]:
        hits: tuple[Found, ...] = workspace.ask(search, workspace.index, words)
        return [_command(window, hit) for hit in hits]

    return find


def _command(window: "Window", hit: "Found") -> Command:
    icon, kind = KINDS[hit.kind]
    title = hit.title or hit.excerpt
    go = partial(window.go, HOMES[hit.home_kind], hit.home, hit.part)
    return Command(icon, title, go, _(kind))
