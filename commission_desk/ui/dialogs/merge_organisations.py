"""Two spellings, one body: a person says which organisations are one, and which name stays."""

from typing import TYPE_CHECKING

from commission_desk.i18n import _, ngettext
from commission_desk.operations.organisation_merging import (
    MergeCandidate,
    merge_candidates,
    merge_organisations,
    merge_suggestions,
)
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.ticks import Tick, TickList

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

MOST = 300  # organisations listed; of more, typing finds the rest
GROUPS = 60  # suggestions offered
LONGEST = 80  # letters of a suggestion


class MergeDialog(Dialog):
    """Merges organisations in one step, which undo takes apart again."""

    def __init__(self, page: "ContractsPage") -> None:
        self.page = page
        self.every = {each.id: each for each in page.ask(merge_candidates)}
        self.groups: tuple[tuple[MergeCandidate, ...], ...] = page.ask(merge_suggestions)[:GROUPS]
        self.chosen: list[str] = []
        offered: list[tuple[int | None, str]] = [(None, _("Choose, or tick below"))]
        offered += [(number, _in_words(group)) for number, group in enumerate(self.groups)]
        self.suggested = ChoiceField(_("Names that are nearly alike"), offered)
        self.part = LineField(_("Find"), prompt=_("Type part of a name"))
        self.list = TickList(_("Organisations"), tall=220)
        self.keep = ChoiceField(_("The name that stays"), [(None, "")])
        says = _(
            "Everything that refers to the others will refer to the one that stays, and their "
            "names are remembered for the next import. One undo takes it back."
        )
        super().__init__(
            page, _("Merge organisations"), self.suggested, self.part, self.list, self.keep,
            label(says, "smallmuted", wrap=True), accept_text=_("Merge"), ready=self._merge,
            width=560,
        )  # fmt: skip
        self.suggested.setVisible(bool(self.groups))
        self.suggested.committed.connect(self._take_group)
        self.part.box.textChanged.connect(lambda _words: self._show())
        self.list.ticked.connect(self._tick)
        self._show()
        self._show_names()

    def _take_group(self) -> None:
        number = self.suggested.value()
        if number is not None:
            self.chosen = [each.id for each in self.groups[number]]
            self.part.set_value("")
            self._show()
            self._show_names()

    def _tick(self, record: str) -> None:
        if record in self.chosen:
            self.chosen.remove(record)
        else:
            self.chosen.append(record)
        self._show()
        self._show_names()

    def _show(self) -> None:
        words = self.part.value().casefold().split()
        found = [
            each for each in self.every.values()
            if each.id in self.chosen or all(word in each.name.casefold() for word in words)
        ]  # fmt: skip
        found.sort(key=lambda each: each.id not in self.chosen)
        ticks = [Tick(each.id, each.name, _counted(each)) for each in found[:MOST]]
        self.list.show_ticks(ticks, self.chosen)

    def _show_names(self) -> None:
        kept = self.keep.value()
        names: list[tuple[str | None, str]] = [
            (record, self.every[record].name)
            for record in self.chosen
            if not self.every[record].gone
        ]
        self.keep.set_choices(names or [(None, _("Tick two or more"))])
        offered = [name[0] for name in names]
        self.keep.set_value(kept if kept in offered else names[0][0] if names else None)

    def _merge(self) -> None:
        keep = self.keep.value() or ""
        merged = self.page.do(merge_organisations, keep, self.chosen)
        self.page.tools.merged(keep, self.chosen)
        said = ngettext(
            "{count} organisation was merged into “{name}”.",
            "{count} organisations were merged into “{name}”.",
            merged.organisations,
        )
        words = said.format(count=merged.organisations, name=merged.name)
        self.page.shell.toast(words, undo=True)


def _counted(each: MergeCandidate) -> str:
    said = ngettext("{count} agreement", "{count} agreements", each.agreements)
    words = said.format(count=f"{each.agreements:,}")
    return f"{words} · {_('merged or removed before')}" if each.gone else words


def _in_words(group: tuple[MergeCandidate, ...]) -> str:
    words = " / ".join(each.name for each in group)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
