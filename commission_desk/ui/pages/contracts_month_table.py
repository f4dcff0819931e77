"""The table of a monthly run: confirmed row by row from the keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from commission_desk.content.choices import choice
from commission_desk.content.scales import scale
from commission_desk.i18n import _, language, month_name
from commission_desk.operations.run_lines import LineView
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.contracts_register import grade_cell, risk_cell

WRAPPED = 300  # rows whose text wraps; in a longer run all rows are alike
RISK_KEYS = {Qt.Key.Key_R: "red", Qt.Key.Key_A: "amber", Qt.Key.Key_G: "green"}
WELSH_KEYS = {Qt.Key.Key_C: "red", Qt.Key.Key_O: "amber"}  # coch, oren; gwyrdd is G as well


class RunTable(Table):
    """Enter confirms and goes on, R, A and G rate the risk, a digit grades, F2 gives the reason."""

    confirmed = Signal()
    rated = Signal(str)
    graded = Signal(str)
    wanted = Signal(str)  # the field of the form to go to

    def __init__(self, model: TableModel, name: str) -> None:
        self.run = model
        super().__init__(model, name)

    def wraps(self) -> bool:
        return len(self.run.rows) <= WRAPPED

    def fit_rows(self) -> None:
        delegate = self.itemDelegate()
        delegate.most = 3 if self.wraps() else 1  # type: ignore[attr-defined]
        if not self.wraps():
            self.verticalHeader().setDefaultSectionSize(px(60))
        super().fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        risks = RISK_KEYS | (WELSH_KEYS if language() == "cy" else {})
        if not plain or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif key in risks:
            self.rated.emit(risks[key])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.graded.emit(event.text())
        elif key == Qt.Key.Key_F2:
            self.wanted.emit("reason")
        elif key == Qt.Key.Key_I:
            self.wanted.emit("task")
        elif key == Qt.Key.Key_M:
            self.wanted.emit("manager")
        else:
            super().keyPressEvent(event)


def columns() -> list[Column]:
    """Return the columns of a monthly run."""
    return [
        Column(_("Service and provider"), 190, _service),
        Column(_("Risk"), 0, lambda line: risk_cell(line.risk)),
        Column(_("Grade"), 104, _grade),
        Column(_("Last month"), 104, _was),
        Column(_("Reason"), None, _reason),
        Column(_("Returned"), 0, _returned),
    ]


def line_grade(scale_id: str, value: str, language_: str = "") -> str:
    """Write a grade in full; a scale that is not the usual one is not named here."""
    known = scale(scale_id).point_or_none(value) if scale_id else None
    return scale(scale_id).printed(value, language_ or language()) if known else ""


def risk_words(risk: str) -> str:
    """Return what a red, amber or green risk is called."""
    return scale("rag").point(risk).grade.text(language()) if risk else ""


def _service(line: LineView) -> Cell:
    said = (line.reference, line.provider, line.manager or _("no manager named"))
    return Cell(line.title, " · ".join(word for word in said if word), bold=True)


def _grade(line: LineView) -> Cell:
    cell = grade_cell(line.scale, line.value)
    return Cell(cell.text, _("fallen") if line.fallen else cell.sub, lead=cell.lead)


def _was(line: LineView) -> Cell:
    if not line.was_scale:
        return Cell(_("not in it"), muted=True)
    point = scale(line.was_scale).point_or_none(line.was_value)
    grade = point.grade.text(language()) if point else ""
    if point and point.score is not None:
        grade = f"{point.score} {grade}"
    return Cell(risk_words(line.was_risk) or "–", grade, muted=True)


def _reason(line: LineView) -> Cell:
    act = line.improvement
    if act is None:
        return Cell(line.reason)
    nature = choice("action-class", act.nature).label.text(language()) if act.nature else ""
    return Cell(line.reason, ": ".join(word for word in (nature, act.title) if word))


def _returned(line: LineView) -> Cell:
    if line.confirmed_on is None:
        return status(_("Not yet"), "amber", "clock")
    on = f"{line.confirmed_on.day} {month_name(line.confirmed_on)}"
    return status(on, "green", "check")
