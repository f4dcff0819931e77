"""Completing what is typed from names that are known already."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from commission_desk.ui.kit.fields import LineField

SHOWN = 12  # names offered at once


def complete(field: LineField, names: Iterable[str]) -> None:
    """Offer the names that hold what is typed; anything else may be typed as well.

    Other names for the same field go into the list that is there: its popup may be open.
    """
    offered = sorted(set(names))
    before = field.box.completer()
    if before is not None and isinstance(model := before.model(), QStringListModel):
        if model.stringList() != offered:
            model.setStringList(offered)
        return
    completer = QCompleter(field.box)
    completer.setModel(QStringListModel(offered, completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(SHOWN)
    completer.activated.connect(lambda _text: field.edited.emit())
    popup = completer.popup()
    assert popup is not None
    popup.setAccessibleName(field.name)
    field.box.setCompleter(completer)
