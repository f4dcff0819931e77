"""Commands that print: papers of meetings and plans, a month's reports, reports of registers."""

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commission_desk.cli.desks import opened, who, with_file, with_output
from commission_desk.cli.output import say
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from commission_desk.store.desk import Desk

COMMANDS = ("print", "print-example")
DOCUMENTS = (
    "agenda", "minutes", "plan", "decision", "plain", "outline", "review-copy", "review",
    "exceptions", "chase", "agreement-review", "forward-plan",
    "register", "agreement", "portfolio", "spend", "concentration", "overlaps", "timeline",
    "evidence",
)  # fmt: skip
REPORTS = DOCUMENTS[12:]
OF_PLAN = DOCUMENTS[2:7]
OF_MONTH = ("exceptions", "chase")
IN_WORD = ("plan", "plain", "outline", "review-copy", "review")
WORD_NAMES = {"plan": "plan", "review": "review", "review-copy": "plan-review"}
WORD = ".docx"
FORWARD = "forward-plan"  # of the whole desk; its id, if any, is how many months it looks ahead
LANGUAGES = {"en": ("en",), "cy": ("cy",), "both": ("cy", "en")}


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    prints = commands.add_parser(
        "print",
        help=_("print papers of meetings and plans, and reports, as PDF; some as Word too"),
    )
    with_file(prints)
    prints.add_argument(
        "document", metavar="DOCUMENT", choices=DOCUMENTS,
        help=_("one of: ") + ", ".join(DOCUMENTS),
    )  # fmt: skip
    prints.add_argument(
        "id", metavar="ID", nargs="?",
        help=_("the meeting, plan, outline, review, agreement (also by its reference), statement "
               "of spend or month; else the next meeting, the last one held, the newest of the "
               "others; of a forward plan how many months"),
    )  # fmt: skip
    with_output(prints, "OUT.pdf", _("the PDF to write, or OUT.docx for Word"))
    _with_language(prints)
    prints.set_defaults(run=_print)

    example = commands.add_parser("print-example", help=_("print the example’s papers"))
    example.add_argument("folder", metavar="FOLDER", type=Path, help=_("made if it is not there"))
    _with_language(example)
    example.set_defaults(run=_print_example)


def _with_language(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--language", choices=tuple(LANGUAGES), default="en",
        help=_("the document’s language (default: %(default)s)"),
    )  # fmt: skip


def _print(chosen: argparse.Namespace) -> None:
    with opened(chosen.file, chosen.passphrase_file) as found:
        write(found.desk, chosen.document, chosen.id, chosen.output, chosen.language)


def _print_example(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.example import make_example  # noqa: PLC0415 - loads the ORM
    from commission_desk.operations.meetings import meeting  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.opening import make_file  # noqa: PLC0415 - loads the ORM

    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_file(folder / "example.cdesk", who(), folder / "profile").desk
        try:
            make_example(desk)
            last = desk.ask(meeting, usual(desk, "agenda")).previous_id
            for document, record in (("agenda", None), ("minutes", last), ("plan", None)):
                write(desk, document, record, chosen.folder / f"{document}.pdf", chosen.language)
        finally:
            desk.close()


def write(desk: "Desk", document: str, record: str | None, target: Path, language: str) -> None:
    """Print a document of a desk and say how many pages it has."""
    languages = LANGUAGES[language]
    if document in REPORTS:
        record = _report(desk, document, record)
    else:
        record = record or ("" if document == FORWARD else usual(desk, document))
    if target.suffix.lower() == WORD:
        _write_word(desk, document, record, target, languages)
        return
    if document == "review-copy":
        raise UserError(_("A review copy is for Word: name a file that ends in .docx."))
    from commission_desk.documents import build  # noqa: PLC0415 - loads the layout engine

    writers: dict[str, Callable[..., int]] = {
        "agenda": build.write_agenda, "minutes": build.write_minutes, "plan": build.write_plan,
        "decision": build.write_decision, "plain": build.write_plain, "outline": build.write_form,
        "review": build.write_review, "exceptions": build.write_month,
        "chase": build.write_month, "agreement-review": build.write_agreement_review,
        "forward-plan": build.write_forward_plan, **dict.fromkeys(REPORTS, build.write_report),
    }  # fmt: skip
    papers = {each: _paper(desk, document, record, each) for each in languages}
    pages = writers[document](papers, target)
    words = ngettext("{file}: {count} page", "{file}: {count} pages", pages)
    say(words.format(file=target, count=pages))


def _paper(desk: "Desk", document: str, record: str, language: str) -> Any:
    """Return what a document says in one language."""
    from commission_desk.operations import (  # noqa: PLC0415 - loads the ORM
        agreement_review_papers,
        decision_paper,
        form_paper,
        forward_paper,
        monthly_papers,
        papers,
        plain_paper,
        plan_printed,
        plan_review_copy,
        reports,
        review_papers,
    )

    if document == "agenda":
        return desk.ask(papers.agenda_paper, record, language)
    gather: dict[str, Callable[..., Any]] = {
        "minutes": papers.minutes_paper, "plan": plan_printed.plan_paper,
        "decision": decision_paper.decision_paper, "plain": plain_paper.plain_paper,
        "outline": form_paper.form_paper, "review-copy": plan_review_copy.review_copy,
        "review": review_papers.review_paper, "exceptions": monthly_papers.exceptions_paper,
        "chase": monthly_papers.chase_paper, **dict.fromkeys(REPORTS, reports.report_paper),
        "agreement-review": agreement_review_papers.agreement_review_paper,
        "forward-plan": forward_paper.forward_paper,
    }  # fmt: skip
    return desk.ask(gather[document], record, language, _today())


def _report(desk: "Desk", document: str, record: str | None) -> str:
    """Return the choice of a report as its id; raises UserError for an agreement that is none."""
    from commission_desk.operations.report_parts import (  # noqa: PLC0415 - loads the ORM
        ReportChoice,
        agreement_named,
    )

    if document == "agreement":
        if not record:
            raise UserError(_("Name the agreement by its id or its reference."))
        return ReportChoice(document, agreements=(desk.ask(agreement_named, record),)).record
    if document == "spend":
        return ReportChoice(document, statement=record or "").record
    if record and document != "evidence":
        raise UserError(_("{document} is of the whole register: it takes no id.").format(
            document=document))  # fmt: skip
    chosen = (desk.ask(agreement_named, record),) if record else ()
    return ReportChoice(document, agreements=chosen).record


def _write_word(
    desk: "Desk", document: str, record: str, target: Path, languages: tuple[str, ...]
) -> None:
    """Write a paper for Word; raises UserError for what Word is not offered for."""
    if document not in IN_WORD or len(languages) != 1:
        raise UserError(
            _("Only a plan, its review copy, its plain summary, its outline and a review are "
              "written for Word, in one language: name one.")
        )  # fmt: skip
    from commission_desk.documents.saving import write_whole  # noqa: PLC0415 - with its package
    from commission_desk.documents.word.writers import (  # noqa: PLC0415 - loads python-docx
        WRITERS,
    )

    (language,) = languages
    name = WORD_NAMES.get(document, f"plan-{document}")
    write_whole(target, WRITERS[name](_paper(desk, document, record, language), language))
    say(_("{file}: written for Word").format(file=target))


def usual(desk: "Desk", document: str) -> str:
    """Return what is meant without an id; raises UserError where there is none."""
    from commission_desk.operations.meetings import meetings  # noqa: PLC0415 - loads the ORM
    from commission_desk.operations.plans import plans  # noqa: PLC0415 - loads the ORM

    today = _today()
    if document in OF_PLAN:
        ids = [row.id for row in desk.ask(plans)]
    elif document in OF_MONTH:
        from commission_desk.operations.monthly_run import runs  # noqa: PLC0415 - loads the ORM

        ids = [row.id for row in desk.ask(runs)]
    elif document == "review":
        from commission_desk.operations.review_papers import (  # noqa: PLC0415 - loads the ORM
            newest_reviews,
        )

        ids = list(desk.ask(newest_reviews))
    elif document == "agreement-review":
        from commission_desk.operations.agreement_reviews import (  # noqa: PLC0415 - loads the ORM
            newest_agreement_reviews,
        )

        ids = list(desk.ask(newest_agreement_reviews))
    else:
        dated = [row for row in desk.ask(meetings) if row.held_on]  # newest first
        coming = [row.id for row in reversed(dated) if row.held_on and row.held_on >= today]
        held = [row.id for row in dated if row.status in ("held", "under-way")]
        ids = coming or [row.id for row in dated] if document == "agenda" else held
    if not ids:
        raise UserError(_("The desk has nothing to print as {document}.").format(document=document))
    return ids[0]


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
