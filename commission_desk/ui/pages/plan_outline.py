"""The left of the Plans page: how much is written, and the parts of the plan to choose from."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from commission_desk.content.choices import choice
from commission_desk.content.outlines import Section
from commission_desk.domain.richtext import RichText
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.plans import AnswerView, PlanView
from commission_desk.ui.kit.bars import Bar
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.outline import Node, Outline
from commission_desk.ui.kit.rows import KEY, ROW, SPOKEN, Row, spoken
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.plan_seen_by import SCOPING, SeenBy

UNPLACED = "unplaced"
INKS = {"grey": "muted", "blue": "accent", "amber": "amber", "green": "green"}
PROMPT_INDENT = 32
EXCERPT = 60  # letters of a text that stands for its title
_Move = QAbstractItemView.CursorAction


class PartsTree(Outline):
    """The outline with one section open; the arrow keys go from part to part, across sections."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.by_key: dict[object, QStandardItem] = {}

    def show_parts(self, nodes: list[Node]) -> None:
        """Show another plan, every section closed."""
        self._quiet = True
        self.setCurrentIndex(QModelIndex())
        self.show_nodes(nodes)
        self.collapseAll()
        self._quiet = False
        self.by_key = {item.data(KEY): item for item in self._items()}

    def open_part(self, key: str) -> None:
        """Make a part current and open its section alone; nothing is told."""
        item = self.by_key.get(key)
        if item is None:
            return
        self._quiet = True
        section = item.parent()
        for row in range(self.parts.rowCount()):
            index = self.parts.index(row, 0)
            opened = section is not None and index == section.index()
            if self.isExpanded(index) != opened:
                self.setExpanded(index, opened)
        self.setCurrentIndex(item.index())
        if section is not None:
            self.scrollTo(section.index())
            self.scrollTo(item.index())
        self._quiet = False

    def change(self, key: object, row: Row, state: str) -> None:
        """Draw a part anew if anything about it has changed."""
        item = self.by_key[key]
        if item.data(ROW) != row:
            item.setData(row, ROW)
        item.setData(spoken(item.text(), state, row.count), SPOKEN)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        leaves = [item for item in self.by_key.values() if item.parent() is not None]
        current = self.parts.itemFromIndex(self.currentIndex())
        if not leaves or current not in leaves:
            return self.currentIndex()
        at = leaves.index(current)
        firsts = [n for n, item in enumerate(leaves) if item.row() == 0]
        section = max(n for n in firsts if n <= at)
        goals = {
            _Move.MoveUp: at - 1, _Move.MovePrevious: at - 1,
            _Move.MoveDown: at + 1, _Move.MoveNext: at + 1,
            _Move.MovePageUp: max((n for n in firsts if n < section), default=section),
            _Move.MovePageDown: min((n for n in firsts if n > at), default=len(leaves) - 1),
            _Move.MoveLeft: section, _Move.MoveRight: at,
            _Move.MoveHome: 0, _Move.MoveEnd: len(leaves) - 1,
        }  # fmt: skip
        return leaves[min(max(goals[action], 0), len(leaves) - 1)].index()


class PlanOutline(QFrame):
    """Progress above the parts of the plan; ``chosen`` tells the id of a part or a section.

    The parts stand under the sections of their outline, or under the steps of the cycle that
    ``seen_by`` names.
    """

    chosen = Signal(object)

    def __init__(self, cycle: str = "") -> None:
        super().__init__()
        self.seen_by = SeenBy(cycle)
        self.setObjectName("left")
        self.written, self.parts = label("", "smallstrong", elide=True), label("", "tiny")
        self.bar = Bar(0, _("How much is written"))
        self.tree = PartsTree(_("Parts of the plan"))
        self.tree.chosen.connect(self.chosen)
        self.shape: object = None
        self.changed: frozenset[str] = frozenset()  # parts that are marked
        progress = QWidget()
        progress.setLayout(Flow(self.written, None, self.parts))
        head = vbox(progress, self.bar, gap=6, margins=(8, 0, 8, 0))
        whole = vbox(head, self.seen_by, self.tree, gap=10, margins=(10, 14, 10, 8), parent=self)
        whole.setStretch(2, 1)

    def show_plan(self, whole: PlanView, changed: Collection[str] = ()) -> None:
        """Show a plan; the tree is built anew only when its parts are others.

        ``changed`` names the parts to be marked: those that changed since the plan was approved.
        """
        row, self.changed = whole.row, frozenset(changed)
        self.written.setText(_("{percent}% written").format(percent=row.percent))
        parts = ngettext("{written} of {total} part", "{written} of {total} parts", row.total)
        self.parts.setText(parts.format(written=row.written, total=row.total))
        self.bar.setValue(row.percent)
        nodes = [*_nodes(whole, self.seen_by.sections(whole.outline), changed)]
        shape = (
            row.id,
            self.seen_by.cycle,
            tuple((node.key, node.title, _keys(node)) for node in nodes),
        )
        if shape != self.shape:
            self.shape = shape
            self.tree.show_parts(nodes)
            return
        for node in nodes:
            for each in (node, *node.children):
                self.tree.change(each.key, each.row, each.state)

    def open_part(self, key: str) -> None:
        """Show which part is open."""
        self.tree.open_part(key)


def unplaced_title(whole: PlanView, answer: AnswerView) -> str:
    """Return what an unplaced part was called, or its first words where no outline has it."""
    known = whole.elsewhere.get(answer.prompt_id)
    return known.title.text(language()) if known else excerpt(answer.text)


def excerpt(text: RichText) -> str:
    """Return the first words of a text whose prompt is gone, in place of a title."""
    words = " ".join(text.plain.split())
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + "…"


def _keys(node: Node) -> tuple[object, ...]:
    return tuple((child.key, child.title) for child in node.children)


def _nodes(
    whole: PlanView, sections: tuple[Section, ...], changed: Collection[str]
) -> Iterator[Node]:
    for section in sections:
        yield _section(whole, section, changed)
    if whole.unplaced:
        count = str(len(whole.unplaced))
        row = Row("folder-closed", "muted", count, bold=True)
        parts = tuple(
            _part(answer.prompt_id, unplaced_title(whole, answer), answer)
            for answer in whole.unplaced
        )
        yield Node(UNPLACED, _("Unplaced"), row, children=parts)


def _section(whole: PlanView, section: Section, changed: Collection[str]) -> Node:
    answers = [whole.answer(prompt.id) for prompt in section.prompts]
    title = section.title.text(language())
    if not answers:  # a step of a cycle that no part of this outline belongs to
        return Node(section.id, title, Row("circle", "muted", "–", bold=True), _("no part"))
    asked_first = section.id == SCOPING  # an answer is enough there: nobody reviews them
    done = sum(answer.finished or (asked_first and not answer.text.is_empty) for answer in answers)
    total = len(answers)
    begun = any(answer.status != "not-started" for answer in answers)
    icon, ink, state = (
        ("circle-check", "green", _("finished"))
        if done == total
        else ("circle-dot", "accent", _("begun"))
        if begun
        else ("circle", "muted", _("not begun"))
    )
    count = _("{written} of {total}").format(written=done, total=total)
    parts = tuple(
        _part(prompt.id, prompt.title.text(language()), answer, changed)
        for prompt, answer in zip(section.prompts, answers, strict=True)
    )
    return Node(section.id, title, Row(icon, ink, count, bold=True), state, parts)


def _part(key: str, title: str, answer: AnswerView, changed: Collection[str] = ()) -> Node:
    status = choice("answer-status", answer.status)
    mark = _("changed") if key in changed else ""
    row = Row(status.icon, INKS[status.tone], mark, indent=PROMPT_INDENT)
    return Node(key, title, row, status.label.text(language()))
