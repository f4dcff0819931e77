"""Documents as files: an agenda, minutes or a plan in English, in Welsh, or in both.

Papers are given by language, "en" and "cy"; with both, one PDF has the Welsh part first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from commission_desk.documents.agenda import agenda_story
from commission_desk.documents.blocks import meeting_footer
from commission_desk.documents.layout import Part, render
from commission_desk.documents.minutes import minutes_story
from commission_desk.documents.plan import plan_footer, plan_story
from commission_desk.documents.review import review_footer, review_story, review_title
from commission_desk.documents.saving import write_whole
from commission_desk.domain.papers import AgendaPaper, MeetingFacts, MinutesPaper, PlanPaper
from commission_desk.domain.review_papers import ReviewPaper
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


def write_review(papers: Mapping[str, ReviewPaper], target: Path) -> int:
    """Write a yearly review and return its page count; raises UserError if it cannot be saved."""
    return _write([review_part(paper, language) for language, paper in _ordered(papers)], target)


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


def review_part(paper: ReviewPaper, language: str) -> Part:
    """Return a yearly review as a part of a document."""
    title = f"{review_title(paper, language)}: {paper.plan}".rstrip(": ")
    footer = review_footer(paper, language)
    return Part(language, title, paper.house, footer, review_story(paper, language))


def _ordered(papers: Mapping[str, Paper]) -> list[tuple[str, Paper]]:
    return [(language, papers[language]) for language in ORDER if language in papers]


def _title(name: str, facts: MeetingFacts) -> str:
    title = facts.title.strip()
    return f"{name}: {title}" if title else name


def _write(parts: list[Part], target: Path) -> int:
    rendered = render(parts)
    write_whole(target, rendered.data)
    return rendered.pages
