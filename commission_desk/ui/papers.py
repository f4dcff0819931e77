"""Documents of the desk as PDF files: gathered in the window's thread, laid out in another."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commission_desk.i18n import LANGUAGES, N_, _
from commission_desk.operations.agreement_review_papers import agreement_review_paper
from commission_desk.operations.decision_paper import decision_paper
from commission_desk.operations.form_paper import form_paper
from commission_desk.operations.forward_paper import forward_paper
from commission_desk.operations.monthly_papers import chase_paper, exceptions_paper
from commission_desk.operations.papers import agenda_paper, minutes_paper
from commission_desk.operations.plain_paper import plain_paper
from commission_desk.operations.plan_life import Approval
from commission_desk.operations.plan_printed import approval_paper, plan_paper, version_paper_of
from commission_desk.operations.reports import report_paper
from commission_desk.operations.review_papers import review_paper
from commission_desk.ui.workspace import Workspace

NAMES = {
    "agenda": N_("Agenda"), "minutes": N_("Minutes"), "plan": N_("Commissioning plan"),
    "plan-version": N_("Commissioning plan"), "plan-decision": N_("Decision summary"),
    "plan-review": N_("Review copy"), "plan-plain": N_("Plain summary"),
    "plan-outline": N_("Outline to fill in"), "review": N_("Yearly review"),
    "exceptions": N_("Exception report"), "chase": N_("Chase list"),
    "report": N_("Report"),
    "agreement-review": N_("Review of an agreement"), "forward-plan": N_("Forward plan"),
}  # fmt: skip
DATED: dict[str, Callable[..., Any]] = {
    "minutes": minutes_paper, "plan": plan_paper, "plan-version": version_paper_of,
    "plan-decision": decision_paper, "plan-plain": plain_paper, "plan-outline": form_paper,
    "review": review_paper, "exceptions": exceptions_paper, "chase": chase_paper,
    "agreement-review": agreement_review_paper, "forward-plan": forward_paper,
}  # fmt: skip
REPORT = "report"
LONGEST = 120  # letters of a suggested file name; some drives stop at 255 for the whole path


def layout_of(
    workspace: Workspace, document: str, record: str, languages: Iterable[str]
) -> Callable[[], bytes]:
    """Gather what an agenda, minutes or a plan says; return the slow work that makes its PDF.

    The work needs no desk and may run in any thread; but a report of many agreements is gathered
    there too, from the desk. It leaves no file behind.
    """
    today = date.today()  # noqa: DTZ011 - the person's own day
    ask = workspace.ask
    if document == REPORT:
        chosen = tuple(languages)

        def report() -> bytes:
            papers = {code: ask(report_paper, record, code, today) for code in chosen}
            return _laid_out(REPORT, papers)()

        return report
    papers = {
        code: ask(agenda_paper, record, code)
        if document == "agenda"
        else ask(DATED[document], record, code, today)
        for code in languages
    }
    return _laid_out(document, papers)


def approval_pdf(
    workspace: Workspace, plan: str, languages: Iterable[str], approval: Approval
) -> Callable[[], bytes]:
    """Gather what a plan says once it is approved; return the slow work that makes its PDF."""
    today = date.today()  # noqa: DTZ011 - the person's own day
    papers = {
        code: workspace.ask(approval_paper, plan, code, today, approval) for code in languages
    }
    return _laid_out("plan", papers)


def _laid_out(document: str, papers: dict[str, Any]) -> Callable[[], bytes]:
    def work() -> bytes:
        from commission_desk.documents import build  # noqa: PLC0415 - loads the page layout engine

        writers: dict[str, Callable[..., int]] = {
            "agenda": build.write_agenda,
            "minutes": build.write_minutes,
            "plan": build.write_plan,
            "plan-version": build.write_plan,
            "plan-decision": build.write_decision,
            "plan-plain": build.write_plain,
            "plan-outline": build.write_form,
            "review": build.write_review,
            "exceptions": build.write_month,
            "chase": build.write_month,
            REPORT: build.write_report,
            "agreement-review": build.write_agreement_review,
            "forward-plan": build.write_forward_plan,
        }
        with TemporaryDirectory(prefix="commission-desk-", ignore_cleanup_errors=True) as folder:
            target = Path(folder) / "document.pdf"
            writers[document](papers, target)
            return target.read_bytes()

    return work


def save_pdf(data: bytes, target: Path) -> Path:
    """Write a finished PDF whole, with its ending; raises UserError if it cannot be saved."""
    return save_as(data, target, ".pdf")


def save_as(data: bytes, target: Path, ending: str) -> Path:
    """Write a finished file whole, with its ending; raises UserError if it cannot be saved."""
    from commission_desk.documents.saving import write_whole  # noqa: PLC0415 - with its package

    if target.suffix.lower() != ending:
        target = target.with_name(target.name + ending)
    write_whole(target, data)
    return target


def file_name(title: str, document: str, languages: Iterable[str], ending: str = ".pdf") -> str:
    """Suggest a file name that every system takes: "Short breaks - Agenda (Cymraeg).pdf"."""
    codes = list(languages)
    spoken = "" if codes == ["en"] else " ({})".format(", ".join(LANGUAGES[code] for code in codes))
    kind = _(NAMES[document])
    name = title if kind in title else f"{title} - {kind}"
    safe = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", name)
    return " ".join(safe.split())[:LONGEST].strip(" .-") + spoken + ending
