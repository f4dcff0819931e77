"""Publishing the register: as public registers, open data or dates for a calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, language, ngettext
from commission_desk.operations.register import agreement_ids
from commission_desk.operations.register_facts import AgreementFacts, agreement_facts
from commission_desk.operations.team import team
from commission_desk.paths import documents_folder
from commission_desk.ui.dialogs.missing_fields import MissingDialog
from commission_desk.ui.kit.buttons import action

if TYPE_CHECKING:
    from commission_desk.exchange.publishing import MissingField, Publisher
    from commission_desk.ui.pages.contracts import ContractsPage

FORMS = {
    "transparency-csv": (N_("Transparency Code register (CSV)…"), "table"),
    "wales-s40-csv": (N_("Contracts register, section 40, Wales (CSV)…"), "table"),
    "ocds": (N_("Open contracting data, OCDS (JSON)…"), "file-text"),
    "360giving": (N_("Grants as 360Giving data (JSON)…"), "file-text"),
    "ics": (N_("Dates for a calendar (ICS)…"), "calendar"),
}
NOTES = {
    "ocds": N_(
        "What is missing is left out of the data. Without a registered number of your own, each "
        "contracting process is numbered as unregistered."
    ),
    "360giving": N_("Grants that lack something are left out: the data would not be valid."),
}
EMPTY_CELLS = N_("What is missing stays an empty cell.")


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be published, and what it lacks."""

    facts: tuple[AgreementFacts, ...]
    publisher: "Publisher"
    missing: "tuple[MissingField, ...]"


def publish_menu(page: "ContractsPage", menu: QMenu) -> QMenu:
    """Return the menu of the forms in which a page's list can be published."""
    made = QMenu(_("Publish"), menu)
    for form, (words, icon) in FORMS.items():
        made.addAction(action(_(words), partial(publish_register, page, form), icon, parent=made))
    return made


def publish_commands(page: "ContractsPage") -> list[tuple[str, str, Callable[[], object]]]:
    """Return the forms as commands for the find box."""
    return [
        (icon, _(words), partial(publish_register, page, form))
        for form, (words, icon) in FORMS.items()
    ]


def publish_register(page: "ContractsPage", form: str) -> None:
    """Say what the list lacks for a form, and then ask where to and write it."""
    page.flush()
    workspace, query, spoken = page.workspace, page.query, language()

    def work(_report: Callable[[int], None], _stopped: Callable[[], bool]) -> Ready:
        from commission_desk.exchange.publish import (  # noqa: PLC0415 - openpyxl: 0.2 s to load
            kinds_of,
            still_missing,
        )
        from commission_desk.exchange.publishing import Publisher  # noqa: PLC0415 - as above

        ids = workspace.ask(agreement_ids, query)
        facts = workspace.ask(agreement_facts, ids, kinds_of(form))
        publisher = Publisher(workspace.ask(team).organisation)
        return Ready(facts, publisher, still_missing(form, facts, publisher, spoken))

    page.shell.job(_("Looking what is missing"), work, partial(_looked, page, form))


def _looked(page: "ContractsPage", form: str, ready: Ready) -> None:
    title = _(FORMS[form][0]).removesuffix("…")
    if not ready.facts:
        page.shell.toast(_("The list holds no agreement of the kind that this register is for."))
    elif ready.missing:
        note = _(NOTES.get(form, EMPTY_CELLS))
        write = partial(_write, page, form, ready)
        MissingDialog(page, title, ready.missing, note, page.show_record, write).open()
    else:
        _write(page, form, ready)


def _write(page: "ContractsPage", form: str, ready: Ready) -> None:
    from commission_desk.exchange.publish import SUFFIXES, publish  # noqa: PLC0415 - as above

    suffix = SUFFIXES[form]
    start = documents_folder() / f"{_('Contracts')}-{form.removesuffix('-csv')}.{suffix}"
    name, _kind = QFileDialog.getSaveFileName(
        page, _(FORMS[form][0]).removesuffix("…"), str(start), f"*.{suffix}"
    )
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(f"{name}.{suffix}")
    spoken = language()

    def work(_report: Callable[[int], None], stopped: Callable[[], bool]) -> int:
        if stopped():
            raise UserError(_("The export was cancelled. No file was written."))
        return publish(path, form, ready.facts, ready.publisher, spoken)

    page.shell.job(_("Publishing the list"), work, lambda count: _say(page, form, count, path.name))


def _say(page: "ContractsPage", form: str, count: int, name: str) -> None:
    said = (
        ngettext("{count} date was written to “{name}”.", "{count} dates were written to “{name}”.",
                 count)
        if form == "ics"
        else ngettext(
            "{count} agreement was written to “{name}”.",
            "{count} agreements were written to “{name}”.",
            count,
        )
    )  # fmt: skip
    page.shell.toast(said.format(count=f"{count:,}", name=name))
