"""Documents as files: an agenda, minutes or a plan in English, in Welsh, or in both.

Papers are given by language, "en" and "cy"; with both, one PDF has the Welsh part first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from reportlab.platypus import Flowable

from commission_desk.documents.agenda import agenda_story
from commission_desk.documents.agreement_review import (
    agreement_review_footer,
    agreement_review_story,
)
from commission_desk.documents.blocks import meeting_footer
from commission_desk.documents.decision import decision_story
from commission_desk.documents.form import form_footer, form_story
from commission_desk.documents.forward_plan import forward_footer, forward_story
from commission_desk.documents.layout import Part, render
from commission_desk.documents.minutes import minutes_story
from commission_desk.documents.monthly import month_footer, month_story, month_title
from commission_desk.documents.one_agreement import agreement_part
from commission_desk.documents.plain import plain_story
from commission_desk.documents.plan import plan_footer, plan_story
from commission_desk.documents.report import report_part
from commission_desk.documents.review import review_footer, review_story, review_title
from commission_desk.documents.saving import write_whole
from commission_desk.domain.agreement_review_papers import AgreementReviewPaper, ForwardPaper
from commission_desk.domain.monthly_papers import MonthPaper
from commission_desk.domain.papers import AgendaPaper, MeetingFacts, MinutesPaper, PlanPaper
from commission_desk.domain.report import ReportPaper
from commission_desk.domain.report_agreement import AgreementPaper
from commission_desk.domain.review_papers import ReviewPaper
from commission_desk.domain.short_papers import DecisionPaper, FormPaper, PlainPaper
from commission_desk.i18n import translator

Paper = TypeVar("Paper")
ORDER = ("cy", "en")


def write_agenda(papers: Mapping[str, AgendaPaper], target: Path) -> int:
    """Write an agenda and return its page count; raises UserError if it cannot be saved."""
    return _write([agenda_part(paper, language) for language, paper in _ordered(papers)], target)


def write_minutes(papers: Mapping[str, MinutesPaper], target: Path) -> int:
    """Write minutes and return their page count; raises UserError if they cannot be saved."""
    return _write([minutes_part(paper, language) for language, paper in _ordered(papers)], target)


def write_plan(papers: Mapping[str, PlanPaper], target: Path) -> int:
    """Write a plan and return its page count; raises UserError if it cannot be saved."""
    return _write([plan_part(paper, language) for language, paper in _ordered(papers)], target)


def write_decision(papers: Mapping[str, DecisionPaper], target: Path) -> int:
    """Write a decision summary, a page in each language, and return its page count."""
    return _write([decision_part(paper, language) for language, paper in _ordered(papers)], target)


def write_plain(papers: Mapping[str, PlainPaper], target: Path) -> int:
    """Write a plain summary of a plan and return its page count."""
    return _write([plain_part(paper, language) for language, paper in _ordered(papers)], target)


def write_form(papers: Mapping[str, FormPaper], target: Path) -> int:
    """Write a blank outline and return its page count."""
    return _write([form_part(paper, language) for language, paper in _ordered(papers)], target)


def write_review(papers: Mapping[str, ReviewPaper], target: Path) -> int:
    """Write a yearly review and return its page count; raises UserError if it cannot be saved."""
    return _write([review_part(paper, language) for language, paper in _ordered(papers)], target)


def write_month(papers: Mapping[str, MonthPaper], target: Path) -> int:
    """Write an exception report or a chase list and return its page count."""
    return _write([month_part(paper, language) for language, paper in _ordered(papers)], target)


def write_report(papers: Mapping[str, ReportPaper | AgreementPaper], target: Path) -> int:
    """Write a report of the registers, or one agreement on two pages; return the page count."""
    parts = [
        agreement_part(paper, language)
        if isinstance(paper, AgreementPaper)
        else report_part(paper, language)
        for language, paper in _ordered(papers)
    ]
    return _write(parts, target)


def write_agreement_review(papers: Mapping[str, AgreementReviewPaper], target: Path) -> int:
    """Write a review of an agreement and return its page count."""
    parts = [agreement_review_part(paper, language) for language, paper in _ordered(papers)]
    return _write(parts, target)


def write_forward_plan(papers: Mapping[str, ForwardPaper], target: Path) -> int:
    """Write a forward plan and return its page count."""
    return _write([forward_part(paper, language) for language, paper in _ordered(papers)], target)


def agenda_part(paper: AgendaPaper, language: str) -> Part:
    """Return an agenda as a part of a document."""
    _ = translator(language)
    footer = meeting_footer(paper.house, paper.facts, language)
    title = _title(_("Agenda"), paper.facts)
    return Part(language, title, paper.house, footer, agenda_story(paper, language))


def minutes_part(paper: MinutesPaper, language: str) -> Part:
    """Return minutes as a part of a document."""
    _ = translator(language)
    footer = meeting_footer(paper.house, paper.facts, language, draft=paper.draft)
    title = _title(_("Minutes"), paper.facts)
    return Part(language, title, paper.house, footer, minutes_story(paper, language))


def plan_part(paper: PlanPaper, language: str) -> Part:
    """Return a plan as a part of a document."""
    _ = translator(language)
    title = paper.title.strip() or _("Commissioning plan")
    footer = plan_footer(paper, language)
    return Part(language, title, paper.house, footer, plan_story(paper, language))


def decision_part(paper: DecisionPaper, language: str) -> Part:
    """Return a decision summary as a part of a document."""
    _ = translator(language)
    return _short_part(paper.plan, _("Decision summary"), decision_story(paper, language), language)


def plain_part(paper: PlainPaper, language: str) -> Part:
    """Return the plain summary of a plan as a part of a document."""
    return _short_part(paper.plan, paper.name, plain_story(paper, language), language)


def form_part(paper: FormPaper, language: str) -> Part:
    """Return a blank outline as a part of a document."""
    _ = translator(language)
    title = f"{_('Outline to fill in')}: {paper.title}"
    footer = form_footer(paper, language)
    return Part(language, title, paper.house, footer, form_story(paper, language))


def _short_part(plan: PlanPaper, name: str, story: list[Flowable], language: str) -> Part:
    """Return a paper drawn from a plan, called after both, with what the plan says at its foot."""
    title = f"{name}: {plan.title.strip()}" if plan.title.strip() else name
    return Part(language, title, plan.house, plan_footer(plan, language), story)


def review_part(paper: ReviewPaper, language: str) -> Part:
    """Return a yearly review as a part of a document."""
    title = f"{review_title(paper, language)}: {paper.plan}".rstrip(": ")
    footer = review_footer(paper, language)
    return Part(language, title, paper.house, footer, review_story(paper, language))


def month_part(paper: MonthPaper, language: str) -> Part:
    """Return a paper of a monthly run as a part of a document."""
    story = month_story(paper, language)
    return Part(language, month_title(paper), paper.house, month_footer(paper, language), story)


def agreement_review_part(paper: AgreementReviewPaper, language: str) -> Part:
    """Return a review of an agreement as a part of a document."""
    footer = agreement_review_footer(paper, language)
    story = agreement_review_story(paper, language)
    return Part(language, f"{paper.name}: {paper.title}", paper.house, footer, story)


def forward_part(paper: ForwardPaper, language: str) -> Part:
    """Return a forward plan as a part of a document."""
    footer = forward_footer(paper, language)
    return Part(language, paper.name, paper.house, footer, forward_story(paper, language))


def _ordered(papers: Mapping[str, Paper]) -> list[tuple[str, Paper]]:
    return [(language, papers[language]) for language in ORDER if language in papers]


def _title(name: str, facts: MeetingFacts) -> str:
    title = facts.title.strip()
    return f"{name}: {title}" if title else name


def _write(parts: list[Part], target: Path) -> int:
    rendered = render(parts)
    write_whole(target, rendered.data)
    return rendered.pages
