"""Writing one text from several versions: all are there to begin with, one below the other."""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.i18n import _
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.editor import RichEditor
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.text import label


class OneText(Dialog):
    """Asks for one text, with its structure if it is ``rich``; ``taken(text)`` follows."""

    def __init__(
        self, parent: QWidget, title: str, texts: Sequence[RichText],
        taken: Callable[[RichText], object], *, rich: bool,
    ) -> None:  # fmt: skip
        self.taken = taken
        together = RichText(tuple(chain.from_iterable(text.blocks for text in texts)))
        self.editor = RichEditor(_("The text to keep")) if rich else None
        self.field = TextField(_("The text to keep"), together.plain, least=10)
        if self.editor is not None:
            self.editor.set_text(together)
        says = _("All versions stand below each other. Keep what is right of each.")
        super().__init__(
            parent, title, label(says, "muted", wrap=True), self.editor or self.field,
            accept_text=_("Keep this text"), ready=self._take, width=680,
        )  # fmt: skip

    def _take(self) -> None:
        text = self.editor.text() if self.editor is not None else from_plain(self.field.value())
        if text.is_empty:
            raise UserError(_("There is nothing in it. Write something, or choose a version."))
        self.taken(text)
