"""The register in groups: a line with subtotals above the agreements of each, open or closed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from commission_desk.domain.money import format_money
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.register_groups import GroupRow, grouped_ids, register_groups
from commission_desk.ui.kit.cells import Cell, Column
from commission_desk.ui.kit.register import Query
from commission_desk.ui.pages.contracts_register import AgreementSource, Line, register_query

GROUP = "group:"  # before the value that a group's agreements share, as the id of its line
GROUPED = ("department", "provider", "sector", "service", "kind", "plan")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The line above a group's agreements."""

    id: str
    group: GroupRow
    opened: bool


class GroupedSource(AgreementSource):
    """Reads the register with a line above each group, where the list is grouped."""

    def first(self, query: Query, limit: int) -> Sequence[Line | GroupLine]:  # type: ignore[override]
        if not query.filters.get("group"):
            return super().first(query, limit)
        groups = self._groups(query)
        ids = self._interleaved(query, groups, limit)[:limit]
        return [line for line in self.rows(ids) if line is not None]

    def ids(self, query: Query, stopped: Callable[[], bool]) -> Sequence[Hashable]:
        if not query.filters.get("group"):
            return super().ids(query, stopped)
        if stopped():
            return ()
        asked, groups = self._read  # by ``first``, a moment ago
        return self._interleaved(query, groups if asked is query else self._groups(query))

    def rows(self, ids: Sequence[Hashable]) -> Sequence[Line | GroupLine | None]:  # type: ignore[override]
        lines = super().rows([record for record in ids if not is_group(record)])
        found = {line.id: line for line in lines if line is not None}
        return [
            self._headed.get(str(record)) if is_group(record) else found.get(str(record))
            for record in ids
        ]

    _read: tuple[Query | None, tuple[GroupRow, ...]] = (None, ())
    _headed: dict[str, GroupLine] = {}  # noqa: RUF012 - replaced whole, never changed

    def _groups(self, query: Query) -> tuple[GroupRow, ...]:
        groups: tuple[GroupRow, ...] = self.workspace.ask(
            register_groups, register_query(query), language()
        )
        closed = closed_groups(query)
        self._headed = {
            GROUP + each.key: GroupLine(GROUP + each.key, each, each.key not in closed)
            for each in groups
        }
        self._read = query, groups
        return groups

    def _interleaved(
        self, query: Query, groups: tuple[GroupRow, ...], limit: int | None = None
    ) -> list[Hashable]:
        """Return the ids of groups and of what stands under the open ones, in order."""
        closed = closed_groups(query)
        wanted = [each for each in groups if each.key not in closed]
        if limit is not None:
            wanted = _enough(wanted, limit)
        pairs = self.workspace.ask(
            grouped_ids, register_query(query), [each.key for each in wanted], limit
        )
        under = {key: [one[1] for one in some] for key, some in groupby(pairs, itemgetter(0))}
        ids: list[Hashable] = []
        for each in groups:
            ids.append(GROUP + each.key)
            ids += under.get(each.key, ())
        return ids


def is_group(record: object) -> bool:
    """Say whether an id is that of a group's line."""
    return isinstance(record, str) and record.startswith(GROUP)


def closed_groups(query: Query) -> frozenset[str]:
    """Return the groups whose agreements are not shown."""
    closed = query.filters.get("closed", ())
    return frozenset(map(str, closed)) if isinstance(closed, tuple) else frozenset()


def with_groups(name: str, column: Column) -> Column:
    """Let a column say something for a group's line too."""
    own = column.cell

    def cell(line: Line | GroupLine) -> Cell:
        return _group_cell(name, line) if isinstance(line, GroupLine) else own(line)

    return replace(column, cell=cell)


def _group_cell(name: str, line: GroupLine) -> Cell:
    group = line.group
    if name == "service":
        counted = ngettext("{count} agreement", "{count} agreements", group.count)
        whole = _("{amount} in all").format(amount=format_money(group.total_pence, language()))
        words = f"{'▾' if line.opened else '▸'} {group.label or _('Not said')}"
        said = counted.format(count=f"{group.count:,}")
        return Cell(words, f"{said} · {whole}", bold=True)
    if name in ("annual", "total"):
        pence = group.annual_pence if name == "annual" else group.total_pence
        return Cell(format_money(pence, language()), bold=True)
    return Cell()


def _enough(groups: list[GroupRow], limit: int) -> list[GroupRow]:
    """Return the first groups, as many as fill a list of this length."""
    taken: list[GroupRow] = []
    lines = 0
    for each in groups:
        if lines >= limit:
            break
        taken.append(each)
        lines += each.count
    return taken
