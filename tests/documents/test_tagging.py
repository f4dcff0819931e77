"""Random documents: sound structure, no stray text, nothing run together, the source's order."""

import io
import random

import pdfplumber
import pikepdf
import pytest
from document_readers import problems, spoken
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.platypus import Flowable, KeepTogether

from commission_desk.documents.flowables import Barred, Blanks, Figure, Heading, Label, Text
from commission_desk.documents.layout import Part, Rendered, render
from commission_desk.documents.rich import rich_story
from commission_desk.documents.style import WIDTH, look
from commission_desk.documents.tables import table
from commission_desk.domain.papers import House
from commission_desk.domain.richtext import Block, RichText, Run

LOOK = look("#0B6463")


class Writer:
    """Writes random flowables of numbered words and remembers them in their order."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.expected: list[str] = []

    def word(self) -> str:
        self.expected.append(f"w{len(self.expected)}x")
        return self.expected[-1]

    def words(self, count: int, *, styled: bool = True) -> str:
        return " ".join(self._styled(self.word(), styled) for _ in range(count))

    def _styled(self, word: str, styled: bool) -> str:
        chance = self.random.random() if styled else 1
        if chance < 0.05:
            return f"<b>{word}</b>"
        if chance < 0.08:
            return f"<i>{word}</i>"
        if chance < 0.12:
            return f'<a href="https://e.org/{word}" color="blue"><u>{word} {self.word()}</u></a>'
        return f"{word}<br/>" if chance < 0.14 else word

    def pick(self, *choices: int) -> int:
        return self.random.choice(choices)

    def flowables(self) -> list[Flowable]:
        makers = [self.heading, self.text, self.text, self.text, self.rich, self.table, self.table,
                  self.figure, self.together, self.small]  # fmt: skip
        story: list[Flowable] = [Heading(self.words(2, styled=False), LOOK.title)]
        for _ in range(self.random.randint(4, 14)):
            story += self.random.choice(makers)()
        return story

    def heading(self):
        return [Heading(self.words(self.pick(2, 4, 40), styled=False), LOOK.section, level=2)]

    def text(self):
        style = self.random.choice([LOOK.body, LOOK.muted])
        kind = self.random.choice([Text, Text, Text, Barred])
        return [kind(self.words(self.pick(1, 5, 60, 300, 900)), LOOK.action if kind is Barred
                     else style)]  # fmt: skip

    def rich(self):
        blocks = []
        for _ in range(self.pick(2, 5, 9)):
            kind = self.random.choice(["bullet", "number", "bullet", "paragraph", "quote"])
            text = self.words(self.pick(1, 9, 60), styled=False)
            blocks.append(Block(kind, (Run(text),), self.pick(0, 0, 1, 2)))
        return list(rich_story(RichText(tuple(blocks)), LOOK, 3))

    def table(self):
        rows = [
            [self.words(self.pick(1, 1, 2, 8, 400 if self.random.random() < 0.02 else 3)
                        if row > 1 else 1, styled=row > 1) for _ in range(4)]
            for row in range(self.pick(2, 5, 30))
        ]  # fmt: skip
        head = self.pick(1, 1, 2) if len(rows) > 3 else 1
        column = self.random.random() < 0.5
        return [table(rows, [70, 150, 120, 150], LOOK.cell, LOOK.column_head, header_rows=head,
                      header_column=column)]  # fmt: skip

    def figure(self):
        return [figure("Waiting time fell from 57 to 50 days")]

    def together(self):
        return [KeepTogether([Text(self.words(30), LOOK.body), Text(self.words(20), LOOK.body)])]

    def small(self):
        return [Label(self.word(), LOOK.label), Blanks([(self.word(), 0.5), (self.word(), 0.5)],
                                                       LOOK.body)]  # fmt: skip


def figure(alt: str) -> Figure:
    drawing = Drawing(300, 90)
    drawing.add(Rect(0, 0, 200, 60))
    drawing.add(String(10, 10, "50 days", fontName="SourceSans3-Regular"))
    return Figure(drawing, alt)


def rendered(story: list[Flowable]) -> Rendered:
    return render([Part("en", "Random", House("Council", "Team"), ("Reference",), story)])


@pytest.mark.parametrize("seed", range(15))
def test_a_random_document_is_sound_and_read_in_its_order(seed):
    writer = Writer(seed)
    made = rendered(writer.flowables())
    assert problems(made.data) == []
    assert made.strays == ()
    numbered = [word for word in spoken(made.data).split() if word.startswith("w")]
    assert numbered == writer.expected


def test_the_same_flowables_make_the_same_document():
    first, second = (rendered(Writer(3).flowables()) for _ in range(2))
    assert first.pages == second.pages
    assert spoken(first.data) == spoken(second.data)


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    story: list[Flowable] = [Heading("Title", LOOK.title)]
    rows = [["Measure", "Result"], *[["Sessions", "1,104"]] * 3]
    for number in range(60):
        story += [
            Heading(f"Section {number}", LOOK.section, level=2),
            Heading("A longer heading of a part " * 4, LOOK.heading, level=3),
            table(rows, [WIDTH / 2] * 2, LOOK.cell, LOOK.column_head)
            if number % 2 else Text("Words enough for some lines. " * (number + 3), LOOK.body),
        ]  # fmt: skip
    with pdfplumber.open(io.BytesIO(rendered(story).data)) as pdf:
        last = [[char for char in each.chars if char["mcid"] is not None][-1] for each in pdf.pages]
    assert len(last) > 10
    assert {round(char["size"], 1) for char in last} <= {10.0, 10.5}


def test_a_heading_longer_than_a_page_is_split_and_one_bookmark():
    made = rendered([Heading("heading " * 3000, LOOK.section), Text("After.", LOOK.body)])
    assert made.pages > 2
    assert problems(made.data) == []
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert int(pdf.Root.Outlines.Count) == 1


class Careless(Flowable):
    """Draws text without saying what it is."""

    def wrap(self, width, _height):
        return width, 20

    def draw(self):
        self.canv.drawString(0, 0, "Nobody's words")


def test_text_without_a_tag_is_listed_as_stray():
    made = rendered([Heading("Title", LOOK.title), Careless()])
    assert len(made.strays) == 1
    assert "Nobody" in made.strays[0]


def broken(change) -> bytes:
    """A sound document, with one thing changed by hand."""
    rows = [["Measure", "Result"], ["Sessions", "1,104"]]
    story = [
        Heading("Title", LOOK.title),
        Text('<a href="https://e.org/"><u>See</u></a>', LOOK.body),
        table(rows, [WIDTH / 2] * 2, LOOK.cell, LOOK.column_head),
        figure("A chart"),
    ]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered(story).data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def kids(pdf):
    return pdf.Root.StructTreeRoot.K[0].K


def rename(element, role):
    element.S = pikepdf.Name(role)


def drop(thing, key):
    del thing[key]


BREAKAGES = {
    "heading skipped": lambda pdf: rename(kids(pdf)[0], "/H3"),
    "cell outside a row": lambda pdf: rename(kids(pdf)[2].K[0], "/P"),
    "figure without words": lambda pdf: drop(kids(pdf)[3], "/Alt"),
    "unknown role": lambda pdf: rename(kids(pdf)[1], "/Paragraf"),
    "no language": lambda pdf: drop(pdf.Root, "/Lang"),
    "not marked": lambda pdf: drop(pdf.Root, "/MarkInfo"),
    "no structure": lambda pdf: drop(pdf.Root, "/StructTreeRoot"),
    "no metadata": lambda pdf: drop(pdf.Root, "/Metadata"),
    "link not in the structure": lambda pdf: drop(pdf.pages[0].Annots[0], "/StructParent"),
    "no tab order": lambda pdf: drop(pdf.pages[0], "/Tabs"),
}


def test_the_document_to_be_broken_is_sound():
    assert problems(broken(lambda _pdf: None)) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_the_checker_catches_a_broken_document(name):
    assert problems(broken(BREAKAGES[name])) != []
