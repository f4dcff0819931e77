"""What the editor of outlines asks: a title in both languages, and whether to publish."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from commission_desk.content.labels import Label
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.outline_publishing import (
    EMPTY,
    ENGLISH,
    TWICE,
    WELSH,
    Lack,
    Publishing,
)
from commission_desk.ui.dialogs.change_outline import renaming
from commission_desk.ui.fieldnames import field_words
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.layout import Item, card, vbox
from commission_desk.ui.kit.text import label

SHOWN = 12  # lacks of a kind that are spelt out


class TitleDialog(Dialog):
    """Asks for a title in English and Welsh; ``done(title=, title_cy=)`` follows."""

    def __init__(
        self, parent: QWidget, heading: str, accept: str, done: Callable[..., object],
        title: Label | None = None,
    ) -> None:  # fmt: skip
        self.done_with = done
        now = title or Label("", "")
        self.en = LineField(_("Title in English"), now.en)
        self.cy = LineField(
            _("Title in Welsh"), now.cy, _("Without one, the English is shown in Welsh too.")
        )
        first, second = (self.cy, self.en) if language() == "cy" else (self.en, self.cy)
        super().__init__(
            parent, heading, first, second, accept_text=accept, ready=self._done, width=520
        )
        first.setFocus()

    def _done(self) -> None:
        self.done_with(title=self.en.value(), title_cy=self.cy.value())


class PublishDialog(Dialog):
    """Says what a version changes and what it lacks; ``publish()`` makes it."""

    def __init__(self, parent: QWidget, found: Publishing, publish: Callable[[], object]) -> None:
        name = _("Publish version {number}").format(number=found.number)
        says = _("Plans stay as they are. Each can take this version under “Change the outline”, "
                 "where it is shown first what that would mean for the plan.")  # fmt: skip
        items: list[Item] = [label(says, "muted", wrap=True)]
        for heading, lines in (
            (_("What changes"), [*_changes(found, language())]),
            (_("To know before you publish"), [*_lacks(found.lacks, language())]),
        ):
            if lines:
                shown: list[Item] = [label(heading, "smallstrong", wrap=True)]
                for said, names in lines:
                    shown.append(label(said, "small", wrap=True))
                    shown += [label(names, "smallmuted", wrap=True)] if names else []
                items.append(card(vbox(*shown, gap=4), name="sunkcard", margins=(14, 12, 14, 12)))
        super().__init__(parent, name, *items, accept_text=name, ready=publish, width=600)


def _changes(found: Publishing, code: str) -> Iterator[tuple[str, str]]:
    """Yield what a version changes since the one before: a sentence, and the parts it is about."""
    if found.first:
        count = len(found.after.prompts)
        words = ngettext("The first version, with {count} part.",
                         "The first version, with {count} parts.", count)  # fmt: skip
        yield words.format(count=count), ""
        return
    if found.added:
        words = ngettext("{count} part is added.", "{count} parts are added.",
                         len(found.added))  # fmt: skip
        yield _said(words, [each.title for each in found.added], code)
    if found.gone:
        words = ngettext("{count} part goes. What plans say there is kept.",
                         "{count} parts go. What plans say there is kept.",
                         len(found.gone))  # fmt: skip
        yield _said(words, [each.title for each in found.gone], code)
    if found.renamed:
        words = ngettext("{count} part has another title.", "{count} parts have other titles.",
                         len(found.renamed))  # fmt: skip
        names = [renaming(old, new, code) for old, new in found.renamed]
        yield words.format(count=len(names)), "; ".join(names)
    if found.reworded:
        words = ngettext("The help of {count} part changes.", "The help of {count} parts changes.",
                         len(found.reworded))  # fmt: skip
        yield _said(words, [each.title for each in found.reworded], code)
    if found.headings:
        yield _("Titles of sections, or what the outline says of itself, are others."), ""
    if found.moved:
        yield _("Parts are in another order."), ""


def _lacks(lacks: tuple[Lack, ...], code: str) -> Iterator[tuple[str, str]]:
    for kind in (WELSH, ENGLISH, EMPTY, TWICE):
        some = [each for each in lacks if each.kind == kind]
        if some:
            names = [_named(each, code) for each in some[:SHOWN]]
            more = len(some) - SHOWN
            if more > 0:
                names.append(ngettext("{count} more", "{count} more", more).format(count=more))
            yield _lack(kind, len(some)).format(count=len(some)), "; ".join(names)


def _lack(kind: str, count: int) -> str:
    if kind == WELSH:
        return ngettext("{count} place lacks Welsh; the English is shown there.",
                        "{count} places lack Welsh; the English is shown there.",
                        count)  # fmt: skip
    if kind == ENGLISH:
        return ngettext("{count} place lacks English; the Welsh is shown there.",
                        "{count} places lack English; the Welsh is shown there.",
                        count)  # fmt: skip
    if kind == EMPTY:
        return ngettext("{count} section has no part that is shown, and is left out.",
                        "{count} sections have no part that is shown, and are left out.",
                        count)  # fmt: skip
    return ngettext("{count} title is that of several parts; the section is named with it.",
                    "{count} titles are those of several parts; the section is named with them.",
                    count)  # fmt: skip


def _named(lack: Lack, code: str) -> str:
    texts = ", ".join(field_words(name) for name in lack.texts)
    return f"{lack.title.text(code)} ({texts})" if texts else lack.title.text(code)


def _said(words: str, titles: list[Label], code: str) -> tuple[str, str]:
    return words.format(count=len(titles)), "; ".join(title.text(code) for title in titles)
