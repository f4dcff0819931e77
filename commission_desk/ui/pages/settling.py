"""Settling: what two people changed without seeing each other, both versions side by side."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commission_desk.domain.richtext import RichText, from_json, from_plain, to_json
from commission_desk.domain.wording import Pieces, compare
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.conflicts import REMOVED, ConflictView, VersionView
from commission_desk.operations.merging import conflicts, resolve
from commission_desk.ui.dialogs.one_text import OneText
from commission_desk.ui.fieldnames import RICH, field_words, kind_words, value_words
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, page, refill, vbox
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.pair import Pair
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.places import HOMES
from commission_desk.ui.workspace import Workspace

LONG = ("text", "notes", "note", "description", "heard", "changed", "about", "mitigation",
        "help", "covers", "look", "example")  # fmt: skip


class SettlingPage(Page):
    """Each field with more than one version; nothing is lost, whatever is chosen."""

    tables = frozenset(HOMES) | {
        "answer", "agenda_item", "decision", "term_option", "result", "outline_section",
        "outline_part", "own_figure",
    }  # fmt: skip

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.header = Header(_("Two versions"), "", find=shell.find)
        self.column = QVBoxLayout()
        vbox(self.header, page(self.column), gap=0, parent=self).setStretch(1, 1)

    def refresh(self) -> None:
        found: tuple[ConflictView, ...] = self.ask(conflicts, language())
        words = ngettext("{count} to settle", "{count} to settle", len(found))
        self.header.say(_("Two versions"), words.format(count=len(found)))
        cards: list[Item] = [self._conflict(one) for one in found]
        refill(self.column, *(cards or [_nothing()]), gap=18)

    def _conflict(self, found: ConflictView) -> QFrame:
        what = f"{kind_words(found.kind)}: {found.title}" if found.title else kind_words(found.kind)
        asked = _("One person took it away, another went on with it.")
        if found.way != REMOVED:
            asked = _("Neither had seen the other’s. Both are kept until you decide, and after.")
        items: list[Item] = [
            Flow(label(what, "h2", wrap=True), Chip(_("Please choose"), "amber", "circle-alert")),
            label(asked, "muted", wrap=True),
            Pair(label(_field(found), "smallstrong"), *self._sides(found)),
        ]
        if _can_be_written(found):
            write = button(_("Write one text from both…"), "pencil", "primary")
            write.clicked.connect(partial(self._write, found))
            write.setAccessibleName(_("Write one text from both: {title}").format(title=what))
            items.append(Flow(write))
        if found.before not in (None, "") and found.way != REMOVED:
            before = value_words(found.kind, found.field, found.before)
            items.append(
                label(_("Before either: {text}").format(text=before), "smallmuted", wrap=True)
            )
        return card(*items, gap=10)

    def _sides(self, found: ConflictView) -> list[QWidget]:
        words = [_words(found, version) for version in found.versions]
        one, other = compare(words[0], words[1])
        pieces: list[Pieces] = [one, other, *(compare(words[0], more)[1] for more in words[2:])]
        return [
            self._side(found, version, shown, "added" if version.mine else "theirs")
            for version, shown in zip(found.versions, pieces, strict=True)
        ]

    def _side(
        self, found: ConflictView, version: VersionView, pieces: Pieces, mark: str
    ) -> QFrame:  # fmt: skip
        whose = _("Yours") if version.mine else version.who or _("Somebody’s")
        when = f"{short_date(version.at.date())} {version.at:%H:%M}"
        take = button(_("Keep mine") if version.mine else _("Take this one"), "check")
        take.clicked.connect(partial(self._choose, found, version.value))
        take.setAccessibleName(
            _("Take {whose}: {title}, {field}").format(
                whose=whose, title=found.title, field=_field(found)
            )
        )
        text = Marked(pieces, mark) if pieces else label(_("Nothing"), "muted")
        return card(
            label(f"{whose} · {when}", "smallmuted", wrap=True), text, None, Flow(take),
            gap=6, margins=(14, 10, 14, 12), name="sunkcard",
        )  # fmt: skip

    def _choose(self, found: ConflictView, value: Any, *_clicked: object) -> None:
        self.do(resolve, found.record, found.field, value)
        self.shell.toast(_("Settled: {title}").format(title=found.title), undo=True)

    def _write(self, found: ConflictView, *_clicked: object) -> None:
        rich = (found.kind, found.field) in RICH
        read = from_json if rich else from_plain
        texts = [read(version.value or "") for version in found.versions]

        def taken(text: RichText) -> None:
            self._choose(found, to_json(text) if rich else text.plain)

        OneText(self, found.title or kind_words(found.kind), texts, taken, rich=rich).open()


def _field(found: ConflictView) -> str:
    return _("Removed or kept") if found.way == REMOVED else field_words(found.field)


def _words(found: ConflictView, version: VersionView) -> str:
    if found.way == REMOVED:
        if version.added:
            added = "; ".join(
                f"{kind_words(kind)}: {title}" if title else kind_words(kind)
                for kind, title in version.added
            )
            return _("Added to it: {things}").format(things=added)
        return _("Removed") if version.value else _("Kept")
    return value_words(found.kind, found.field, version.value)


def _can_be_written(found: ConflictView) -> bool:
    if found.way == REMOVED:
        return False
    return (found.kind, found.field) in RICH or found.field in LONG or found.field == "title"


def _nothing() -> QWidget:
    return empty(
        "circle-check", _("Nothing to settle"),
        _("When two people change the same thing without seeing each other, both versions are "
          "kept and shown here side by side."),
    )  # fmt: skip
