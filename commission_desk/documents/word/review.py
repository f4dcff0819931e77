"""A yearly review as a Word file: its questions as headings, its figures as tables."""

from commission_desk.documents.review import review_title
from commission_desk.documents.word.build import word_file
from commission_desk.domain.papers import PlanPaper, PlanPart, PlanSection
from commission_desk.domain.review_papers import ReviewFacts, ReviewLine, ReviewPaper
from commission_desk.domain.richtext import Block, RichText, Run
from commission_desk.i18n import full_date, translator


def review_word(paper: ReviewPaper, language: str) -> bytes:
    """Return a review as a Word file; its text is not taken in again, so it has no marks."""
    return word_file(_as_plan(paper, language), language)


def _as_plan(paper: ReviewPaper, language: str) -> PlanPaper:
    _ = translator(language)
    title = review_title(paper, language)
    parts = [_part(line) for line in paper.lines]
    if paper.changes is not None:
        parts.append(PlanPart("", paper.changes.title, tables=(paper.changes,)))
    finished = full_date(paper.finished_on, language) if paper.finished_on else ""
    status = f"{_('Finished')}: {finished}" if finished else _("Draft")
    return PlanPaper(
        house=paper.house, title=f"{title}: {paper.plan}".rstrip(": "),
        care_group=paper.care_group, period=paper.period, version=paper.version, status=status,
        draft=paper.draft, printed_on=paper.printed_on,
        sections=(PlanSection("", title, tuple(parts)),),
    )  # fmt: skip


def _part(line: ReviewLine) -> PlanPart:
    said = [words for words in line.text.splitlines() if words.strip()]
    blocks = [Block(runs=(Run(words),)) for words in said]
    for facts in line.facts:
        blocks += _nothing(facts)
    tables = tuple(facts.table for facts in line.facts if facts.table.rows)
    absent = bool(line.reason) and not blocks and not tables
    if line.reason and not absent:
        blocks.insert(0, Block(runs=(Run(line.reason, italic=True),)))
    return PlanPart(line.number, line.title, RichText(tuple(blocks)), absent, line.reason, tables)


def _nothing(facts: ReviewFacts) -> list[Block]:
    """Return what is said in place of a table without rows."""
    if facts.table.rows:
        return []
    words = " ".join(each for each in (facts.nothing, *facts.table.notes) if each)
    return [Block(runs=(Run(f"{facts.table.title}: ", bold=True), Run(words)))]
