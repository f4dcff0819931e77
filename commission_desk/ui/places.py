"""The places in the navigation rail, and the page behind each, loaded when first visited.

Pages import operations, which load the database layer; the window is painted before that.
"""

from dataclasses import dataclass
from importlib import import_module

from commission_desk.i18n import N_
from commission_desk.ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail; ``counted`` names its figure in the first glance."""

    key: str
    icon: str
    title: str
    module: str
    page: str
    counted: str = ""

    def load(self) -> type[Page]:
        """Return the class of the page."""
        module = import_module(f"commission_desk.ui.pages.{self.module}")
        found: type[Page] = getattr(module, self.page)
        return found


PLACES = (
    Place("today", "house", N_("Today"), "today", "TodayPage"),
    Place("plans", "notebook-pen", N_("Plans"), "plans", "PlansPage", "plans"),
    Place(
        "stakeholders", "users", N_("Stakeholders"), "stakeholders", "StakeholdersPage",
        "stakeholders",
    ),
    Place(
        "contracts", "file-signature", N_("Contracts"), "contracts", "ContractsPage", "agreements"
    ),
    Place("meetings", "calendar-days", N_("Meetings"), "meetings", "MeetingsPage", "meetings"),
    Place("actions", "list-checks", N_("Actions"), "actions", "ActionsPage", "actions"),
    Place("reports", "chart-column", N_("Reports"), "reports", "ReportsPage"),
)  # fmt: skip
FOOT = (
    Place("history", "clock", N_("History"), "history", "HistoryPage"),
    Place("guidance", "book-open", N_("Guidance"), "guidance", "GuidancePage"),
    Place("settings", "settings", N_("Settings"), "settings", "SettingsPage"),
)
# Reached from Plans, from Settings, from History and by the find box.
BEHIND = (
    Place("outlines", "list", N_("Outlines"), "outlines", "OutlinesPage"),
    Place("backups", "save", N_("Backups"), "backups", "BackupsPage"),
    Place("erasing", "user", N_("Erase a person"), "erasing", "ErasingPage"),
    Place("settling", "columns-3", N_("Two versions to settle"), "settling", "SettlingPage"),
)
ALL = {place.key: place for place in (*PLACES, *FOOT, *BEHIND)}

# The page that shows a record of each kind.
HOMES = {
    "agreement": "contracts", "register": "contracts", "organisation": "contracts",
    "measure": "contracts", "monthly_run": "contracts", "risk": "contracts",
    "plan": "plans", "meeting": "meetings", "action": "actions",
    "stakeholder": "stakeholders", "stakeholders": "stakeholders",
    "engagement": "stakeholders", "team": "settings", "settling": "settling",
    "team_outline": "outlines", "spend_statement": "reports", "report": "reports",
    "service_review": "contracts",
}  # fmt: skip
