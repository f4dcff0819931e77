"""The yearly reviews of a plan: a list at the left, the chosen one at the right."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from commission_desk.content.reviews import review_form
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.plan_reviews import ReviewView, drawn, reviews, start_review
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import page as scrolled
from commission_desk.ui.kit.layout import refill, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.rows import Row, RowDelegate, add_row
from commission_desk.ui.pages.plan_review_form import ReviewForm, review_name

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


class PlanReviews(QWidget):
    """The reviews of the open plan, the newest first, shown in place of the plan's parts."""

    def __init__(self, page: "PlansPage") -> None:
        super().__init__()
        self.page = page
        self.plan = self.chosen = self.shown_id = ""
        self.found: tuple[ReviewView, ...] = ()
        self.form: ReviewForm | None = None
        self.drawn_of: object = None  # what the form was built for
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("Yearly reviews of the plan"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chose)
        back = button(_("Back to the plan"), "arrow-left", slot=page.show_writing)
        self.begin = button(_("Begin this year’s review"), "plus", slot=self.start)
        side = QWidget()
        vbox(
            Flow(back, self.begin), self.list, gap=10, margins=(14, 14, 14, 8), parent=side
        ).setStretch(1, 1)
        self.column = QVBoxLayout()
        self.area = scrolled(self.column, gap=14, margins=(20, 20, 16, 24))
        vbox(Panes(self.area, side), gap=0, parent=self)

    def choose(self, review: str) -> None:
        """Have a review chosen when the plan's are shown; none leaves the choice as it is."""
        self.chosen = review or self.chosen

    def show_plan(self, plan: str) -> None:
        """Show the reviews of a plan; the chosen one stays chosen."""
        self.plan = plan
        self.found = self.page.ask(reviews, plan)
        keys = [one.id for one in self.found]
        if self.chosen not in keys:
            self.chosen = keys[0] if keys else ""
        self.begin.setVisible(all(one.year != _today().year for one in self.found))
        self.list.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.list.clear()
        for one in self.found:
            icon, ink = ("circle-check", "green") if one.finished else ("pencil", "accent")
            day = one.finished_on or one.began_on
            add_row(self.list, review_name(one), Row(icon, ink, short_date(day) if day else ""))
        if self.chosen:
            self.list.setCurrentRow(keys.index(self.chosen))
        self.list.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self._show()

    def draw(self) -> None:
        """Draw the figures of the chosen review again."""
        one = self._one()
        if one is not None and self.form is not None:
            self.form.renew(one, self.page.ask(drawn, one.id, _today(), language()))

    def flush(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.flush()

    def start(self) -> None:
        """Begin the review of this year, or go on with it."""
        self.page.flush()
        self.chosen = self.page.do(start_review, self.plan, _today())
        self.show_plan(self.plan)
        if self.form is not None:
            self.form.focus_first()

    def _chose(self, row: int) -> None:
        if 0 <= row < len(self.found):
            self.flush()
            self.chosen = self.found[row].id
            self._show()

    def _one(self) -> ReviewView | None:
        self.found = self.page.ask(reviews, self.plan)
        return next((one for one in self.found if one.id == self.chosen), None)

    def _show(self) -> None:
        one = self._one()
        if one is None:
            self.form, self.drawn_of = None, None
            refill(self.column, _nothing(self))
            return
        whole = self.page.whole
        # A finished review is built anew when what can be done with it changes.
        built = (one.id, one.finished and (one, whole.row.status if whole else ""))
        if built != self.drawn_of or self.form is None:
            another, self.shown_id = one.id != self.shown_id, one.id
            self.drawn_of, self.form = built, ReviewForm(self.page, one)
            refill(self.column, self.form)
            if another:
                self.area.verticalScrollBar().setValue(0)
        self.form.renew(one, self.page.ask(drawn, one.id, _today(), language()))


def _nothing(shown: PlanReviews) -> QWidget:
    return empty(
        "calendar-days", _("No yearly review yet"), review_form().about.text(language()) + " " +
        _("What the registers say is shown beside each question."),
        button(_("Begin the first review"), "plus", "primary", shown.start),
    )  # fmt: skip


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
