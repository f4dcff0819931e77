"""Pages that lie on their side, for tables that do not fit an upright one.

A flowable is marked ``across`` where it belongs on such a page. Headings, and notes marked
``leads``, go where what follows them goes, so that a table never parts from its heading.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.layout import on_its_side
from commission_desk.documents.style import Look
from commission_desk.documents.text import markup

PART = 3  # the level of the headings that a table's page repeats, for it may stand far from its own


def across(story: Iterable[Flowable]) -> list[Flowable]:
    """Return flowables that all belong on a page on its side."""
    return [_marked(each, "across") for each in story]


def leading(text: Text) -> Text:
    """Return a note that goes where what follows it goes."""
    marked: Text = _marked(text, "leads")
    return marked


def turned(story: Sequence[Flowable], language: str, style: Look) -> list[Flowable]:
    """Return a story that begins on a page of its own, each page turned as what is on it asks.

    A table whose part begins on an upright page before it has the part's name above it.
    """
    made: list[Flowable] = []
    wide: bool | None = None
    part = ""
    for each, belongs in zip(story, _places(story), strict=True):
        is_heading = isinstance(each, Heading) and each.level <= PART
        if belongs != wide:
            made += [NextPageTemplate(on_its_side(language) if belongs else language), PageBreak()]
            if belongs and part and not is_heading:
                made.append(Text(markup(part), style.muted))
            wide = belongs
        if is_heading:
            part = each.words
        made.append(each)
    return made


def _places(story: Sequence[Flowable]) -> list[bool]:
    """Return for each flowable whether it stands on a page on its side."""
    places: list[bool] = []
    after = False
    for each in reversed(story):
        own = getattr(each, "across", False)
        follows = isinstance(each, Heading) or getattr(each, "leads", False)
        after = own or (follows and after)
        places.append(after)
    return places[::-1]


def _marked(flowable: Any, mark: str) -> Any:
    setattr(flowable, mark, True)
    return flowable
