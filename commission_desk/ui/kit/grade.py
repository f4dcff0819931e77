"""A grade chosen on a scale, whose marks and bands are given as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.taborder import one_stop
from commission_desk.ui.kit.text import label


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a scale, such as "Good" for 6 and 7."""

    name: str
    marks: tuple[str, ...]


class GradeBar(QWidget):
    """Radio buttons drawn as segments: one tab stop, arrow keys, spoken as "6, Good".

    With ``wrapped`` the segments stand in a row that wraps, and the bands' names are not shown.
    """

    changed = Signal(str)

    def __init__(
        self, bands: Sequence[Band], value: str | None, name: str, *, wrapped: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("spoken", "Grouping")
        self.segments: dict[str, QPushButton] = {}
        if wrapped:  # marks that are words go on to the next line
            made = [self._segment(mark, band) for band in bands for mark in band.marks]
            for segment in made:
                segment.setText(f"\u2002{segment.text()}\u2002")  # the row gives no more room
            self.setLayout(Flow(*made, gap=3))
            self.set_value(value)
            return
        row, names = hbox(gap=3), hbox(gap=3)
        for band in bands:
            for mark in band.marks:
                row.addWidget(self._segment(mark, band))
            words = label(band.name, "smallmuted", wrap=True)
            names.addWidget(words, len(band.marks), Qt.AlignmentFlag.AlignTop)
        vbox(row, names, gap=4, parent=self)
        self.set_value(value)

    def value(self) -> str | None:
        """Return the mark chosen, or None."""
        return next((mark for mark, made in self.segments.items() if made.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show a mark as chosen, or none; it is not an edit."""
        for mark, made in self.segments.items():
            made.setAutoExclusive(False)
            made.setChecked(mark == value)
            made.setAutoExclusive(True)
        one_stop(self.segments.values())

    def _segment(self, mark: str, band: Band) -> QPushButton:
        made = button(mark, kind="seg", slot=lambda: self.changed.emit(mark))
        spoken = f"{mark}, {band.name}" if band.name not in ("", mark) else mark
        made.setAccessibleName(spoken)
        self.segments[mark] = made
        return made
