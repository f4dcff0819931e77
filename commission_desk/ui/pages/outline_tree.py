"""The sections and parts of a draft as one list that can be put in order, by mouse or keyboard."""

from PySide6.QtCore import QTimer, Signal

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language
from commission_desk.operations.outline_drafts import Draft, DraftPart, DraftSection
from commission_desk.operations.outlines import SHOWN
from commission_desk.ui.kit.orderlist import ITEM, OrderItem, OrderList
from commission_desk.ui.kit.text import announce

HEAD = ""  # in place of a section or part: what the outline says of itself
INDENT = 16


class OutlineTree(OrderList):
    """``section_moved`` gives a section and its place; ``part_moved`` a part, section and place.

    Alt with the arrow keys moves a section past another whole one, and a part from row to row, so
    also into the next section.
    """

    section_moved = Signal(str, int)
    part_moved = Signal(str, str, int)

    def __init__(self) -> None:
        super().__init__(_("Sections and parts"))
        self.draft: Draft | None = None
        self.moved.connect(self._place)

    def show_draft(self, draft: Draft) -> None:
        """Show the sections and parts of a draft; hidden and retired ones keep their place."""
        self.draft = draft
        items = [OrderItem(HEAD, "", draft.title.text(language()), strong=True)]
        for section in draft.sections:
            items.append(_row(section, strong=True))
            items += [_row(part, quiet=section.status != SHOWN) for part in section.parts]
        where = self.verticalScrollBar().value()
        self.show_items(items)
        self.verticalScrollBar().setValue(where)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def say_place(self, record: str) -> None:
        """Say aloud where something stands now."""
        found = self.draft.find(record) if self.draft else None
        if found is not None and found.number:
            said = _("{title}: now {number}")
            announce(self, said.format(title=found.title.text(language()), number=found.number))

    def move_row(self, by: int) -> None:
        """Move the current row; a section moves past the whole of the next one."""
        draft, record = self.draft, str(self.current_id() or HEAD)
        if draft is None or record == HEAD:
            return
        sections = [section.id for section in draft.sections]
        if record in sections:
            place = sections.index(record) + by
            if 0 <= place < len(sections):
                self.section_moved.emit(record, place)
            return
        if by < 0 and self.currentRow() <= 2:
            return
        super().move_row(by)

    def _rows_moved(self, _parent: object, start: int, _end: int, _to: object, row: int) -> None:
        """Tell of a row that was dropped, after Qt has finished; the page shows the rows anew."""
        place = row - 1 if row > start else row
        moved: OrderItem = self.item(place).data(ITEM)
        QTimer.singleShot(0, self, lambda: self.moved.emit(moved.id, place))

    def _place(self, record: object, _row: int) -> None:
        """Find under which section the row stands now, and at which place."""
        draft = self.draft
        if draft is None:
            return
        sections = [section.id for section in draft.sections]
        ids = [str(each) for each in self.ids()]
        above = ids[: ids.index(str(record))]
        before = [each for each in above if each in sections]
        if record == HEAD:
            self.show_draft(draft)
        elif record in sections:
            self.section_moved.emit(str(record), len(before))
        elif before:
            place = len(above) - above.index(before[-1]) - 1
            self.part_moved.emit(str(record), before[-1], place)
        else:
            self.part_moved.emit(str(record), sections[0], 0)


def _row(one: DraftSection | DraftPart, *, strong: bool = False, quiet: bool = False) -> OrderItem:
    status = choice("outline-part", one.status).label.text(language())
    return OrderItem(
        one.id, one.number, one.title.text(language()), strong=strong,
        sub="" if one.status == SHOWN else status, quiet=quiet or one.status != SHOWN,
        indent=0 if strong else INDENT,
    )  # fmt: skip
