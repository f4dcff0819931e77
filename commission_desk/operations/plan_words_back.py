"""Text of a plan edited in Word: what differs from the desk, and taking it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText
from commission_desk.domain.word_marks import Place, as_word_keeps, fingerprint, mark_of
from commission_desk.i18n import N_, _
from commission_desk.operations.plans import plan, write_answer
from commission_desk.store.desk import named

State = Literal["changed", "both", "emptied", "unknown", "not-applicable"]


@dataclass(frozen=True, slots=True)
class WordsBack:
    """A part whose text in Word differs from the desk's.

    ``state`` says how: changed in Word alone, in both since it was written out, emptied in Word,
    not known because the file no longer says what it was, or no longer applicable in the desk.
    """

    prompt_id: str
    number: str
    title: str
    ours: RichText
    theirs: RichText
    state: State

    @property
    def wanted(self) -> bool:
        """Whether it is taken in unless a person says otherwise: only what is plain."""
        return self.state == "changed"


def word_places(session: Session, record: str) -> tuple[Place, ...]:
    """Return the headings that a plan has when it is written out, in both languages."""
    found: list[Place] = []
    for section in plan(session, record).outline.sections:
        found.append(Place("", section.number, (section.title.en, section.title.cy)))
        found += [
            Place(mark_of(prompt.id), prompt.number, (prompt.title.en, prompt.title.cy))
            for prompt in section.prompts
        ]
    return tuple(found)


def words_back(
    session: Session,
    record: str,
    texts: Mapping[str, RichText],
    exported: Mapping[str, str],
    language: str,
) -> tuple[WordsBack, ...]:
    """Return the parts that were changed in Word, in the plan's order.

    ``texts`` and ``exported`` are by mark: what Word says, and the fingerprint of what the answer
    said when it was written out.
    """
    whole = plan(session, record)
    found = []
    for prompt in whole.outline.prompts:
        mark = mark_of(prompt.id)
        answer = whole.answer(prompt.id)
        ours, theirs = answer.text, texts.get(mark)
        if theirs is None or as_word_keeps(ours) == as_word_keeps(theirs):
            continue
        was = exported.get(mark)
        if was == fingerprint(theirs):
            continue  # only the desk went on
        closed = answer.status == "not-applicable"
        state = _state(was, ours, theirs, closed=closed)
        title = prompt.title.text(language)
        found.append(WordsBack(prompt.id, prompt.number, title, ours, theirs, state))
    return tuple(found)


@named(N_("Take in text from Word"))
def take_in_words(session: Session, record: str, chosen: tuple[WordsBack, ...]) -> int:
    """Make what Word says the text of these parts, in one step; return how many.

    Raises UserError for a part that the desk has changed since the two were compared.
    """
    whole = plan(session, record)
    for each in chosen:
        if whole.answer(each.prompt_id).text != each.ours:
            raise UserError(
                _("“{part}” was changed meanwhile. Compare the file again.").format(part=each.title)
            )
    for each in chosen:
        write_answer(session, record, each.prompt_id, each.theirs)
    return len(chosen)


def _state(was: str | None, ours: RichText, theirs: RichText, *, closed: bool) -> State:
    if closed:
        return "not-applicable"
    if theirs.is_empty:
        return "emptied"
    if was is None:
        return "unknown"
    return "changed" if fingerprint(ours) == was else "both"
