"""Outlines: the sections and prompts of a commissioning plan, and the questions asked first.

Answers are kept by prompt id, so ids never change and are never used again; titles, help and
order may. A prompt of one outline may stand in another (``as_in``), so that its answer is kept when
a plan changes its outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.reading import STATUSES, Entry, by_id, find, open_content

FILES = (
    "outlines/wales-2010.toml", "outlines/staffordshire-strategy.toml",
    "outlines/jersey-delivery-plan.toml",
)  # fmt: skip
HEADER = ("", "care_group", "period", "lead", "partners")  # of a plan
COMPILED = ("", "needs-analysis", "consultation", "indicators", "glossary", "documents",
            "action-plan")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing a plan should say, with help for the person who writes it.

    ``serves`` names the standards and challenges an answer is evidence for ("W2.4" is Welsh
    standard 4, "W18.1" the first challenge). ``compiled`` names what the program can make the
    answer from, or is empty when a person writes it. ``feeds`` names the prompts that
    the answer to a question asked first is a start for, ``header`` what the plan says of itself
    that it answers. ``tables`` are those that a team has put into a part of its own outline.
    """

    id: str
    number: str
    title: Label
    help: Label
    covers: tuple[Label, ...] = ()
    look: Label = NO_LABEL
    example: Label = NO_LABEL
    source: str = ""
    serves: tuple[str, ...] = ()
    compiled: str = ""
    feeds: tuple[str, ...] = ()
    header: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the plan and the prompts under it."""

    id: str
    number: str
    title: Label
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan's template; ``scoping`` is asked before the writing starts.

    A plan names its outline by ``key``, so that it stays on a version until a newer one is taken.
    A version of a team's own has a key by ``name``: two laptops may both publish a second version.
    """

    id: str
    version: int
    title: Label
    about: Label
    status: str
    dated: date
    source: str
    sections: tuple[Section, ...]
    scoping: tuple[Prompt, ...]
    name: str = ""

    @property
    def key(self) -> str:
        """What a plan on this version of the outline keeps: "wales-2010", "wales-2010.v2"."""
        return self.name or (self.id if self.version <= 1 else f"{self.id}.v{self.version}")

    @property
    def known(self) -> bool:
        """Whether this program has the outline; one of a newer program has no parts here."""
        return bool(self.sections)

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Every prompt, in the order of the plan."""
        return tuple(chain.from_iterable(section.prompts for section in self.sections))

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the prompt or scoping question with this id."""
        return find(by_id((*self.prompts, *self.scoping), lambda p: p.id), prompt_id, "prompt")

    def section_of(self, prompt_id: str) -> Section:
        """Return the section that holds this prompt."""
        holding = {p.id: section for section in self.sections for p in section.prompts}
        return find(holding, prompt_id, "prompt")


@cache
def outlines() -> tuple[Outline, ...]:
    """Return every outline that comes with the program, in all its versions."""
    made = [usual_outline()]
    for file in FILES[1:]:
        made.append(read_outline(open_content(file), made))
    return tuple(made)


@cache
def usual_outline() -> Outline:
    """Return the outline that most plans are on; the others need not be read for it."""
    return read_outline(open_content(FILES[0]))


def newest_outlines() -> tuple[Outline, ...]:
    """Return the newest version of each outline: what a plan may be started on."""
    newest: dict[str, Outline] = {}
    for each in outlines():
        if each.id not in newest or newest[each.id].version < each.version:
            newest[each.id] = each
    return tuple(newest.values())


def outline(outline_id: str) -> Outline:
    """Return one outline by its key."""
    if usual_outline().key == outline_id:
        return usual_outline()
    return find(by_id(outlines(), lambda outline: outline.key), outline_id, "outline")


def outline_or_none(outline_id: str) -> Outline:
    """Return one outline; without parts and under its own id where the program has none such."""
    try:
        return outline(outline_id)
    except KeyError:
        name = Label(outline_id, outline_id)
        return Outline(outline_id, 0, name, NO_LABEL, "current", date.min, "", (), ())


def prompt_elsewhere(prompt_id: str) -> tuple[Outline, Prompt] | None:
    """Return a prompt with an outline that has it, the first there is; None for a retired one."""
    for each in reversed(outlines()):
        for prompt in each.prompts:
            if prompt.id == prompt_id and prompt_id.startswith(f"{each.id}."):
                return each, prompt
    return None


def read_outline(entry: Entry, others: Sequence[Outline] = ()) -> Outline:
    """Make an outline of a content file; ``others`` are those whose prompts it may use."""
    entry.only("id", "version", "title", "about", "status", "dated", "source", "section",
               "scoping", "scoping_as_in")  # fmt: skip
    sections = enumerate(entry.entries("section"), 1)
    made = Outline(
        id=entry.id(),
        version=entry.whole("version"),
        title=entry.label("title"),
        about=entry.label("about"),
        status=entry.choice("status", STATUSES),
        dated=entry.date("dated"),
        source=entry.text("source"),
        sections=tuple(_section(each, str(number), others) for number, each in sections),
        scoping=_scoping(entry, others),
    )
    ids = [prompt.id for prompt in (*made.prompts, *made.scoping)]
    twice = {prompt_id for prompt_id in ids if ids.count(prompt_id) > 1}
    if twice:
        entry.fail(f"prompt {', '.join(sorted(twice))} is in two sections")
    return made


def _section(entry: Entry, number: str, others: Sequence[Outline]) -> Section:
    entry.only("id", "title", "prompt")
    prompts = enumerate(entry.entries("prompt"), 1)
    return Section(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        prompts=tuple(_prompt(prompt, f"{number}.{place}", others) for place, prompt in prompts),
    )


def _prompt(entry: Entry, number: str, others: Sequence[Outline]) -> Prompt:
    if "as_in" in entry.fields:
        return _borrowed(entry, number, others)
    entry.only("id", "title", "help", "covers", "look", "example", "source", "serves", "compiled")
    return Prompt(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        help=entry.label("help"),
        covers=entry.labels("covers"),
        look=entry.label("look"),
        example=entry.label("example", optional=True),
        source=entry.text("source"),
        serves=entry.texts("serves"),
        compiled=entry.choice("compiled", COMPILED, default=""),
    )


def _borrowed(entry: Entry, number: str, others: Sequence[Outline]) -> Prompt:
    """Return another outline's prompt, in which only what the entry says is different."""
    entry.only("id", "as_in", "title", "help", "look", "example", "source")
    lender = _lender(entry, "as_in", others)
    there = {prompt.id: prompt for prompt in lender.prompts}
    if entry.id() not in there:
        entry.fail(f"{lender.id} has no such prompt")
    said: dict[str, Any] = {name: entry.label(name) for name in ("title", "help", "look", "example")
            if name in entry.fields}  # fmt: skip
    return replace(there[entry.id()], number=number, source=entry.text("source"), **said)


def _scoping(entry: Entry, others: Sequence[Outline]) -> tuple[Prompt, ...]:
    if "scoping_as_in" in entry.fields:
        return _lender(entry, "scoping_as_in", others).scoping
    return tuple(_question(q, str(n)) for n, q in enumerate(entry.entries("scoping"), 1))


def _lender(entry: Entry, field: str, others: Sequence[Outline]) -> Outline:
    name = entry.text(field)
    found = [each for each in others if each.id == name]
    if not found:
        entry.fail(f"{field} {name!r} is not an outline read before this one")
    return found[-1]


def _question(entry: Entry, number: str) -> Prompt:
    entry.only("id", "title", "help", "source", "feeds", "header")
    return Prompt(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        help=entry.label("help"),
        source=entry.text("source"),
        feeds=entry.texts("feeds"),
        header=entry.choice("header", HEADER, default=""),
    )
