"""Which tables stand in a part of a team's own outline: a tick each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from commission_desk.content.plan_tables import plan_tables
from commission_desk.i18n import _, language
from commission_desk.operations.outline_drafts import DraftPart
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.text import label, tip


class PartTables(QWidget):
    """The tables of a plan as ticks; one that was made for the part always stands there."""

    chosen = Signal(object)  # the ids of those that a person put there

    def __init__(self) -> None:
        super().__init__()
        code = language()
        self.boxes = {
            table.id: QCheckBox(table.title.text(code).replace("&", "&&"))
            for table in plan_tables()
        }
        for table in plan_tables():
            self.boxes[table.id].setAccessibleName(table.title.text(code))
            self.boxes[table.id].setToolTip(tip(table.about.text(code)))
            self.boxes[table.id].clicked.connect(lambda _on: self.chosen.emit(self.ticked()))
        ticks = QWidget()
        ticks.setLayout(Flow(*self.boxes.values(), gap=18))
        head = label(_("Tables in this part"), "strong")
        hint = label(
            _("Rows for figures and lists, filled in below the text and shared by the whole plan."),
            "smallmuted", wrap=True,
        )  # fmt: skip
        vbox(head, hint, ticks, gap=6, parent=self)
        self.setAccessibleName(_("Tables in this part"))

    def ticked(self) -> list[str]:
        """Return the ids of the tables that a person put into the part."""
        return [key for key, box in self.boxes.items() if box.isChecked() and box.isEnabled()]

    def show_part(self, part: DraftPart) -> None:
        """Show which tables a part has."""
        for key, box in self.boxes.items():
            box.setChecked(key in part.meant or key in part.tables)
            box.setEnabled(key not in part.meant)
