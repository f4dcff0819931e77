"""A plan as a Word file: cover, contents, and every section with its parts."""

from collections.abc import Iterator

from commission_desk.documents.columns import lies_on_its_side
from commission_desk.documents.fonts import register
from commission_desk.documents.plan import is_settled, not_applicable, plan_marks
from commission_desk.documents.plan_tables import MOST as MOST_COLUMNS
from commission_desk.documents.word.charts import picture
from commission_desk.documents.word.comments import Comments
from commission_desk.documents.word.contents import Entry, contents
from commission_desk.documents.word.elements import (
    Bookmarks,
    Element,
    control,
    paragraph,
    run_elements,
    w,
    words,
)
from commission_desk.documents.word.package import Package
from commission_desk.documents.word.rich import RichWriter
from commission_desk.documents.word.tables import (
    facts_table,
    plain_cells,
    text_table,
)
from commission_desk.domain.comments import COMMENT_NAME, Comment, comment_keys
from commission_desk.domain.papers import PlanPaper, PlanPart, PlanTableRows
from commission_desk.domain.richtext import RichText, Run
from commission_desk.domain.word_marks import (
    ANSWER_NAME,
    CLOSED,
    NOTE,
    PART,
    PLACEHOLDER,
    PLAN_NAME,
    SECTION,
    TABLE,
    TABLE_TITLE,
    as_word_keeps,
    fingerprint,
    mark_of,
    tag_of,
)
from commission_desk.i18n import full_date, translator


def word_file(paper: PlanPaper, language: str) -> bytes:
    """Return a plan as a Word file, the same for the same paper."""
    register()  # columns are measured
    return _Writer(paper, language).whole()


class _Writer:
    def __init__(self, paper: PlanPaper, language: str) -> None:
        self.paper, self.language = paper, language
        self._ = translator(language)
        self.package = Package(paper, language)
        self.rich = RichWriter(self.package.numbering, self.package.link)
        self.bookmarks, self.comments = Bookmarks(), Comments()
        self.entries: list[Entry] = []
        self.charts, self.tables, self.wide = 0, 0, False

    def whole(self) -> bytes:
        paper = self.paper
        house = (paper.house.organisation, paper.house.team)
        self.package.furnish(
            " · ".join(name for name in house if name), plan_marks(paper, self.language)
        )
        body = list(self._sections())
        self.package.end(wide=self.wide)
        story = [*self._cover()]
        self.comments.put(paper.comments, story[0])
        if self.entries:
            story += [_new_page(), contents(self._("Contents"), self.entries), _new_page()]
        self.package.fill([*story, *body])
        self.comments.finish(self.package)
        self.package.remember(self._remembered())
        return self.package.data()

    def _cover(self) -> Iterator[Element]:
        _, paper = self._, self.paper
        yield words(paper.title.strip() or _("Commissioning plan"), "Title")
        under = " · ".join(part for part in (paper.care_group, paper.period) if part)
        if under:
            yield words(under, "Subtitle")
        if paper.draft:
            yield words(_("DRAFT"), "DeskDraft")
        elif paper.approved:
            yield words(_("APPROVED"), "DeskDraft")
        written = _("{written} of {total} parts").format(written=paper.written, total=paper.total)
        facts = [
            (_("Lead"), paper.lead),
            (_("Partners"), "; ".join(partner for partner in paper.partners if partner)),
            (_("Version"), paper.version),
            (_("Status"), paper.status),
            (_("Approved"), paper.approved),
            (_("Written"), written if paper.total and paper.draft else ""),
            (_("Saved"), full_date(paper.printed_on, self.language) if paper.printed_on else ""),
        ]
        known = [(name, value) for name, value in facts if value]
        if paper.review:
            yield words(paper.review, NOTE)
        if known:
            yield facts_table(known, _("About this plan"))
        yield paragraph("")

    def _sections(self) -> Iterator[Element]:
        for place, section in enumerate(self.paper.sections):
            parts = [part for part in section.parts if self.paper.show_empty or is_settled(part)]
            if not parts and not self.paper.show_empty:
                continue
            yield from self._heading(1, section.number, section.title, f"{SECTION}{place}")
            for part in parts:
                yield from self._part(part)

    def _heading(self, level: int, number: str, title: str, bookmark: str) -> Iterator[Element]:
        if self.wide:
            yield self._turned()
            self.wide = False
        said = title.strip() or self._("Untitled")
        shown = f"{number}\u2002{said}" if number else said
        self.entries.append(Entry(level, shown, bookmark))
        yield paragraph(f"Heading{level}", *self._marked(bookmark, shown))

    def _part(self, part: PlanPart) -> Iterator[Element]:
        mark = mark_of(part.prompt_id)
        kind = PART if part.prompt_id else CLOSED
        place = mark if part.prompt_id else f"n{len(self.entries)}"
        headed = list(self._heading(2, part.number, part.title, f"{kind}{place}"))
        yield from headed
        if part.not_applicable:
            self.comments.put(part.comments, headed[-1])
            yield words(not_applicable(part, self.language), NOTE)
            return
        if part.changed:
            yield words(part.changed, NOTE)
        text = as_word_keeps(part.text)
        if text.blocks:
            written = list(self.rich.write(text))
        elif part.tables:
            written = [paragraph("")]
        else:
            written = [words(self._("Not yet written"), PLACEHOLDER)]
        self.comments.put(part.comments, headed[-1], written)
        if self.paper.plan_id and part.prompt_id:
            yield control(
                tag_of(self.paper.plan_id, part.prompt_id), part.title,
                int(mark[:7], 16) + 2, written,
                empty=not text.blocks and not part.tables,
            )  # fmt: skip
        else:
            yield from written
        for rows in part.tables:
            yield from self._table(rows)

    def _table(self, rows: PlanTableRows) -> Iterator[Element]:
        others = range(1, len(rows.head))
        pieces = [
            [0, *others[first : first + MOST_COLUMNS]]
            for first in range(0, max(1, len(others)), MOST_COLUMNS)
        ]
        lines = (rows.head, *rows.rows)
        cut = [[[line[place] for place in piece] for line in lines] for piece in pieces]
        wide = any(map(lies_on_its_side, cut))
        if wide != self.wide:
            yield self._turned()
        self.wide = wide
        self.tables += 1
        yield paragraph(TABLE_TITLE, *self._marked(f"{TABLE}{self.tables}", rows.title))
        for number, (piece, said) in enumerate(zip(pieces, cut, strict=True)):
            if number:
                yield paragraph("")
            yield text_table(
                plain_cells(said), self.package.link, wide=wide, title=rows.title,
                right=[rows.right[place] for place in piece], summary=" ".join(rows.notes),
            )  # fmt: skip
        yield paragraph("")
        for note in rows.notes:
            yield words(note, NOTE)
        for title, series in rows.charts:
            self.charts += 1
            yield words(title, "Heading4")
            shown = picture(self.package, self.charts, series, title, self._("projected"))
            yield paragraph("", shown)

    def _turned(self) -> Element:
        """Return the end of the section that is open, as wide as it is."""
        return paragraph("", sectPr=self.package.section(wide=self.wide))

    def _marked(self, bookmark: str, shown: str) -> list[Element]:
        return self.bookmarks.around(bookmark, run_elements((Run(shown),), self.package.link))

    def _remembered(self) -> dict[str, str]:
        said = {PLAN_NAME: self.paper.plan_id} if self.paper.plan_id else {}
        said |= _sent("", self.paper.comments)
        for section in self.paper.sections:
            for part in section.parts:
                said |= _sent(mark_of(part.prompt_id), part.comments)
                if part.prompt_id:
                    # What a part that does not apply once said is not written out.
                    text = RichText() if part.not_applicable else part.text
                    said[ANSWER_NAME + mark_of(part.prompt_id)] = fingerprint(text)
        return said


def _sent(mark: str, comments: tuple[Comment, ...]) -> dict[str, str]:
    return {COMMENT_NAME + key: record or "-" for key, record in comment_keys(mark, comments)}


def _new_page() -> Element:
    return paragraph("", w("r", w("br", type="page")))
