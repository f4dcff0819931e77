"""The model of a list of any length: its first rows at once, the rest on demand.

The first rows come with the query; the full order of ids is read in a worker thread; pages of
rows are fetched when they are shown. Sorting and filtering are the source's, in SQL. Flat to a
million rows, where a QSortFilterProxyModel takes 11 s at a hundred thousand.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.cells import Cell, CellModel, Column

FIRST = 200  # rows read with the query
PAGE = 100
PAGES = 40  # kept: the oldest page goes first


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: the order, the filters by name, and the words typed."""

    sort: str
    descending: bool = False
    filters: Mapping[str, object] = field(default_factory=dict)
    words: str = ""


class Source(Protocol):
    """Where a register's rows come from; ``ids`` is called in a worker thread.

    ``first`` must give the same order as ``ids``; ``rows`` the order of the ids it was given, and
    None for one that has gone meanwhile. ``stopped`` says that nobody waits any more.
    """

    def first(self, query: Query, limit: int) -> Sequence[Any]: ...
    def ids(self, query: Query, stopped: Callable[[], bool]) -> Sequence[Hashable]: ...
    def rows(self, ids: Sequence[Hashable]) -> Sequence[Any]: ...


class RegisterModel(CellModel):
    """Rows of a ``Source`` as a table; ``settled`` is emitted when their full order is known."""

    settled = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        source: Source,
        columns: Sequence[Column],
        query: Query,
        key: Callable[[Any], Hashable] = attrgetter("id"),
    ) -> None:
        super().__init__(columns)
        self.source, self.query, self.key = source, query, key
        self.complete = False
        self._ids: Sequence[Hashable] = ()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._first: Sequence[Any] = ()
        self._request = 0
        self.reload()

    def ask(self, **changes: Any) -> None:
        """Show the same list by another order, other filters or other words."""
        self.query = replace(self.query, **changes)
        self.reload()

    def reload(self) -> None:
        """Read the list again: its first rows now, its full order in a worker thread."""
        self._request += 1
        request, query, source = self._request, self.query, self.source
        rows = source.first(query, FIRST)
        self._replace([self.key(row) for row in rows], rows, complete=len(rows) < FIRST)
        if self.complete:
            self.settled.emit(len(rows))
            return

        def stopped() -> bool:
            return request != self._request

        def arrive(ids: Sequence[Hashable]) -> None:
            if not stopped():
                self._extend(ids)

        def fail(problem: Exception) -> None:
            if not stopped():
                self.failed.emit(problem)

        in_background(self, lambda: source.ids(query, stopped), arrive, fail)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def row(self, number: int) -> Any:
        """Return a row, or None if it has gone since the order was read."""
        if number < len(self._first):
            return self._first[number]
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self.source.rows(self._ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[place]

    def id_at(self, number: int) -> Hashable | None:
        """Return the id of a row."""
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def find(self, wanted: Hashable) -> int:
        """Return the number of the row with this id, or -1."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return -1

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        said = super().headerData(section, orientation, role)
        column = self.columns[section] if orientation == Qt.Orientation.Horizontal else None
        if role == Qt.ItemDataRole.DisplayRole and column and column.sort == self.query.sort != "":
            return f"{said} {'↓' if self.query.descending else '↑'}"
        return said

    def _cell(self, row: int, column: int) -> Cell:
        held = self.row(row)
        return Cell() if held is None else self.columns[column].cell(held)

    def _replace(self, ids: Sequence[Hashable], rows: Sequence[Any], *, complete: bool) -> None:
        self.beginResetModel()
        self._ids, self._first, self.complete = ids, rows, complete
        self._pages.clear()
        self.cell.cache_clear()
        self.endResetModel()

    def _extend(self, ids: Sequence[Hashable]) -> None:
        """Add the rest of the order, keeping what is on the screen if it still begins the list."""
        shown = len(self._ids)
        if list(ids[:shown]) == list(self._ids):
            self.complete = True
            if len(ids) > shown:
                self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
        else:
            self._replace(ids, (), complete=True)
        self.settled.emit(len(ids))
