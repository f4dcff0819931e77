"""Other copies of the desk that is open: beside its file to be merged, or older ones to look at."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from commission_desk.i18n import _, ngettext
from commission_desk.operations.merging import conflicts, restore_copy
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.layout import Item, hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.viewing import look_at_copy

if TYPE_CHECKING:
    from commission_desk.store.merging import Merged
    from commission_desk.store.opening import OpenDesk
    from commission_desk.ui.window import Window


def offer(window: "Window", opened: "OpenDesk") -> None:
    """Offer what was found with a desk: an older version of it, or copies beside its file."""
    if opened.older is not None:
        older_copy(window, opened.older, opened.newer).open()
    elif opened.beside:
        copies_beside(window, opened.beside).open()


def copies_beside(window: "Window", copies: tuple[Path, ...]) -> Dialog:
    """Make the question whether to merge copies that a sync client or a laptop has left."""
    says = _("These files hold changes to this desk that it does not have. Merging keeps every "
             "change of both; the files stay as they are.")  # fmt: skip
    rows: list[Item] = [label(says, wrap=True)]
    for copy in copies:
        merge = button(_("Merge"), "check")
        merge.clicked.connect(partial(_merge, window, copy, merge))
        merge.setAccessibleName(_("Merge: {name}").format(name=copy.name))
        row = hbox(label(copy.name, "strong", wrap=True), merge, gap=12)
        row.setStretch(0, 1)
        rows.append(row)
    made = Dialog(window, _("Other copies of this desk"), *rows, accept_text=_("Close"))
    made.cancel.hide()
    return made


def older_copy(window: "Window", older: Path, newer: Path | None) -> Dialog:
    """Make the question what to do with an older version of the desk."""
    if newer is not None:
        says = _("“{older}” is an older copy of “{newer}”. You can go on with the older one, or "
                 "open the newer.").format(older=older.name, newer=newer.name)  # fmt: skip
        made = Dialog(
            window, _("An older copy"), label(says, wrap=True), accept_text=_("Open the newer one"),
            ready=lambda: window.files.open_path(newer),
        )  # fmt: skip
        made.cancel.setText(_("Go on with this one"))
        return made
    says = _("The shared file had gone back to an older version. Your desk is as you left it, and "
             "the shared file follows. You can look at the older version first, or put "
             "everything back to it.")  # fmt: skip
    made = Dialog(window, _("An older version"), label(says, wrap=True), accept_text=_("Go on"))
    made.cancel.hide()
    look = button(_("Look at the older version"), "eye")
    look.clicked.connect(partial(_after, made, partial(look_at_copy, window, older)))
    back = button(_("Put everything back to it"), "history")
    back.clicked.connect(partial(_after, made, partial(_put_back, window, older)))
    made.add_button(back)
    made.add_button(look)
    return made


def say_merged(window: "Window", merged: "Merged") -> None:
    """Say what came of a merge, and lead to what has to be settled."""
    words = ngettext(
        "{count} change was merged in.", "{count} changes were merged in.", merged.steps
    )
    said = words.format(count=merged.steps)
    open_now = len(window.workspace.ask(conflicts))
    if open_now:
        ask = ngettext(
            "{count} thing was changed by both; choose between the versions.",
            "{count} things were changed by both; choose between the versions.", open_now,
        )  # fmt: skip
        said = f"{said} {ask.format(count=open_now)}"
        window.go("settling")
    window.toast(said)


def _merge(window: "Window", copy: Path, pressed: QPushButton, *_clicked: object) -> None:
    shared = window.workspace.shared
    if shared is None:
        return
    pressed.setEnabled(False)
    work = partial(shared.take_in, copy)
    in_background(window, work, partial(say_merged, window), window.problem)


def _after(dialog: Dialog, then: Callable[[], object], *_clicked: object) -> None:
    dialog.accept()
    then()


def _put_back(window: "Window", older: Path) -> None:
    window.workspace.do(restore_copy, older)
    window.toast(_("Everything is as in the older version."), undo=True)
