"""Checks of how a page looks and what a screen reader hears, for every test of the window."""

import re
from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

from commission_desk.ui.kit.cells import PAD, CellDelegate, CellModel
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import SCHEMES, TONES, Colours

CONTROLS = (
    "Button", "CheckBox", "RadioButton", "EditableText", "ComboBox", "List", "Table", "Tree",
    "ProgressBar", "PageTab", "PageTabList", "Graphic",
)  # fmt: skip
MOST_CHILDREN = 400  # of a node, so that a long table is not walked to its end


def clipped(root: QWidget) -> list[str]:
    """Return texts that do not fit their widget, and what sticks out of its parent."""
    assert root.isVisible(), "nothing of it can be seen"
    widgets = [w for w in root.findChildren(QWidget) if w.isVisible()]
    found = [said for w in widgets if (said := _cut(w) or _outside(w))]
    found += [
        f"wider than its scroll area: {area.widget().width()}"
        for area in root.findChildren(QScrollArea)
        if area.isVisible() and area.widget().width() > area.viewport().width()
    ]
    for table in root.findChildren(QTableView):
        if table.isVisible():
            found += _elided(table)
    return found


def settled(root: QWidget) -> list[str]:
    """Return what is still clipped once the layout has had time to settle."""
    for _turn in range(100):
        QTest.qWait(20)
        if root.isVisible() and not clipped(root):
            return []
    return clipped(root)


def _words(widget: QWidget) -> str:
    if not isinstance(widget, QLabel | QAbstractButton):
        return ""
    return getattr(widget, "plain", "") or widget.text()


def _cut(widget: QWidget) -> str:
    words = _words(widget)
    if not words or getattr(widget, "elide", False):
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        need, least = widget.heightForWidth(widget.width()), 0
    elif isinstance(widget, QLabel):
        need, least = widget.sizeHint().height(), widget.minimumSizeHint().width()
    else:
        need, least = widget.minimumSizeHint().height(), widget.minimumSizeHint().width()
    if widget.height() < need - 1 or widget.width() < least - 1:
        size = (widget.width(), widget.height())
        return f"cut: {words[:60]!r} has {size}, needs {(least, need)}"
    return ""


def _outside(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if not _words(widget) or parent is None or isinstance(parent, QAbstractScrollArea):
        return ""
    if parent.parentWidget() and parent.parentWidget().inherits("QScrollArea"):
        return ""
    if parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        return ""
    return f"outside its parent: {_words(widget)[:60]!r}"


def _elided(table: QTableView) -> list[str]:
    model, delegate = table.model(), table.itemDelegate()
    if not isinstance(model, CellModel) or not isinstance(delegate, CellDelegate):
        return []
    found = []
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        title = model.columns[column].title
        if theme.width(title, 13, 600) + 2 * px(PAD) > table.columnWidth(column) + 1:
            found.append(f"heading shortened: {title!r}")
        for row in range(min(20, model.rowCount())):
            cell = model.cell(row, column)
            first, second = delegate.blocks(cell, table.columnWidth(column))
            if any(line.endswith("…") for line in first + second):
                found.append(f"cell shortened: {cell.spoken!r}")
    return found


def tree(node: QWidget | QAccessibleInterface) -> Iterator[tuple[str, str, str]]:
    """Yield role, name and description as a screen reader would walk them."""
    at = QAccessible.queryAccessibleInterface(node) if isinstance(node, QWidget) else node
    if at is None or not at.isValid() or at.state().invisible:
        return
    texts = QAccessible.Text
    yield at.role().name, at.text(texts.Name), at.text(texts.Description)
    for number in range(min(at.childCount(), MOST_CHILDREN)):
        if child := at.child(number):
            yield from tree(child)


def unnamed(root: QWidget) -> list[str]:
    """Return the controls that a screen reader cannot name."""
    return [f"{role} ({said})" for role, name, said in tree(root) if role in CONTROLS and not name]


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB", as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrasts(scheme: str) -> list[str]:
    """Return the pairs of tokens that are too close, for text and for edges."""
    colours: Colours = SCHEMES[scheme]
    enough = 7.0 if scheme == "high" else 4.5
    grounds = ("canvas", "surface", "sunken", "accent2")
    pairs = [(ink, ground, enough) for ink in ("text", "muted") for ground in grounds]
    pairs += [(ink, tint, enough) for ink, tint in TONES.values()]
    pairs += [
        ("onaccent", "accent", enough), ("accent", "surface", enough), ("accent", "canvas", enough),
        ("navtext", "nav", enough), ("onnav", "navsel", enough), ("red", "surface", enough),
        ("canvas", "text", enough), ("edge", "surface", 3), ("edge", "canvas", 3),
        ("accent", "accent2", 3),
    ]  # fmt: skip
    return [
        f"{scheme}: {ink} on {ground} {contrast(colours[ink], colours[ground]):.2f}"
        for ink, ground, need in pairs
        if contrast(colours[ink], colours[ground]) < need
    ]


def stretched(text: str) -> str:
    """Return words a third longer, with the letters of Welsh, to stand for a translation."""
    return re.sub(
        r"[A-Za-z]{4,}", lambda m: m[0] + "yddŵŷwrth"[: max(1, round(len(m[0]) * 0.35))], text
    )
