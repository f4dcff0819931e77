"""Quality and cost: a chart of graded agreements in four quadrants, and the same as a list."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from commission_desk.content.scales import grading_scales
from commission_desk.domain.money import format_money
from commission_desk.domain.value_chart import QUADRANTS, ValuePoint, place_of, value_chart
from commission_desk.i18n import N_, _, language, ngettext
from commission_desk.operations.ratings import USUAL
from commission_desk.operations.value import ValueRow, ValueView, value_view
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.chart import paint_chart
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import page, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label, tip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.contracts_register import grade_cell
from commission_desk.ui.pages.contracts_sight import Sight

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

NAMES = {
    "good-low": N_("Good, at lower cost"), "good-high": N_("Good, at higher cost"),
    "poor-low": N_("To improve, at lower cost"), "poor-high": N_("To improve, at higher cost"),
}  # fmt: skip
ADVICE = {
    "good-low": N_("Find out how they do it, and tell others."),
    "good-high": N_("Ask what the higher cost buys."),
    "poor-low": N_("Ask whether there is money enough to do it well."),
    "poor-high": N_("Look here first."),
}
WORST_FIRST = ("poor-high", "poor-low", "good-high", "good-low")
DRAWN = 3_000  # points; beyond that the chart is a cloud
LISTED = 500
HEIGHT = 420


class ValueChart(QFrame):
    """The chart; ``opened`` gives an agreement's id on a click. The list beside it has the keys."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.view: ValueView | None = None
        self.current = ""
        self.setProperty("spoken", "Graphic")
        self.setAccessibleName(_("Quality and cost"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(HEIGHT))

    def show_view(self, view: ValueView, spoken: str) -> None:
        """Show other agreements; ``spoken`` is the chart in words."""
        self.view = view
        self.setAccessibleDescription(spoken)
        self.update()

    def point_out(self, record: str) -> None:
        """Ring the agreement that is chosen in the list."""
        self.current = record
        self.update()

    def at(self, position: QPointF) -> ValueRow | None:
        """Return the agreement whose dot is here."""
        reach = px(9)
        for row in reversed(self._rows()):
            x, y = place_of(row.point, self._size(), theme.scale)
            if (QPointF(x, y) - position).manhattanLength() <= reach:
                return row
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.view is None:
            return
        painter = QPainter(self)
        words = [_(NAMES[key]) for key in QUADRANTS]
        axes = (_("← costs less than others like it"), _("costs more than others like it →"))
        points = [row.point for row in self._rows()]
        view, size = self.view, self._size()
        drawn = value_chart(points, size, words, axes, view.marks, view.parted, theme.scale)
        paint_chart(painter, drawn)
        found = next((row.point for row in self._rows() if row.id == self.current), None)
        if found is not None:
            self._paint_current(painter, found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(found.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.at(event.position()) is not None
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if over else shapes.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(_spoken(found)) if found else "", self)
            return True
        return super().event(event)

    def _paint_current(self, painter: QPainter, point: ValuePoint) -> None:
        x, y = place_of(point, self._size(), theme.scale)
        painter.setPen(QPen(theme.color("text"), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), px(10), px(10))

    def _rows(self) -> tuple[ValueRow, ...]:
        return self.view.rows[:DRAWN] if self.view else ()

    def _size(self) -> tuple[float, float]:
        return float(self.width()), float(self.height())


class ValueSight(Sight):
    """The chart and the list; Enter or a click opens an agreement."""

    tables = frozenset({"agreement", "organisation", "rating"})

    def __init__(self, page_: "ContractsPage") -> None:
        super().__init__(page_)
        self.view: ValueView | None = None
        self.shown = ""
        offered = [(each.id, each.title.text(language())) for each in grading_scales()]
        self.scale = ChoiceField(_("Scale"), offered, USUAL)
        self.scale.committed.connect(self.refresh)
        self.scale.setMaximumWidth(px(420))
        self.said = label("", "muted", wrap=True)
        self.chart = ValueChart()
        self.chart.opened.connect(self.open)
        self.pills = {
            key: button("", kind="pill", slot=partial(self._show_quadrant, key))
            for key in ("", *WORST_FIRST)
        }
        self.pills[""].setChecked(True)
        self.advice = label("", "small", wrap=True)
        self.model = TableModel([], self._columns())
        self.table = Table(self.model, _("Agreements by quality and cost"), fit=True)
        self.table.opened.connect(lambda row: self.open(row.id))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._point_out())
        self.nothing = empty(
            "chart-column", _("Nothing to compare yet"),
            _("Agreements stand here once they are graded on this scale and their cost is known."),
        )  # fmt: skip
        pills = QWidget()
        pills.setLayout(Flow(*self.pills.values()))
        self.full = QWidget()
        vbox(self.chart, pills, self.advice, self.table, gap=12, parent=self.full)
        whole = page(
            self.scale, self.said, self.full, self.nothing, gap=12, margins=(24, 14, 12, 20)
        )
        vbox(whole, gap=0, parent=self)

    def refresh(self) -> None:
        """Read grades and costs again."""
        chosen = self.scale.value()
        self.read(lambda: self.page.ask(value_view, chosen), self._show)

    def open(self, record: str) -> None:
        """Show an agreement's performance."""
        self.page.show_record(record, "performance")

    def _show(self, view: ValueView) -> None:
        self.view = view
        self.full.setVisible(bool(view.rows))
        self.nothing.setVisible(not view.rows)
        counts = Counter(row.quadrant for row in view.rows)
        for key, pill in self.pills.items():
            name, count = (_(NAMES[key]), counts[key]) if key else (_("All"), len(view.rows))
            pill.setText(f"{name} {count:,}")
            pill.setAccessibleName(f"{name}, {count}")
        words = ngettext(
            "{count} agreement has no grade on this scale or no cost, and is not shown.",
            "{count} agreements have no grade on this scale or no cost, and are not shown.",
            view.left_out,
        )
        compared = _(
            "The cost of a unit is compared with others of that unit, where two are recorded; "
            "otherwise the cost of a year with other years. The middle line is half of them."
        )
        left = words.format(count=view.left_out) if view.left_out else ""
        many = _("The chart shows the first {count}.").format(count=f"{DRAWN:,}")
        self.said.setText(
            " ".join(x for x in (compared, left, many if len(view.rows) > DRAWN else "") if x)
        )
        spoken = "; ".join(f"{_(NAMES[key])}: {counts[key]}" for key in QUADRANTS)
        self.chart.show_view(view, spoken)
        self._show_quadrant(self.shown)

    def _show_quadrant(self, key: str) -> None:
        self.shown = key
        rows = [row for row in (self.view.rows if self.view else ()) if key in ("", row.quadrant)]
        rows.sort(key=lambda row: (WORST_FIRST.index(row.quadrant), -row.pence))
        self.model.show_rows(rows[:LISTED])
        advice = _(ADVICE[key]) if key else ""
        if len(rows) > LISTED:
            more = _("The list shows the first {count}.").format(count=LISTED)
            advice = f"{advice} {more}".strip()
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.table.setVisible(bool(rows))

    def _point_out(self) -> None:
        index = self.table.currentIndex()
        self.chart.point_out(self.model.rows[index.row()].id if index.isValid() else "")

    def _columns(self) -> list[Column]:
        return [
            Column(_("Ref"), 90, lambda row: Cell(row.reference, muted=True)),
            Column(_("Service and provider"), None, _named),
            Column(_("Grade"), 130, lambda row: grade_cell(self.scale.value(), row.value)),
            Column(_("Cost"), 0, _cost, right=True),
            Column(_("Stands"), 190, lambda row: Cell(_(NAMES[row.quadrant]))),
        ]  # fmt: skip


def _named(row: ValueRow) -> Cell:
    return Cell(row.title, row.provider, bold=True)


def _cost(row: ValueRow) -> Cell:
    unit = row.unit or _("a year")
    share = round(100 * row.point.cost)
    compared = _("{percent}% of the middle").format(percent=f"{share:,}")
    return Cell(f"{format_money(row.pence, language())} {unit}", compared)


def _spoken(row: ValueRow) -> str:
    cost = _cost(row)
    return f"{row.reference} {row.title}: {_(NAMES[row.quadrant])}. {cost.text}, {cost.sub}"
