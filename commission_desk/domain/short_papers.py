"""What the short papers of a plan say: the decision summary, the plain summary, the blank outline.

``plan`` is what the plan says of itself, without its sections: its title, and how it stands.
"""

from dataclasses import dataclass
from datetime import date

from commission_desk.domain.papers import House, PlanPaper
from commission_desk.domain.richtext import RichText


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One thing those who decide should know, and what there is to say of it."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DecisionBlock:
    """One kind of evidence; ``missing`` is said while there is none.

    ``part`` is the number of the part where all of it stands; ``notes`` are said in any case.
    """

    title: str
    lines: tuple[DecisionLine, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """A plan on one page; ``figures`` are numbers with what they count, ``asked`` sentences."""

    plan: PlanPaper
    figures: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    blocks: tuple[DecisionBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainBlock:
    """A heading of the plain summary: sentences, what somebody wrote, a list, a last sentence."""

    title: str
    sentences: tuple[str, ...] = ()
    items: tuple[DecisionLine, ...] = ()
    text: RichText = RichText()
    after: str = ""


@dataclass(frozen=True, slots=True)
class PlainPaper:
    """A plan in plain words; ``words`` are terms with what they mean."""

    plan: PlanPaper
    name: str
    stands: str = ""
    blocks: tuple[PlainBlock, ...] = ()
    words_title: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormPart:
    """A prompt to be answered by hand, with its help."""

    number: str
    title: str
    help: str = ""
    covers: tuple[str, ...] = ()
    look: str = ""
    compiled: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a blank outline."""

    number: str
    title: str
    parts: tuple[FormPart, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPaper:
    """An outline without any answers; ``questions`` are asked before the writing."""

    house: House
    title: str
    about: str = ""
    printed_on: date | None = None
    questions: tuple[FormPart, ...] = ()
    sections: tuple[FormSection, ...] = ()
