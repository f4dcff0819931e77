"""Asking up to which day to thin the history: what goes, what stays, and a whole copy first."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, file_size, full_date, ngettext
from commission_desk.operations.thinning import day_to_thin, proposed_day, would_go
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import CheckField
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.typed import date_field

if TYPE_CHECKING:
    from commission_desk.store.thinning import Thinned
    from commission_desk.ui.window import Window


class ThinHistoryDialog(Dialog):
    """Calls ``thin(day, whole copy first)``; what would go is counted for every day chosen."""

    def __init__(self, window: "Window", today: date, thin: Callable[[date, bool], object]) -> None:
        self.window_, self.today, self.thin = window, today, thin
        self.day = date_field(_("Thin up to"), proposed_day(today))
        self.copy = CheckField(_("Keep a copy with the whole history first"), value=True,
                               hint=_("In a file of its own beside this desk’s file"))  # fmt: skip
        self.count = label("", "strong", wrap=True)
        says = _("Of texts that were changed again within a month, the last of each month is kept. "
                 "Who changed what and when stays, with every figure, date and choice, and "
                 "everything the desk says today.")  # fmt: skip
        never = _("This cannot be undone. Who shares this desk thins alike when they next open "
                  "it.")  # fmt: skip
        super().__init__(
            window, _("Thin the history"), label(says, wrap=True), self.day, self.count, self.copy,
            label(never, "muted", wrap=True), accept_text=_("Thin the history"), ready=self.finish_,
        )  # fmt: skip
        self.day.committed.connect(self.look)
        self.day.setFocus()
        self.look()

    def look(self) -> None:
        """Count what would go up to the chosen day."""
        try:
            until = self.chosen()
        except UserError as problem:
            self.count.setText("")
            self.day.complain(str(problem))
            return
        self.day.complain("")
        self.count.setText(_("Counting what would go…"))
        ask = self.window_.workspace.ask
        in_background(
            self, lambda: ask(would_go, until), lambda gone: self._counted(until, gone),
            self.window_.problem,
        )  # fmt: skip

    def chosen(self) -> date:
        """Return the end of the month up to which to thin; raises UserError for a day too young."""
        return day_to_thin(self.day.value(), self.today)

    def finish_(self) -> None:
        """Thin; raises UserError for a day too young."""
        self.thin(self.chosen(), self.copy.value())

    def _counted(self, until: date, gone: "Thinned") -> None:
        try:
            if until != self.chosen():
                return  # another day was chosen meanwhile
        except UserError:
            return
        self.count.setText(_words(until, gone))
        announce(self.count, self.count.text())


def _words(until: date, gone: "Thinned") -> str:
    if not gone.texts and not gone.files:
        return _("Up to {date} there is nothing to thin.").format(date=full_date(until))
    words = ngettext(
        "Up to {date}, {count} earlier text goes: {size}.",
        "Up to {date}, {count} earlier texts go: {size}.", gone.texts,
    )  # fmt: skip
    said = words.format(date=full_date(until), count=f"{gone.texts:,}", size=file_size(gone.size))
    if not gone.files:
        return said
    files = ngettext(
        "{count} file that a document had goes with them.",
        "{count} files that documents had go with them.", gone.files,
    )  # fmt: skip
    return f"{said} {files.format(count=gone.files)}"
