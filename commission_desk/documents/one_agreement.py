"""One agreement on two pages, always: what does not fit is counted, "and 4 more".

The first page says what was agreed; the second how it goes. Each is tried in full first; then texts
are cut, and each table gets one row after another in turn for as long as there is room.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from reportlab.platypus import Flowable, PageBreak

from commission_desk.documents.beside import Beside, height_of
from commission_desk.documents.columns import shared_widths
from commission_desk.documents.flowables import Figure, Heading, Text
from commission_desk.documents.layout import Part
from commission_desk.documents.report_charts import Trend
from commission_desk.documents.style import HEIGHT, WIDTH, Look, ShortLook, look, short_look
from commission_desk.documents.tables import Cell, table
from commission_desk.documents.text import clipped, markup, printable
from commission_desk.domain.report_agreement import AgreementMeasure, AgreementPaper
from commission_desk.i18n import full_date, translator

LETTERS = (700, 400, 240, 150, 90, 50, 24)  # of one text, tried in turn
SPARE = 4  # points: what rounding may cost
GAP = 24
TREND_WIDTH = 68


def agreement_part(paper: AgreementPaper, language: str) -> Part:
    """Return an agreement as a part of a document; two pages."""
    _ = translator(language)
    day = full_date(paper.printed_on, language)
    marks = (paper.title, _("Printed {date}").format(date=day), paper.house.marking)
    story = [*_first(paper, language), PageBreak(), *_second(paper, language)]
    return Part(
        language, printable(paper.title), paper.house,
        tuple(printable(clipped(mark, 60)) for mark in marks if mark), story,
    )  # fmt: skip


def _fits(story: Sequence[Flowable]) -> bool:
    return bool(height_of(story, WIDTH) <= HEIGHT - SPARE)


def _first(paper: AgreementPaper, language: str) -> list[Flowable]:
    """Return the first page, with texts as long as it can hold them."""
    for letters in LETTERS:
        page = _facts_page(paper, language, letters)
        if _fits(page):
            break
    return page


def _facts_page(paper: AgreementPaper, language: str, letters: int) -> list[Flowable]:
    _ = translator(language)
    style, short = look(paper.house.accent), short_look(paper.house.accent)
    title = clipped(paper.title, min(letters, 200))
    story: list[Flowable] = [
        Heading(markup(title).strip() or markup(_("Untitled")), style.title),
        Text(markup(clipped(paper.subtitle, min(letters, 200))), style.subtitle),
    ]
    columns = [
        [Text(markup(clipped(value, 24)), short.figure), Text(markup(words), short.counted)]
        for value, words in paper.figures
    ]
    story.append(Beside(columns, 14, ruled=True, space=10))
    if paper.about.strip():
        story.append(Heading(markup(_("What it is for")), short.head, level=2))
        story.append(Text(markup(clipped(paper.about, letters)), short.body))
    blocks = [list(_facts(title, facts, short, letters)) for title, facts in paper.facts]
    half = (len(blocks) + 1) // 2
    left = [each for block in blocks[:half] for each in block]
    right = [each for block in blocks[half:] for each in block]
    story.append(Beside([left, right], GAP))
    return story


def _facts(
    title: str, facts: Sequence[tuple[str, str]], short: ShortLook, letters: int
) -> Iterator[Flowable]:
    yield Heading(markup(title), short.head, level=2)
    for name, value in facts:
        if value.strip():
            said = f"<b>{markup(name)}</b>\u2002{markup(clipped(value, letters))}"
            yield Text(said, short.body)


def _second(paper: AgreementPaper, language: str) -> list[Flowable]:
    """Return the second page, with as many rows of each table as it can hold."""
    full = [len(rows) for rows in (paper.measures, paper.risks, paper.actions, paper.meetings)]
    for letters in LETTERS[1:]:
        page = _page(paper, language, full, letters)
        if _fits(page):
            return page
    for letters in LETTERS[3:]:
        counts = [min(1, count) for count in full]
        if _fits(_page(paper, language, counts, letters)):
            return _grown(partial(_page, paper, language, letters=letters), counts, full)
    return _page(paper, language, [0 for _count in full], LETTERS[-1])


def _grown(
    page: Callable[[list[int]], list[Flowable]], counts: list[int], full: list[int]
) -> list[Flowable]:
    """Return the page with as many rows as fit, given to the tables in turn."""
    open_tables = list(range(len(counts)))
    while open_tables:
        for place in list(open_tables):
            more = [count + (n == place) for n, count in enumerate(counts)]
            if more[place] <= full[place] and _fits(page(more)):
                counts = more
            else:
                open_tables.remove(place)
    return page(counts)


def _page(
    paper: AgreementPaper, language: str, counts: Sequence[int], letters: int
) -> list[Flowable]:
    _ = translator(language)
    style, short = look(paper.house.accent), short_look(paper.house.accent)
    risk_heads = (_("Risk"), _("Score"), _("Mitigation"), _("Owner"), _("Status"))
    action_heads = (_("Action"), _("Owner"), _("Due"), _("Status"))
    meeting_heads = (_("Date"), _("Meeting"))
    story = [Heading(markup(_("Measures")), short.head, level=2)]
    story += _measures(paper.measures[: counts[0]], style, language, letters)
    story += _rest(len(paper.measures), counts[0], short, language)
    for place, (title, heads, rows) in enumerate(
        (
            (_("Risks"), risk_heads, paper.risks), (_("Actions"), action_heads, paper.actions),
            (_("Meetings"), meeting_heads, paper.meetings),
        ), start=1,
    ):  # fmt: skip
        story.append(Heading(markup(title), short.head, level=2))
        if rows[: counts[place]]:
            story.append(_table(heads, rows[: counts[place]], style, letters))
        story += _rest(len(rows), counts[place], short, language)
    return story


def _rest(count: int, shown: int, short: ShortLook, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    if not count:
        yield Text(markup(_("None recorded.")), short.more)
    elif left := count - shown:
        words = _("and {count} more")
        yield Text(markup(words.format(count=left)), short.more)


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], style: Look, letters: int
) -> Flowable:
    shown = [list(heads), *([clipped(cell, letters) for cell in row] for row in rows)]
    widths = shared_widths([[printable(c) for c in row] for row in shown], 8.5, WIDTH)
    cells = [[markup(cell) for cell in row] for row in shown]
    return table(cells, widths, style.cell_small, style.column_head, header_column=True)


def _measures(
    measures: Sequence[AgreementMeasure], style: Look, language: str, letters: int
) -> Iterator[Flowable]:
    _ = translator(language)
    if not measures:
        return
    heads = (_("Measure"), _("Target"), _("Latest"), _("Period that ended on"), _("How it stands"))
    rows = [
        (clipped(each.title, letters), each.target, each.latest, each.period, each.standing)
        for each in measures
    ]
    texts = [[printable(cell) for cell in row] for row in (heads, *rows)]
    widths = [*shared_widths(texts, 8.5, WIDTH - TREND_WIDTH), TREND_WIDTH]
    cells: list[list[Cell]] = [[*map(markup, heads), markup(_("Trend"))]]
    for row, each in zip(rows, measures, strict=True):
        named = f"{markup(row[0])}<br/>{markup(each.kind)}" if each.kind else markup(row[0])
        cells.append([named, *map(markup, row[1:]), _trend(each, style, language)])
    yield table(cells, widths, style.cell_small, style.column_head, header_column=True)


def _trend(each: AgreementMeasure, style: Look, language: str) -> Cell:
    if not each.values:
        return ""
    _ = translator(language)
    words = _("Trend of {measure}: {values}")
    said = words.format(measure=each.title, values=each.spoken)
    return [Figure(Trend(each.values, style.accent), printable(clipped(said, 300)))]
