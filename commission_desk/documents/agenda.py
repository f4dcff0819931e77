"""The agenda of a meeting: its facts, and its items with lead, purpose, papers and times."""

from collections.abc import Callable

from reportlab.platypus import Flowable

from commission_desk.documents.blocks import facts_table, head, joined, when
from commission_desk.documents.columns import one_flexible
from commission_desk.documents.flowables import Label, Text
from commission_desk.documents.fonts import text_width
from commission_desk.documents.style import Look, look
from commission_desk.documents.tables import PADDING, Cell, table
from commission_desk.documents.text import markup, markup_lines, printable
from commission_desk.domain.papers import AgendaLine, AgendaPaper
from commission_desk.i18n import clock, full_date, translator

Words = Callable[[str], str]
NUMBER_WIDTH = 31
"""The least width of the numbers' column, in points."""


def agenda_story(paper: AgendaPaper, language: str) -> list[Flowable]:
    """Return the flowables of an agenda."""
    _ = translator(language)
    style = look(paper.house.accent)
    facts = paper.facts
    story = head(_("Agenda"), facts, style)
    story += facts_table(
        [
            (_("Date and time"), markup(when(facts, language))),
            (_("Place"), markup(facts.place)),
            (_("Provider"), markup(facts.provider)),
            (_("Members"), joined(paper.members)),
            (_("Quorum"), markup(facts.quorum)),
        ],
        style,
    )
    if paper.lines or paper.next_meeting:
        story.append(_items(paper, style, language))
    return story


def _items(paper: AgendaPaper, style: Look, language: str) -> Flowable:
    """Return the table of items; a column nobody filled is left out."""
    _ = translator(language)
    purposes = _purposes(_)
    columns: list[tuple[str, list[str]]] = [
        (_("Lead"), [printable(line.lead) for line in paper.lines]),
        (_("Purpose"), [purposes[line.purpose] for line in paper.lines]),
        (_("Paper"), [printable(line.paper) for line in paper.lines]),
        (_("Start"), [clock(line.starts) if line.starts else "" for line in paper.lines]),
    ]
    shown = [(name, texts) for name, texts in columns if any(texts)]
    rows: list[list[Cell]] = [["", markup(_("Item")), *(markup(name) for name, _t in shown)]]
    for place, line in enumerate(paper.lines):
        row: list[Cell] = [_strong(line.number, line, style), _item(line, style)]
        for name, texts in shown:
            is_label = name == _("Purpose") and texts[place]
            row.append([Label(texts[place], style.label)] if is_label else markup(texts[place]))
        rows.append(row)
    spans = []
    if paper.next_meeting:
        spans = [((1, len(rows)), (1 + len(shown), len(rows)))]
        rows.append(_next_meeting(paper, style, len(shown), language))
    numbers = [printable(line.number) for line in paper.lines]
    widths = _widths(numbers, shown, style, _)
    return table(rows, widths, style.cell, style.column_head, spans=spans)


def _widths(
    numbers: list[str], shown: list[tuple[str, list[str]]], style: Look, _: Words
) -> list[float]:
    widths = one_flexible(
        [["", *numbers], [""], *([name, *texts] for name, texts in shown)], 1, 10, 84
    )
    for place, (name, texts) in enumerate(shown, start=2):
        if name == _("Purpose"):
            label = style.label
            widest = max(text_width(text, label.fontName, label.fontSize) for text in texts)
            wide = widest + 2 * (Label.pad + PADDING)
            widths[1] += widths[place] - wide
            widths[place] = wide
    number = max(NUMBER_WIDTH, min(widths[0], 2 * NUMBER_WIDTH))
    widths[1] += widths[0] - number
    widths[0] = number
    return widths


def _strong(text: str, line: AgendaLine, style: Look) -> Cell:
    """Return a text in bold, unless its item is one of another's."""
    return [Text(markup(text), style.cell if "." in line.number else style.cell_strong)]


def _item(line: AgendaLine, style: Look) -> Cell:
    title = _strong(line.title, line, style)
    return [*title, Text(markup_lines(line.note), style.cell_muted)] if line.note else title


def _next_meeting(paper: AgendaPaper, style: Look, columns: int, language: str) -> list[Cell]:
    """Return the last row, numbered on from the last item."""
    _ = translator(language)
    assert paper.next_meeting
    last = paper.lines[-1].number.split(".")[0] if paper.lines else "0"
    number = str(int(last) + 1) if last.isdecimal() and last.isascii() else ""
    words = _("Date of next meeting: {date}").format(date=full_date(paper.next_meeting, language))
    texts = [[Text(markup(text), style.cell_strong)] for text in (number, words)]
    return [*texts, *[""] * columns]


def _purposes(_: Words) -> dict[str, str]:
    return {
        "decision": _("For decision"),
        "discussion": _("For discussion"),
        "information": _("For information"),
        "": "",
    }
