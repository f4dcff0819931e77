"""A blank outline as a Word file: every prompt with its guidance, and a place to type in."""

from collections.abc import Iterator

from commission_desk.documents.fonts import register
from commission_desk.documents.form import BOX, form_marks
from commission_desk.documents.word.elements import Element, control, paragraph, run_elements, words
from commission_desk.documents.word.package import Package
from commission_desk.documents.word.tables import facts_table
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.richtext import Run
from commission_desk.domain.short_papers import FormPaper, FormPart
from commission_desk.domain.word_marks import NOTE, PLACEHOLDER
from commission_desk.i18n import translator


def form_file(paper: FormPaper, language: str) -> bytes:
    """Return a blank outline as a Word file, the same for the same paper."""
    register()
    _ = translator(language)
    title = f"{_('Outline to fill in')}: {paper.title}"
    package = Package(PlanPaper(paper.house, title, printed_on=paper.printed_on), language)
    house = (paper.house.organisation, paper.house.team)
    package.furnish(" · ".join(name for name in house if name), form_marks(paper, language))
    package.fill(_Form(paper, package, language).story())
    return package.data()


class _Form:
    def __init__(self, paper: FormPaper, package: Package, language: str) -> None:
        self.paper, self.package, self._ = paper, package, translator(language)
        self.places = 0

    def story(self) -> Iterator[Element]:
        _, paper = self._, self.paper
        yield words(_("Outline to fill in"), "DeskName")
        yield words(paper.title, "Subtitle")
        if paper.about:
            yield words(paper.about)
        names = (_("Title of the plan"), _("For whom"), _("From"), _("To"), _("Lead"), _("Date"))
        yield facts_table([(name, "…………") for name in names], _("About this plan"))
        yield paragraph("")
        if paper.questions:
            yield words(_("Before you write"), "Heading1")
            for question in paper.questions:
                yield from self._part(question)
        for section in paper.sections:
            yield words(f"{section.number}\u2002{section.title}", "Heading1", pageBreakBefore=True)
            for part in section.parts:
                yield from self._part(part)

    def _part(self, part: FormPart) -> Iterator[Element]:
        _ = self._
        yield words(f"{part.number}\u2002{part.title}", "Heading2")
        if part.help:
            yield words(part.help)
        if part.covers:
            yield words(_("What a good answer covers"), "Heading3")
            for each in part.covers:
                yield words(f"{BOX}\u2002{each}", "DeskTick")
        if part.look:
            runs = (Run(_("Where to look"), bold=True), Run(f"\u2002{part.look}"))
            yield paragraph(NOTE, *run_elements(runs, self.package.link))
        if part.compiled:
            yield words(_("The program can put this part together from the registers."), NOTE)
        self.places += 1
        yield control(
            f"form-{self.places}", part.title, self.places,
            [words(_("Write here"), PLACEHOLDER)], empty=True,
        )  # fmt: skip
        yield paragraph("")
