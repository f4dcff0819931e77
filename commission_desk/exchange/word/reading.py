"""Reading a Word file that comes back, in a process of its own, with its limits."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from commission_desk.domain.comments import COMMENT_NAME, Comment
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText
from commission_desk.domain.word_marks import ANSWER_NAME, PLAN_NAME, Place
from commission_desk.exchange.reading import check_there, in_own_process, never
from commission_desk.exchange.sniffing import damaged, too_large
from commission_desk.exchange.source import Limits
from commission_desk.exchange.word.body import BodyReader
from commission_desk.exchange.word.parts import WORD, W, read_parts
from commission_desk.i18n import _, ngettext

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WordPlan:
    """What a Word file says: each answer, and the fingerprint it had when it was written out.

    ``comments`` stand with the mark of their part, which is empty for one on the plan as a whole;
    ``sent`` holds the keys of those that the file took along when it was written out, and the
    ids they have in the desk.
    ``notes`` are plain sentences on what was not taken over as it stands.
    """

    name: str
    texts: dict[str, RichText]
    exported: dict[str, str]
    notes: tuple[str, ...] = ()
    comments: tuple[tuple[str, Comment], ...] = ()
    sent: dict[str, str] = field(default_factory=dict)


def read_word(
    path: Path,
    plan: str,
    places: Sequence[Place],
    *,
    limits: Limits = WORD,
    cancelled: Callable[[], bool] = never,
) -> WordPlan:
    """Read the answers of a plan out of a Word file, in a process that can be stopped.

    Raises UserError with one sentence for a file that cannot be read, that is no Word file or
    another plan's, and when cancelled.
    """
    check_there(path)
    found = in_own_process(parse_word, path, limits, cancelled, plan, tuple(places))
    assert isinstance(found, WordPlan)
    return found


def parse_word(path: Path, limits: Limits, plan: str, places: Sequence[Place]) -> WordPlan:
    """Read a Word file in this process; raises UserError with one plain sentence."""
    try:
        return _parse(path, limits, plan, places)
    except UserError:
        raise
    except MemoryError as problem:
        raise too_large(path.name) from problem
    except Exception as problem:
        log.info("%s cannot be read: %r", path.name, problem)
        raise damaged(path.name) from problem


def _parse(path: Path, limits: Limits, plan: str, places: Sequence[Place]) -> WordPlan:
    parts = read_parts(path, limits)
    body = parts.document.find(W + "body")
    reader = BodyReader(parts, places)
    texts = reader.read(body) if body is not None else {}
    facts = dict(_facts(parts.properties))
    plans = reader.plans | ({facts[PLAN_NAME]} if facts.get(PLAN_NAME) else set())
    if plans and plan not in plans:
        raise UserError(
            _("{name} is the text of another plan. Open that plan first, or choose another "
              "file.").format(name=path.name)
        )  # fmt: skip
    exported = {
        name.removeprefix(ANSWER_NAME): said
        for name, said in facts.items()
        if name.startswith(ANSWER_NAME)
    }
    known = {place.mark for place in places if place.mark}
    if not known & texts.keys():
        raise UserError(
            _("{name} has none of this plan’s parts. Choose the Word file that was saved from "
              "this plan.").format(name=path.name)
        )  # fmt: skip
    gone = {mark: RichText() for mark in exported if mark not in texts}
    found = {
        mark: text
        for mark, text in (texts | gone).items()
        if mark in known and not (text.is_empty and exported and mark not in exported)
    }  # a part that was not written out, such as one that does not apply, has no words to miss
    return WordPlan(
        path.name,
        found,
        exported,
        tuple(_notes(reader.runs.left)),
        reader.comments.read(parts),
        dict(_sent(facts)),
    )


def _facts(root: Element | None) -> Iterator[tuple[str, str]]:
    for one in root if root is not None else ():
        yield one.get("name", ""), "".join(one.itertext()).strip()


def _sent(facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, record in facts.items():
        if name.startswith(COMMENT_NAME):
            yield name.removeprefix(COMMENT_NAME), record


def _notes(left: Counter[str]) -> Iterator[str]:
    """Say what was left out or stands elsewhere now, a sentence each."""
    for key, count in left.items():
        if words := _left_words(key, count):
            yield words.format(count=count)


def _left_words(key: str, count: int) -> str:
    if not count:
        return ""
    match key:
        case "picture":
            return ngettext(
                "{count} picture was left out.", "{count} pictures were left out.", count
            )
        case "object":
            return ngettext(
                "{count} embedded object was left out.",
                "{count} embedded objects were left out.", count,
            )  # fmt: skip
        case "box":
            return ngettext(
                "The words of {count} text box stand below the paragraph it was in.",
                "The words of {count} text boxes stand below the paragraphs they were in.", count,
            )  # fmt: skip
        case "note":
            return ngettext(
                "The words of {count} footnote stand in brackets where it was.",
                "The words of {count} footnotes stand in brackets where they were.", count,
            )  # fmt: skip
        case _:
            return ngettext(
                "{count} piece of hidden text was left out.",
                "{count} pieces of hidden text were left out.", count,
            )  # fmt: skip
