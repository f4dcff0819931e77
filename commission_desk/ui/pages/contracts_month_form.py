"""One agreement in the monthly run, beside the table: rated by mouse, and worded."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commission_desk.content.scales import grading_scales, scale
from commission_desk.i18n import _, language
from commission_desk.operations.monthly_run import edit_line, grade_line, improve, name_manager
from commission_desk.operations.run_lines import LineView
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import clear, hbox, page, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field, date_field
from commission_desk.ui.pages.contracts_month_table import line_grade, risk_words

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_month import MonthSight


class LineForm(QFrame):
    """The fields of a line; each is kept when it is left. Ctrl+Enter confirms and goes on."""

    def __init__(self, sight: "MonthSight") -> None:
        super().__init__()
        self.setObjectName("right")
        self.sight, self.form = sight, Form()
        self.line: LineView | None = None
        self.scale_id = ""
        self.kind, self.title = label("", "smallmuted", wrap=True), label("", "h3", wrap=True)
        self.was = label("", "smallmuted", wrap=True)
        self.risks = {risk_words(point.value): point.value for point in scale("rag").points}
        self.risk = GradeBar(
            [Band("", tuple(self.risks))], None, _("Risk to the agreement"), wrapped=True
        )
        self.risk.changed.connect(lambda words: sight.rate(self.risks[words]))
        self.grade: GradeBar | None = None
        self.grade_place = QVBoxLayout()
        offered = [(each.id, each.title.text(language())) for each in grading_scales()]
        self.scale = ChoiceField(_("Scale"), offered)
        self.scale.committed.connect(self._use_scale)
        self.fields: dict[str, Field] = {
            "reason": TextField(_("Reason"), hint=_("Needed for red and amber."), least=2),
            "task": TextField(_("Improvement action"), least=2),
            "nature": choice_field(_("Nature"), "action-class", "corrective"),
            "due": date_field(_("Due")),
            "owner": LineField(_("Owner"), prompt=_("a role")),
            "manager": LineField(_("Contract manager"), prompt=_("a role")),
        }
        saves = {
            "reason": lambda words: sight.change(edit_line, reason=words),
            "manager": lambda words: sight.change(name_manager, words),
        }
        self.bindings = {
            name: self.form.bind(field, saves.get(name, lambda _value: self._improve()))
            for name, field in self.fields.items()
        }
        confirm = button(_("Confirm and go on"), "check", "primary", self.confirm,
                         _("Confirm and go on (Ctrl+Enter)"))  # fmt: skip
        opens = button(_("Open the agreement"), "file-signature", "", self._open)
        self.body = QWidget()
        vbox(
            label(_("Risk"), "smallstrong"), self.risk, label(_("Grade"), "smallstrong"),
            self.grade_place, self.fields["reason"], self.fields["task"],
            self.fields["nature"], self.fields["due"], self.fields["owner"],
            self.fields["manager"], self.scale, gap=10, parent=self.body,
        )  # fmt: skip
        self.confirm_button = confirm
        whole = page(
            self.kind, self.title, self.was, self.body, hbox(confirm, None), hbox(opens, None),
            gap=8, margins=(20, 16, 10, 18),
        )  # fmt: skip
        vbox(whole, gap=0, parent=self)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(key), self, self.confirm)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.fields["reason"])
        self.show_line(None, frozen=True)

    def show_line(self, line: LineView | None, *, frozen: bool) -> None:
        """Show a line; what is being typed about the same one stays."""
        other = line is None or self.line is None or line.id != self.line.id
        if other:
            self.flush()
        self.line = line
        self.body.setEnabled(line is not None and not frozen)
        self.confirm_button.setEnabled(line is not None and not frozen and not line.confirmed)
        self.setVisible(line is not None)
        if line is None:
            return
        self.kind.setText(" · ".join(word for word in (line.reference, line.provider) if word))
        self.title.setText(line.title)
        self.was.setText(_was(line))
        self.risk.set_value(risk_words(line.risk) or None)
        self.scale.set_value(line.scale)
        if line.scale != self.scale_id:
            self._make_bar(line.scale)
        if self.grade:
            self.grade.set_value(self.marks.get(line.value))
        act = line.improvement
        values: dict[str, Any] = {
            "reason": line.reason, "manager": line.manager, "task": act.title if act else "",
            "nature": act.nature if act and act.nature else "corrective",
            "due": act.due if act else None, "owner": act.owner if act else "",
        }  # fmt: skip
        for name, binding in self.bindings.items():
            (binding.begin if other else binding.show)(values[name])
            if other:
                self.fields[name].complain("")

    def go_to(self, name: str) -> None:
        """Go to a field."""
        self.fields[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def complain(self, why: str) -> None:
        """Say beside the reason why a line cannot be confirmed, and go there."""
        self.fields["reason"].complain(why)
        self.go_to("reason")

    def confirm(self) -> None:
        """Keep what was typed, confirm, and go on in the table."""
        if self.flush():
            self.sight.confirm()

    def flush(self) -> bool:
        """Keep what was typed; return whether every field is in order."""
        return self.line is None or self.form.flush()

    def _improve(self) -> None:
        """Keep the improvement action whole: it begins to be one with its first words."""
        values = {name: field.value() for name, field in self.fields.items()}
        if values["task"].strip() or (self.line and self.line.improvement):
            self.sight.change(
                improve, values["task"], nature=values["nature"], owner=values["owner"],
                due=values["due"],
            )  # fmt: skip

    def _use_scale(self) -> None:
        if self.line and self.scale.value() != self.line.scale:
            self.sight.change(grade_line, grade_scale=self.scale.value())

    def _open(self) -> None:
        if self.line:
            self.sight.page.show_record(self.line.agreement_id, "performance")

    def _make_bar(self, scale_id: str) -> None:
        clear(self.grade_place)
        self.scale_id = scale_id
        points = scale(scale_id).points
        scored = all(point.score is not None for point in points)
        points = tuple(reversed(points)) if scored else points
        self.marks = {
            point.value: point.value if scored else point.grade.text(language()) for point in points
        }
        values = {mark: value for value, mark in self.marks.items()}
        bands = [Band("", tuple(values))]
        if scored:
            bands = [
                Band(name, tuple(point.value for point in run))
                for name, run in groupby(points, lambda point: point.grade.text(language()))
            ]
        self.grade = GradeBar(bands, None, _("Grade"), wrapped=not scored)
        self.grade.changed.connect(lambda mark: self.sight.grade(values[mark]))
        self.grade_place.addWidget(self.grade)


def _was(line: LineView) -> str:
    if not line.was_scale:
        return _("Not in last month’s run.")
    said = (line_grade(line.was_scale, line.was_value), risk_words(line.was_risk))
    words = "; ".join(word for word in said if word) or _("nothing was said")
    return _("Last month: {words}").format(words=words)
