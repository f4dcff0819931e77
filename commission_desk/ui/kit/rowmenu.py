"""The menu of a table's rows: steps for the chosen one, by mouse and by key."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from commission_desk.ui.kit.buttons import action
from commission_desk.ui.kit.cells import TableModel
from commission_desk.ui.kit.tables import Table

Step = tuple[str, str, str, Callable[[Any], object]]  # words, icon, keys, what to do with the row


def row_menu(table: Table, model: TableModel, *steps: Step) -> None:
    """Offer steps for the chosen row; their keys work while the table has the focus."""
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    for words, icon, keys, step in steps:
        made = action(words, partial(_with_chosen, table, model, step), icon, "", table)
        if keys:
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(made)


def _with_chosen(table: Table, model: TableModel, step: Callable[[Any], object]) -> None:
    for row in table.chosen_rows()[:1]:
        step(model.rows[row])
