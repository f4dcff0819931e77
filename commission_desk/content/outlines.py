"""Outlines: the sections and prompts of a commissioning plan, and the questions asked first.

Answers are kept by prompt id, so ids never change and are never used again; titles, help and
order may.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.reading import STATUSES, Entry, by_id, find, open_content

FILES = ("outlines/wales-2010.toml",)
COMPILED = ("", "needs-analysis", "consultation", "indicators", "glossary", "documents",
            "action-plan")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing a plan should say, with help for the person who writes it.

    ``serves`` names the standards and challenges an answer is evidence for ("W2.4" is Welsh
    standard 4, "W18.1" the first challenge). ``compiled`` names what the program can make the
    answer from, or is empty when a person writes it.
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


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the plan and the prompts under it."""

    id: str
    number: str
    title: Label
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan's template; ``scoping`` is asked before the writing starts."""

    id: str
    version: int
    title: Label
    status: str
    dated: date
    source: str
    sections: tuple[Section, ...]
    scoping: tuple[Prompt, ...]

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
    """Return every outline that comes with the program."""
    return tuple(read_outline(open_content(file)) for file in FILES)


def outline(outline_id: str) -> Outline:
    """Return one outline."""
    return find(by_id(outlines(), lambda outline: outline.id), outline_id, "outline")


def read_outline(entry: Entry) -> Outline:
    """Make an outline of a content file."""
    entry.only("id", "version", "title", "status", "dated", "source", "section", "scoping")
    made = Outline(
        id=entry.id(),
        version=entry.whole("version"),
        title=entry.label("title"),
        status=entry.choice("status", STATUSES),
        dated=entry.date("dated"),
        source=entry.text("source"),
        sections=tuple(_section(s, str(n)) for n, s in enumerate(entry.entries("section"), 1)),
        scoping=tuple(_question(q, str(n)) for n, q in enumerate(entry.entries("scoping"), 1)),
    )
    ids = [prompt.id for prompt in (*made.prompts, *made.scoping)]
    twice = {prompt_id for prompt_id in ids if ids.count(prompt_id) > 1}
    if twice:
        entry.fail(f"prompt {', '.join(sorted(twice))} is in two sections")
    return made


def _section(entry: Entry, number: str) -> Section:
    entry.only("id", "title", "prompt")
    prompts = enumerate(entry.entries("prompt"), 1)
    return Section(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        prompts=tuple(_prompt(prompt, f"{number}.{place}") for place, prompt in prompts),
    )


def _prompt(entry: Entry, number: str) -> Prompt:
    entry.only("id", "title", "help", "covers", "look", "example", "source", "serves", "compiled")
    return Prompt(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        help=entry.label("help"),
        covers=entry.labels("covers"),
        look=entry.label("look"),
        example=entry.label("example"),
        source=entry.text("source"),
        serves=entry.texts("serves"),
        compiled=entry.choice("compiled", COMPILED, default=""),
    )


def _question(entry: Entry, number: str) -> Prompt:
    entry.only("id", "title", "help", "source")
    return Prompt(
        id=entry.id(),
        number=number,
        title=entry.label("title"),
        help=entry.label("help"),
        source=entry.text("source"),
    )
