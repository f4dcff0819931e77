"""Cycles of commissioning: the same parts of a plan, seen by the steps that they belong to.

Every prompt of every outline that comes with the program is in exactly one step of every cycle, and
what a team adds stands last, so a plan loses nothing when it is seen by another. The steps of one
cycle are tied to those of another by the parts they share.
"""

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline, Section, outlines
from commission_desk.content.reading import Entry, by_id, find, open_content
from commission_desk.i18n import N_, translator

NO_STEP = N_("In no step of this cycle")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a cycle; ``prompts`` are the ids of the parts that belong to it."""

    id: str
    number: str
    title: Label
    about: Label
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle with its steps in order."""

    id: str
    title: Label
    dated: date
    source: str
    steps: tuple[Step, ...]

    def step_of(self, prompt_id: str) -> Step | None:
        """Return the step that a part belongs to; None for one that no outline here brings."""
        return next((step for step in self.steps if prompt_id in step.prompts), None)

    def matching(self, step: Step) -> tuple[Step, ...]:
        """Return the steps of this cycle that share parts with a step of another one."""
        return tuple(each for each in self.steps if not set(each.prompts).isdisjoint(step.prompts))

    def sections(self, outline: Outline) -> tuple[Section, ...]:
        """Return the parts of an outline under the steps of this cycle, each in its old order.

        A part that a team added is in no step; such parts come last, under a heading of their own.
        """
        steps = tuple(
            Section(
                f"{self.id}.{step.id}", step.number, step.title,
                tuple(prompt for prompt in outline.prompts if prompt.id in step.prompts),
            )
            for step in self.steps
        )  # fmt: skip
        loose = tuple(prompt for prompt in outline.prompts if self.step_of(prompt.id) is None)
        if not loose:
            return steps
        title = Label(translator("en")(NO_STEP), translator("cy")(NO_STEP))
        return (*steps, Section(f"{self.id}.none", "", title, loose))


@cache
def cycles() -> tuple[Cycle, ...]:
    """Return every cycle, in the order in which they are offered."""
    return read_cycles(open_content("cycles.toml"))


def cycle(cycle_id: str) -> Cycle:
    """Return one cycle."""
    return find(by_id(cycles(), lambda each: each.id), cycle_id, "cycle")


def read_cycles(entry: Entry) -> tuple[Cycle, ...]:
    """Make cycles of a content file; a part in no step, or in two, is refused."""
    entry.only("cycle")
    return tuple(_cycle(each) for each in entry.entries("cycle"))


def _cycle(entry: Entry) -> Cycle:
    entry.only("id", "title", "dated", "source", "step")
    every = tuple(dict.fromkeys(prompt.id for each in outlines() for prompt in each.prompts))
    steps = tuple(
        _step(step, str(number), every) for number, step in enumerate(entry.entries("step"), 1)
    )
    for prompt in every:
        count = sum(prompt in step.prompts for step in steps)
        if count != 1:
            entry.fail(f"prompt {prompt} is in {count} steps; it belongs in one")
    return Cycle(entry.id(), entry.label("title"), entry.date("dated"), entry.text("source"), steps)


def _step(entry: Entry, number: str, every: tuple[str, ...]) -> Step:
    entry.only("id", "title", "about", "prompts")
    found: list[str] = []
    for pattern in entry.texts("prompts"):
        matching = [prompt for prompt in every if fnmatchcase(prompt, pattern)]
        if not matching:
            entry.fail(f"no outline has a prompt {pattern!r}")
        found += matching
    return Step(
        id=entry.id(), number=number, title=entry.label("title"), about=entry.label("about"),
        prompts=tuple(dict.fromkeys(found)),
    )  # fmt: skip
