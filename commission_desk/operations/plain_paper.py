"""The plain-language summary of a plan: for the public, for people who use services, for charities.

Sentences come from content, facts from the plan's own records; the first part's answer is printed
if it is short. Who was a person is counted, never named.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.content.plain_language import plain
from commission_desk.domain.entries import write_cell
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.richtext import Block, RichText
from commission_desk.domain.short_papers import DecisionLine, PlainBlock, PlainPaper
from commission_desk.operations.plan_appendices import who_took_part
from commission_desk.operations.plan_glossary import terms_in
from commission_desk.operations.plan_printed import plan_head
from commission_desk.operations.plan_rows import EntryRow, read_rows
from commission_desk.operations.plans import PlanView
from commission_desk.operations.plans import plan as plan_view
from commission_desk.operations.stakeholders import contacts
from commission_desk.store.tables import Stakeholder

SHORT = 120  # words of an answer that a plain summary still prints
FULLEST = 240  # words of all the answers it prints
MOST_HEARD = 6  # contacts told of: the latest; the plan itself has them all


def plain_paper(session: Session, record: str, language: str, today: date) -> PlainPaper:
    """Return what the plain summary of a plan says.

    Raises UserError for an outline that this program does not know.
    """
    head = plan_head(session, record, language, today)
    view = plan_view(session, record)
    said = _Said(language)
    blocks = (
        _about(view, head, said),
        _who(head, said),
        _heard(session, record, said),
        *_intentions(_rows(session, record, "intention"), said),
        _outcomes(_rows(session, record, "outcome"), said),
        _say(head, said),
    )
    words = " ".join(text for block in blocks for text in _texts(block))
    stands = (
        said("approved", who=_stopped(head.approved))
        if head.approved and not head.draft
        else said("draft")
    )
    return PlainPaper(head, said("name"), stands, blocks, said("terms"), terms_in(words, language))


class _Said:
    """The sentences in one language, filled."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, words_id: str, **values: Any) -> str:
        return plain(words_id).filled(self.language, **values)


def _about(view: PlanView, head: PlanPaper, said: _Said) -> PlainBlock:
    text, number = _own_words(view)
    sentences = [said("about-plan")]
    if head.period:
        sentences.append(said("about-period", period=head.period))
    if head.partners:
        sentences.append(said("about-partners", partners="; ".join(head.partners)))
    after = said("about-more", number=number) if number else ""
    return PlainBlock(said("about"), tuple(sentences), text=text, after=after)


def _own_words(view: PlanView) -> tuple[RichText, str]:
    """Return the first section's short answers, and the first part that has a longer one."""
    blocks: list[Block] = []
    longer, left = "", FULLEST
    for prompt in view.outline.sections[0].prompts:
        answer = view.answer(prompt.id)
        if answer.status == "not-applicable" or answer.text.is_empty:
            continue
        words = answer.text.words
        if words <= min(SHORT, left) and len(answer.text.plain) <= 10 * SHORT:
            blocks += answer.text.blocks
            left -= words
        else:
            longer = longer or prompt.number
    return RichText(tuple(blocks)), longer


def _who(head: PlanPaper, said: _Said) -> PlainBlock:
    group = _stopped(head.care_group)
    return PlainBlock(said("who"), (said("who-group", group=group) if group else said("who-none"),))


def _heard(session: Session, record: str, said: _Said) -> PlainBlock:
    people = set(session.scalars(select(Stakeholder.id).where(Stakeholder.kind == "person")))
    found = [one for one in contacts(session) if one.plan_id == record and one.heard.strip()]
    items = []
    for one in found[:MOST_HEARD]:
        who = who_took_part(one, people, said.language)
        lines = [said("heard-said", heard=_ended(one.heard))]
        if one.changed.strip():
            lines.append(said("heard-changed", changed=_ended(one.changed)))
        title = said("heard-asked", who=who) if who else ""
        items.append(DecisionLine(title or lines.pop(0), " ".join(lines)))
    sentences = () if items else (said("heard-none"),)
    after = said("heard-more") if len(found) > MOST_HEARD else ""
    return PlainBlock(said("heard"), sentences, tuple(items), after=after)


def _intentions(rows: list[EntryRow], said: _Said) -> Iterator[PlainBlock]:
    kinds = {each.id: each.id for each in choices("intention-kind")}
    for kind in (*kinds, "other"):
        own = [row for row in rows if kinds.get(row.values["kind"], "other") == kind]
        if own:
            items = tuple(DecisionLine(str(row.values["title"]), _intention(row, said))
                          for row in own)  # fmt: skip
            known = f"kind-{kind}"
            yield PlainBlock(said(known), (said(f"{known}-lead"),), items)
    if not rows:
        yield PlainBlock(said("kind-reshape"), (said("kind-none"),))


def _intention(row: EntryRow, said: _Said) -> str:
    why, year = str(row.values["rationale"] or "").strip(), row.values["year"]
    parts = [said("intention-year", year=year)] if year else []
    if why:
        parts.append(said("intention-why", why=_ended(why)))
    return " ".join(parts)


def _outcomes(rows: list[EntryRow], said: _Said) -> PlainBlock:
    items = tuple(DecisionLine(str(row.values["title"]), _outcome(row, said)) for row in rows)
    lead = said("outcomes-lead") if items else said("outcomes-none")
    return PlainBlock(said("outcomes"), (lead,), items)


def _outcome(row: EntryRow, said: _Said) -> str:
    measure, year = _stopped(str(row.values["measure"] or "")), row.values["year"]
    parts = [said("outcome-measure", measure=measure)] if measure else []
    now, target = (write_cell("number", row.values[name], {}) for name in ("baseline", "target"))
    if now and target and year:
        parts.append(said("outcome-from-to-year", now=now, target=target, year=year))
    elif now and target:
        parts.append(said("outcome-from-to", now=now, target=target))
    return " ".join(parts)


def _say(head: PlanPaper, said: _Said) -> PlainBlock:
    lead = _stopped(head.lead)
    sentences = [said("say-lead", lead=lead) if lead else said("say-no-lead")]
    where = ", ".join(name for name in (head.house.team, head.house.organisation) if name)
    if where:
        sentences.append(said("say-where", where=where))
    return PlainBlock(said("say"), (*sentences, said("say-contact"), said("say-forms")))


def _rows(session: Session, record: str, table: str) -> list[EntryRow]:
    rows = read_rows(session, record, table)
    return [row for row in rows if str(row.values["title"] or "").strip()]


def _texts(block: PlainBlock) -> Iterator[str]:
    yield from (*block.sentences, block.text.plain, block.after)
    for item in block.items:
        yield from (item.title, item.detail)


def _stopped(words: str) -> str:
    """Return words without the full stop that the sentence around them brings."""
    return words.strip().rstrip(".")


def _ended(words: str) -> str:
    """Return words that end as a sentence does."""
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."
