"""The minutes of a meeting: what was said, decisions, actions and risks, and the action log."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.blocks import facts_table, head, joined, numbered, when
from commission_desk.documents.columns import one_flexible
from commission_desk.documents.flowables import Barred, Blanks, Heading, Text
from commission_desk.documents.rich import rich_story
from commission_desk.documents.style import Look, look
from commission_desk.documents.tables import table
from commission_desk.documents.text import markup, markup_lines, printable
from commission_desk.domain.papers import ActionLine, MinuteEntry, MinuteLine, MinutesPaper
from commission_desk.i18n import full_date, plural_translator, short_date, translator

WEEKS_FROM = 14
"""Days late from which lateness is said in weeks."""


def minutes_story(paper: MinutesPaper, language: str) -> list[Flowable]:
    """Return the flowables of minutes."""
    _ = translator(language)
    style = look(paper.house.accent)
    story = head(_("Minutes"), paper.facts, style)
    story += facts_table(_facts(paper, language), style)
    for line in paper.lines:
        story += _line(line, style, language)
    if paper.actions:
        story.append(Heading(markup(_("Action log")), style.heading, level=2))
        story.append(_action_log(paper.actions, style, language))
    if paper.next_meeting:
        date = full_date(paper.next_meeting, language)
        words = _("Date of next meeting: {date}").format(date=date)
        story += [Spacer(1, 12), Text(markup(words), style.body)]
    story.append(_agreement(paper, style, language))
    return story


def _facts(paper: MinutesPaper, language: str) -> Iterator[tuple[str, str]]:
    _ = translator(language)
    yield _("Date"), markup(when(paper.facts, language))
    yield _("Place"), markup(paper.facts.place)
    yield _("Provider"), markup(paper.facts.provider)
    yield _("Present"), joined(paper.present)
    yield _("In attendance"), joined(paper.in_attendance)
    yield _("Apologies"), joined(paper.apologies)
    if paper.quorate is not None:
        words = _("The meeting had its quorum") if paper.quorate else _("No quorum")
        asked = f" ({markup(paper.facts.quorum)})" if paper.facts.quorum else ""
        yield _("Quorum"), markup(words) + asked
    if paper.draft:
        status = _("{draft}, not yet agreed as a correct record")
        yield _("Status"), markup(status).format(draft=f"<b>{markup(_('Draft'))}</b>")
    elif paper.agreed_on:
        agreed = _("Agreed as a correct record on {date}")
        yield _("Status"), markup(agreed.format(date=full_date(paper.agreed_on, language)))


def _line(line: MinuteLine, style: Look, language: str) -> Iterator[Flowable]:
    yield numbered(line.number, line.title, style.heading, 2, language)
    yield from rich_story(line.notes, style, 3)
    for entry in line.entries:
        yield _entry(entry, style, language)


def _entry(entry: MinuteEntry, style: Look, language: str) -> Flowable:
    """Return a decision, action or risk in its box; the word says which, not the colour alone."""
    _ = translator(language)
    names = {"decision": _("Decision"), "action": _("Action"), "risk": _("Risk")}
    styles = {"decision": style.decision, "action": style.action, "risk": style.risk}
    name = f"{names[entry.kind]} {entry.number}".strip()
    words = f"<b>{markup(name)}</b>\u00a0 {markup_lines(entry.text.strip())}"
    if entry.how:
        words += f" ({markup(entry.how)})"
    owed = _owed(entry, language)
    if owed:
        stop = "" if words.endswith((".", "!", "?", ";", ":")) else "."
        words += f"{stop} <b>{markup(owed)}</b>"
    return Barred(words, styles[entry.kind])


def _owed(entry: MinuteEntry, language: str) -> str:
    """Return who owes an action, and by when."""
    _ = translator(language)
    if not entry.due:
        return entry.owner
    date = full_date(entry.due, language)
    if not entry.owner:
        return _("By {date}").format(date=date)
    return _("{owner}, by {date}").format(owner=entry.owner, date=date)


def _action_log(actions: tuple[ActionLine, ...], style: Look, language: str) -> Flowable:
    _ = translator(language)
    texts = [[_("Ref"), _("Action"), _("Owner"), _("Due"), _("Status")]]
    for action in actions:
        due = short_date(action.due, language) if action.due else ""
        status = _late(action.days_late, language) or action.status
        row = [action.reference, action.text, action.owner, due, status]
        texts.append([printable(text) for text in row])
    cells = [[markup(text) for text in row] for row in texts]
    for action, row in zip(actions, cells[1:], strict=True):
        if action.days_late > 0:
            row[-1] = f"<b>{row[-1]}</b>"
    widths = one_flexible(list(zip(*texts, strict=True)), 1, style.cell.fontSize, 118)
    return table(cells, widths, style.cell, style.column_head)


def _late(days: int, language: str) -> str:
    ngettext = plural_translator(language)
    if days <= 0:
        return ""
    if days < WEEKS_FROM:
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    weeks = days // 7
    return ngettext("{count} week late", "{count} weeks late", weeks).format(count=weeks)


def _agreement(paper: MinutesPaper, style: Look, language: str) -> Flowable:
    _ = translator(language)
    if paper.agreed_on and not paper.draft:
        words = _("Agreed as a correct record on {date}.")
        date = full_date(paper.agreed_on, language)
        return Text(markup(words.format(date=date)), style.agreed)
    blanks = [(_("Agreed as a correct record on"), 0.4), (_("Chair"), 0.6)]
    return Blanks([(printable(words), share) for words, share in blanks], style.body)
