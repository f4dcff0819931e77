"""Service reviews: the forward plan by date, what nobody has planned for, and each review."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTableView, QVBoxLayout, QWidget

from commission_desk.content.choices import known_choice
from commission_desk.domain.money import short_money
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.forward_paper import kind_words
from commission_desk.operations.forward_plan import (
    ForwardLine,
    ForwardPlan,
    forward_plan,
    usual_months,
)
from commission_desk.operations.service_reviews import ServiceReviewView, service_reviews
from commission_desk.ui.dialogs.service_review import ServiceReviewDialog
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import refill, scroll, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.contracts_service_review import ServiceReviewForm
from commission_desk.ui.pages.contracts_sight import Sight
from commission_desk.ui.pages.contracts_sight_head import SightHead

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

LEAST_TITLE = 200  # px of what an agreement is called
MOST = 1000  # lines shown; the printed plan has them all
MONTHS = (6, 12, 18, 24, 36)
REVIEWS = "reviews"


class ServiceReviewsSight(Sight):
    """The forward plan at the left, a service review at the right."""

    panes: Panes
    tables = frozenset(
        {
            "agreement", "organisation", "term_option", "agreement_review", "service_review",
            "service_element", "reviewed_agreement",
        }
    )  # fmt: skip

    def __init__(self, page: "ContractsPage") -> None:
        super().__init__(page)
        self.chosen, self.built = "", ""
        self.sheet: ServiceReviewForm | None = None
        self.found: tuple[ServiceReviewView, ...] = ()
        self.months = ChoiceField(_("Looking ahead"), [(n, _months(n)) for n in MONTHS])
        self.months.set_value(usual_months())
        self.show_what = ChoiceField(_("Show"), _views(), "all")
        self.show_what.setMinimumWidth(px(260))
        self.summary = label("", "muted", wrap=True)
        self.lines, self.reviews = TableModel([], _columns()), TableModel([], _of_reviews())
        self.plan_table = Table(self.lines, _("Forward plan"))
        self.plan_table.least_flex = LEAST_TITLE
        self.plan_table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.review_table = Table(self.reviews, _("Service reviews"))
        self.stack = QStackedWidget()
        nothing = empty(
            "calendar-days", _("Nothing in this time"),
            _("Agreements that end, decisions and service reviews are listed here by date."),
        )  # fmt: skip
        for shown in (self.plan_table, self.review_table, nothing):
            self.stack.addWidget(shown)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the plan and the reviews again; the one that is chosen stays chosen."""
        today, months = _today(), self.months.value() or 0

        def work() -> tuple[tuple[ServiceReviewView, ...], ForwardPlan]:
            plan = self.page.ask(forward_plan, today, months, most=MOST)
            return self.page.ask(service_reviews), plan

        self.read(work, self._show)

    def show_record(self, record: str) -> None:
        """Show a service review."""
        self._open_review(record)

    def record(self) -> str:
        return self.chosen

    def flush(self) -> None:
        """Keep what has been typed."""
        if self.sheet is not None:
            self.sheet.flush()

    def new(self) -> None:
        """Ask for a new service review."""
        self.flush()
        ServiceReviewDialog(self, self.page.do, self._made).open()

    def pick(self) -> None:
        """Ask into which service review the chosen agreements go."""
        rows = self.plan_table.chosen_rows()
        lines = (self.lines.rows[row] for row in rows) if self.stack.currentIndex() == 0 else ()
        picked = list(dict.fromkeys(line.agreement for line in lines if line.agreement))
        if not picked:
            self.page.shell.toast(_("Choose agreements in the forward plan first."))
            return
        self.flush()
        there = [each for each in self.found if not each.ended]
        ServiceReviewDialog(self, self.page.do, self._made, picked, there).open()

    def preview(self) -> None:
        """Show the forward plan as it will be printed."""
        self.flush()
        months = str(self.months.value() or "")
        self.page.shell.preview(_("Forward plan"), "forward-plan", months)

    def keep(self, operation: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Run a change that the fields show already; the rest is read again."""
        result = self.page.keep(operation, *args, **values)
        self.refresh()
        return result

    def seek(self) -> None:
        """Go to what is shown."""
        self.show_what.setFocus()

    # How it is made.

    def _build(self) -> None:
        plan = button(_("Plan a service review"), "plus", "primary", self.new)
        pick = button(_("Pick into a review…"), "inbox", slot=self.pick)
        pick.setToolTip(_("Pick the chosen agreements into a service review (Insert)"))
        look = button(_("Preview the forward plan"), "printer", slot=self.preview)
        centre, right = QWidget(), QFrame()
        self.head = SightHead(
            Flow(self.months, self.show_what), Flow(plan, pick, look), self.summary
        )
        vbox(self.head, self.stack, gap=0, parent=centre).setStretch(1, 1)
        right.setObjectName("right")
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(self.column)
        vbox(scroll(inner), gap=0, parent=right)
        self.panes = Panes(centre, right=right, widths=(0, 540, 560))
        vbox(self.panes, gap=0, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # when the panes have their width
        QTimer.singleShot(0, self, lambda: self.head.fit(self.height()))

    def _connect(self) -> None:
        for field in (self.months, self.show_what):
            field.committed.connect(self.refresh)
        self.plan_table.opened.connect(self._open_line)
        self.review_table.opened.connect(lambda each: self._open_review(each.id))
        self.plan_table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        pick = action(_("Pick into a review…"), self.pick, "inbox", "", self.plan_table)
        pick.setShortcuts([
            QKeySequence(Qt.Key.Key_Insert),
            QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_I)),
        ])  # fmt: skip
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.plan_table.addAction(pick)

    # What happens in it.

    def _show(self, read: tuple[tuple[ServiceReviewView, ...], ForwardPlan]) -> None:
        self.found, plan = read
        self._say(plan)
        self._show_rows(plan)
        self._show_sheet()

    def _made(self, record: str) -> None:
        self._open_review(record)

    def _open_line(self, line: ForwardLine) -> None:
        if line.kind in ("service-review", "element"):
            self._open_review(line.review_id)
        else:
            self.page.shell.go("agreement", line.agreement, "reviews")

    def _open_review(self, record: str) -> None:
        self.flush()
        self.chosen = record
        self._show_sheet()
        self.panes.show_right()

    def _say(self, plan: ForwardPlan) -> None:
        ends = sum(line.kind == "end" for line in plan.lines)
        end_words = ngettext("{count} agreement ends.", "{count} agreements end.", ends)
        gaps = len(plan.gaps)
        gap_words = ngettext(
            "{count} end has no service review planned.",
            "{count} ends have no service review planned.", gaps,
        )  # fmt: skip
        said = [end_words.format(count=ends), gap_words.format(count=gaps)]
        if len(plan.lines) > MOST:
            said.append(_("The first {count} are shown.").format(count=MOST))
        self.summary.setText(" ".join(said))
        self.head.fit(self.height())

    def _show_rows(self, plan: ForwardPlan) -> None:
        view = self.show_what.value()
        if view == REVIEWS:
            self.reviews.show_rows(self.found)
            self.stack.setCurrentIndex(1 if self.found else 2)
            return
        shown = {
            "all": plan.lines, "gaps": plan.gaps, "due": plan.reviews,
            "decisions": tuple(line for line in plan.lines if line.kind == "decision"),
        }[view][:MOST]  # fmt: skip
        if list(shown) != self.lines.rows:
            self.lines.show_rows(shown)
        self.stack.setCurrentIndex(0 if shown else 2)

    def _show_sheet(self) -> None:
        one = next((each for each in self.found if each.id == self.chosen), None)
        if one is None:
            self.found = self.page.ask(service_reviews)
            one = next((each for each in self.found if each.id == self.chosen), None)
        self.chosen = one.id if one else ""
        if self.sheet is not None and one and self.built == one.id:
            self.sheet.renew(one)
            return
        self.built = self.chosen
        self.sheet = ServiceReviewForm(self, one) if one else None
        refill(self.column, self.sheet or _nothing(self))


def _nothing(sight: ServiceReviewsSight) -> QWidget:
    return empty(
        "calendar-days", _("No service review chosen"),
        _("A service review looks at a whole service in good time before its agreements end. "
          "Plan one, or choose one in the list."),
        button(_("Plan a service review"), "plus", slot=sight.new),
    )  # fmt: skip


def _months(number: int) -> str:
    return ngettext("{count} month", "{count} months", number).format(count=number)


def _views() -> list[tuple[str, str]]:
    return [
        ("all", _("Everything by date")), ("gaps", _("Ends without a service review")),
        ("decisions", _("Decisions needed")), (REVIEWS, _("Service reviews")),
        ("due", _("Reviews of agreements due")),
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 150, _day),
        Column(_("Agreement or review"), None, _title),
        Column(_("Service review"), 160, _review),
    ]


def _day(line: ForwardLine) -> Cell:
    """Say when, and what then; a review whose day has gone by stands out by its word."""
    words = kind_words(line, language())
    if line.kind == "review" and line.day < _today():
        words = _("{what}, overdue").format(what=words)
    return Cell(short_date(line.day), words, bold=True)


def _title(line: ForwardLine) -> Cell:
    value = short_money(line.annual_pence) if line.annual_pence is not None else ""
    level = (
        known_choice("triage-tier", line.detail).label.text(language())
        if line.kind == "review"
        else ""
    )
    under = (line.reference, line.provider, value, level)
    return Cell(line.title, " · ".join(word for word in under if word))


def _review(line: ForwardLine) -> Cell:
    return status(_("none planned"), "red", "circle-alert") if line.gap else Cell(line.review)


def _of_reviews() -> list[Column]:
    return [
        Column(_("Service review"), None, lambda each: Cell(each.title, each.lead, bold=True)),
        Column(_("Settled"), 0, lambda each: Cell(f"{each.settled}/{len(each.elements)}")),
        Column(_("Ends"), 0, lambda each: Cell(short_date(each.ends) if each.ends else "")),
        Column(_("Status"), 0, _status),
    ]


def _status(each: ServiceReviewView) -> Cell:
    found = known_choice("service-review-status", each.status)
    tone = "" if found.tone == "grey" else found.tone
    return status(found.label.text(language()), tone, found.icon)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
