"""Completing what is typed from names that are known already."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

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
    offer(field.box, field.name, offered).activated.connect(lambda _text: field.edited.emit())


def offer(box: QLineEdit, name: str, names: Iterable[str]) -> QCompleter:
    """Offer names, in their order, below a line in which they may be typed."""
    completer = QCompleter(box)
    completer.setModel(QStringListModel(list(names), completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(SHOWN)
    popup = completer.popup()
    assert popup is not None
    popup.setAccessibleName(name)
    box.setCompleter(completer)
    return completer
