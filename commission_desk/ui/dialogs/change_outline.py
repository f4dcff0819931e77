"""Putting a plan on another outline: what it means for the plan is shown before it is taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.outlines import part_title
from commission_desk.operations.plan_outlines import OutlineChange, OutlineChoice
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.layout import Item, card, refill, vbox
from commission_desk.ui.kit.text import announce, label


class OutlineField(ChoiceField):
    """A choice of outlines; what the chosen one is, and of how many parts, is said below it."""

    def __init__(self, known: Sequence[Outline], value: str, newer: Iterable[str] = ()) -> None:
        self.known, self.newer = {each.key: each for each in known}, frozenset(newer)
        offered = [(each.key, self._named(each)) for each in known]
        super().__init__(_("Outline"), offered, value, " ")
        self.committed.connect(self._say)
        self._say()

    def _named(self, outline: Outline) -> str:
        title = outline.title.text(language())
        if outline.key not in self.newer:
            return title
        return _("{outline}, version {version} (newer)").format(
            outline=title, version=outline.version
        )

    def _say(self) -> None:
        outline = self.known[self.value()]
        parts = len(outline.prompts)
        words = ngettext("{about} {count} part.", "{about} {count} parts.", parts)
        self.hint = words.format(about=outline.about.text(language()), count=parts)
        self.help.setText(self.hint)
        self.entry.setAccessibleDescription(self.hint)


class ChangeOutlineDialog(Dialog):
    """Offers outlines; ``look(key)`` says what one would mean, ``change(key)`` takes it."""

    def __init__(
        self, parent: QWidget, offered: Sequence[OutlineChoice],
        look: Callable[[str], OutlineChange], change: Callable[[str], object],
    ) -> None:  # fmt: skip
        self.look, self.change = look, change
        newer = [each.outline.key for each in offered if each.newer]
        known = [each.outline for each in offered]
        self.outline = OutlineField(known, known[0].key, newer)
        self.preview = QVBoxLayout()
        self.meaning = card(self.preview, name="sunkcard", margins=(14, 12, 14, 12))
        says = _("Answers are kept by part. Whatever the other outline has no part for is kept "
                 "under “Unplaced”. Changing back, or undoing, puts everything in its "
                 "place again.")  # fmt: skip
        super().__init__(
            parent, _("Change the outline"), label(says, "muted", wrap=True), self.outline,
            self.meaning, accept_text=_("Change the outline"),
            ready=lambda: self.change(self.outline.value()), width=600,
        )  # fmt: skip
        self.outline.committed.connect(self._show)
        self._show(spoken=False)
        self.outline.setFocus()

    def _show(self, *, spoken: bool = True) -> None:
        found = self.look(self.outline.value())
        groups = tuple(change_words(found, language()))
        lines: list[Item] = []
        for title, said in groups:
            lines.append(label(title, "smallstrong", wrap=True))
            lines += [label(said, "small", wrap=True)] if said else []
            lines.append(4)
        refill(self.preview, vbox(*lines[:-1], gap=3))
        self._fit()
        if spoken:
            announce(self.meaning, " ".join(title for title, _said in groups))


def change_words(change: OutlineChange, code: str) -> Iterator[tuple[str, str]]:
    """Yield what changing an outline means: a sentence, and the parts that it is about."""
    after = change.after
    count = len(change.kept)
    said = [ngettext("{count} part is kept.", "{count} parts are kept.", count).format(count=count)]
    renamed = [each for each in change.kept if each.renamed]
    again = [each for each in change.kept if each.back]
    names = [renaming(each.before, each.prompt.title, code) for each in renamed]
    if renamed:
        more = ngettext("{count} of them has another title.", "{count} of them have other titles.",
                        len(renamed))  # fmt: skip
        said.append(more.format(count=len(renamed)))
    yield " ".join(said), "; ".join(names)
    reworded = [each for each in change.kept if each.reworded]
    if reworded:
        words = ngettext("The help of {count} part changes.", "The help of {count} parts changes.",
                         len(reworded))  # fmt: skip
        yield (
            words.format(count=len(reworded)),
            "; ".join(part_title(after, each.prompt.id, code) for each in reworded),
        )
    if again:
        words = ngettext("{count} text gets its place back.", "{count} texts get their place back.",
                         len(again))  # fmt: skip
        back = [part_title(after, each.prompt.id, code) for each in again]
        yield words.format(count=len(again)), "; ".join(back)
    yield from _losing(change, code)
    if change.added:
        words = ngettext("{count} part is added.", "{count} parts are added.", len(change.added))
        yield words.format(count=len(change.added)), "; ".join(_by_section(change, code))
    silent = len(change.losing) - len(change.unplaced)
    if silent:
        words = ngettext("{count} part without text goes.", "{count} parts without text go.",
                         silent)  # fmt: skip
        yield words.format(count=silent), ""


def renaming(before: Label, after: Label, code: str) -> str:
    """Return an old and a new title; those of the other language if they alone are others."""
    if before.text(code) == after.text(code):
        code = "en" if code == "cy" else "cy"
    return f"{before.text(code)} → {after.text(code)}"


def _by_section(change: OutlineChange, code: str) -> Iterator[str]:
    """Yield the parts that are added, after their sections."""
    for section in change.after.sections:
        titles = [part.title.text(code) for part in section.prompts if part in change.added]
        if titles:
            yield f"{section.title.text(code)}: {', '.join(titles)}"


def _losing(change: OutlineChange, code: str) -> Iterator[tuple[str, str]]:
    count = len(change.unplaced)
    if count:
        words = ngettext("{count} text has no place there, and is kept under “Unplaced”.",
                         "{count} texts have no place there, and are kept under “Unplaced”.",
                         count)  # fmt: skip
        titles = [each.title.text(code) for each in change.unplaced]
        yield words.format(count=count), "; ".join(titles)
    else:
        yield _("Every text has its place there."), ""
    if change.tables:
        words = ngettext("{count} table has no place there, and is kept under “Unplaced”.",
                         "{count} tables have no place there, and are kept under “Unplaced”.",
                         len(change.tables))  # fmt: skip
        rows = [
            ngettext("{table} ({count} row)", "{table} ({count} rows)", each.rows).format(
                table=each.title.text(code), count=each.rows
            )
            for each in change.tables
        ]
        yield words.format(count=len(change.tables)), "; ".join(rows)
