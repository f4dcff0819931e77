"""What the open plan offers to whoever searches for a command, and where its checks lead."""

from functools import partial
from typing import TYPE_CHECKING, Any

from commission_desk.domain.checks import Need
from commission_desk.domain.places import split_place
from commission_desk.i18n import _
from commission_desk.operations.finding import REVIEW
from commission_desk.ui.pages.plan_short import short_commands
from commission_desk.ui.pages.plan_stands import steps_from
from commission_desk.ui.pages.plan_word import choose_word

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

Command = tuple[str, str, Any]  # its icon, its words, what it does


def commands_of(page: "PlansPage") -> list[Command]:
    """Return the commands of the Plans page; some need no plan to be open."""
    found: list[Command] = [
        ("plus", _("New plan"), page.new),
        ("pencil", _("Edit outlines…"), partial(page.shell.go, "outlines")),
    ]
    if page.whole is not None:
        found += [
            ("pencil", _("Plan details"), page.questions.details),
            ("list", _("Change the plan’s outline"), page.questions.outline),
            ("eye", _("Preview the plan"), page.prints.preview),
            ("printer", _("Print the plan…"), page.prints.print),
            *short_commands(page.prints),
            ("upload", _("Take in text and comments from Word…"), partial(choose_word, page)),
            ("message-square-plus", _("Comment on this part"), page.comment),
            ("history", _("Versions of the plan"), page.show_versions),
            ("calendar-days", _("Yearly review"), page.show_reviews),
            *steps_from(page, page.whole.row.status),
            ("clock", _("Earlier texts of this part"), page.questions.history),
            ("circle-arrow-right", _("Next part"), lambda: page.step(1)),
            ("circle-arrow-right", _("Part before"), lambda: page.step(-1)),
        ]
    return found


def go_to(page: "PlansPage", need: Need) -> None:
    """Go where what is missing is put right: a row of a table, a part, the plan's details."""
    if need.check in ("plan-period", "plan-years-title"):
        page.questions.details()
    elif need.part.startswith(REVIEW):
        page.show_reviews(need.part)
    elif page.whole is None or need.home != page.whole.row.id:
        page.shell.go(need.home_kind, need.home, need.part)
    elif split_place(need.part)[2]:
        page.show_record(need.home, need.part)
    else:
        page.open_part(need.part)
        if need.check == "plan-comments-open":
            page.show_comments()
        else:
            page.editor.setFocus()
