"""The glossary of a plan: the terms that its words use, and no others."""

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from commission_desk.content.glossary import Term, glossary
from commission_desk.content.plan_tables import plan_tables
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import translator
from commission_desk.operations.plan_duties import plan_duties
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plans import plan as plan_view


def glossary_table(session: Session, plan: str, language: str) -> PlanTableRows:
    """Return the terms that a plan uses with what they mean, in the order of the alphabet."""
    _ = translator(language)
    return PlanTableRows(
        _("Words used in this plan"), (_("Word or term"), _("Meaning")),
        terms_in(" ".join(_words(session, plan, language)), language), (False, False),
    )  # fmt: skip


def terms_in(words: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the terms that some words use with what they mean, in the order of the alphabet."""
    folded = words.casefold()
    found = [
        (term.term.text(language), term.definition.text(language))
        for term in glossary()
        if _is_used(term, folded)
    ]
    return tuple(sorted(found, key=lambda row: row[0].casefold()))


def _words(session: Session, plan: str, language: str) -> Iterator[str]:
    """Yield all that people wrote or chose in a plan, as it is printed.

    The questions asked first, and what another outline asked for, are kept but not printed.
    """
    whole = plan_view(session, plan)
    for prompt in whole.outline.prompts:
        answer = whole.answer(prompt.id)
        if answer.status != "not-applicable":
            yield answer.text.plain
    for table in plan_tables():
        view = read_table(session, plan, table.id, "", language, to_fill=False)
        yield from (view.words(row, column) for row in view.rows for column in view.columns)
    for duty in (each for view in plan_duties(session, plan, language) for each in view.duties):
        yield from (duty.who, duty.note, duty.reason)


def _is_used(term: Term, words: str) -> bool:
    """Whether a term in either language, its plural in s, or another name is among the words."""
    names = (term.term.en, term.term.cy, *term.also)
    pattern = "|".join(re.escape(name.casefold()) for name in names if name)
    return re.search(rf"(?<!\w)(?:{pattern})(?:s|’s)?(?!\w)", words) is not None
