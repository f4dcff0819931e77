"""Thinning the history from the window: asked for, done in the background, and told."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commission_desk.i18n import _, file_size, ngettext
from commission_desk.operations.thinning import thin_for_good
from commission_desk.store.as_at import refuse
from commission_desk.store.backups import back_up
from commission_desk.store.thinning import Thinned
from commission_desk.ui.dialogs.thin_history import ThinHistoryDialog

if TYPE_CHECKING:
    from commission_desk.ui.window import Window


def ask_to_thin(window: "Window", today: date) -> None:
    """Ask up to which day to thin the history, and thin it."""
    workspace = window.workspace
    if workspace.looking_at:
        refuse()

    def thin(until: date, keep_whole: bool) -> None:
        window.flush()
        desk, key = workspace.desk, workspace.key
        assert desk is not None
        whole = whole_copy(workspace.file, today) if keep_whole else None

        def work(*_progress: object) -> Thinned:
            if whole is not None:
                workspace.copy_to(whole)
            back_up(desk.path, desk.path.with_name("backups"), key=key)
            return thin_for_good(desk, until, today)

        window.job(_("Thinning the history"), work, lambda gone: _thinned(window, gone, whole))

    ThinHistoryDialog(window, today, thin).open()


def whole_copy(file: Path, today: date) -> Path:
    """Return a free name beside a desk's file for a copy with the whole history."""
    stem = _("{name} (whole history to {date})").format(name=file.stem, date=today.isoformat())
    names = (f"{stem}{'' if n == 1 else f' {n}'}{file.suffix}" for n in range(1, 1000))
    return next(path for name in names if not (path := file.with_name(name)).exists())


def _thinned(window: "Window", gone: Thinned, whole: Path | None) -> None:
    window.workspace.publish()
    window.workspace.measure()
    words = ngettext("{count} earlier text was let go: {size}.",
                     "{count} earlier texts were let go: {size}.", gone.texts)  # fmt: skip
    said = words.format(count=f"{gone.texts:,}", size=file_size(gone.size))
    if whole is not None:
        said += " " + _("The whole history is in “{name}”.").format(name=whole.name)
    window.toast(said)
