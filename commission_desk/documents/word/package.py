"""The file around the words: styles, lists, headers and footers, properties, the same each time."""

import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from commission_desk.documents.style import MARGIN, PAGE
from commission_desk.documents.word.elements import Element, field, run_elements, w
from commission_desk.documents.word.numbering import Numbering
from commission_desk.documents.word.styles import LANGUAGES, restyle
from commission_desk.documents.word.tables import TWIPS
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.richtext import Run
from commission_desk.domain.word_marks import cleaned
from commission_desk.i18n import translator

OLDEST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: the same file for the same paper
UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings")
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
MADE_BY = "<Application>Commission Desk</Application>"
PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one set that programs read


class Package:
    """A Word file being made."""

    def __init__(self, paper: PlanPaper, language: str, larger: float = 1.0) -> None:
        self.document: Any = Document()
        self.part: Any = self.document.part
        self.language, self.accent = language, paper.house.accent
        self.body: Element = self.document.element.body
        self.links: dict[str, str] = {}
        _drop_unwanted(self.part)
        restyle(self.document.styles.element, paper.house.accent, language, larger)
        _settle(self.document.settings.element, language)
        self.numbering = Numbering(self.part.numbering_part.element)
        self._describe(paper)

    def link(self, address: str) -> str:
        """Return the id of the relationship that leads to an address."""
        if address not in self.links:
            self.links[address] = self.part.rels.get_or_add_ext_rel(
                RELATIONSHIP_TYPE.HYPERLINK, address
            )
        return self.links[address]

    def furnish(self, head: str, foot: Iterable[str]) -> None:
        """Write what stands above and below every page."""
        _ = translator(self.language)
        section = self.document.sections[0]
        above = section.header.paragraphs[0]._p
        below = section.footer.paragraphs[0]._p
        above.extend(run_elements((Run(head),), self.link))
        lead, middle, tail = _cut(_("Page {page} of {total}"))
        marks = " · ".join(part for part in foot if part)
        below.extend(run_elements((Run(f"{marks} · {lead}" if marks else lead),), self.link))
        below.extend(field("PAGE", "1"))
        below.extend(run_elements((Run(middle),), self.link))
        below.extend(field("NUMPAGES", "1"))
        below.extend(run_elements((Run(tail),), self.link))
        self.page = self.body[-1]
        _lay(self.page, wide=False)

    def section(self, *, wide: bool) -> Element:
        """Return the end of a section, upright or on its side, with the same head and foot."""
        made = deepcopy(self.page)
        _lay(made, wide=wide)
        return made

    def end(self, *, wide: bool) -> None:
        """Lay the last section, upright or on its side."""
        _lay(self.page, wide=wide)

    def fill(self, story: Iterable[Element]) -> None:
        """Put the words before the last section's end."""
        last = self.body[-1]
        self.body.remove(last)
        for child in list(self.body):
            self.body.remove(child)
        self.body.extend(story)
        self.body.append(last)

    def remember(self, facts: Mapping[str, str]) -> None:
        """Keep facts that no reader sees, by name."""
        rows = "".join(
            f"<property fmtid={quoteattr(PROPERTIES)} pid={quoteattr(str(number))} "
            f"name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(facts.items(), start=2)
        )
        data = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Properties xmlns="{CUSTOM}" xmlns:vt="{TYPES}">{rows}</Properties>'
        )
        made = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, data.encode(), self.part.package)
        self.part.package.relate_to(made, CUSTOM.replace("/2006/", "/2006/relationships/"))

    def data(self) -> bytes:
        """Return the finished file, its parts dated alike."""
        loose, out = BytesIO(), BytesIO()
        self.document.save(loose)
        with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(out, "w") as packed:
            for name in parts.namelist():
                entry = zipfile.ZipInfo(name, OLDEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, parts.read(name))
        return out.getvalue()

    def _describe(self, paper: PlanPaper) -> None:
        _ = translator(self.language)
        known = self.document.core_properties
        known.title = cleaned(paper.title.strip() or _("Commissioning plan"))[:255]
        known.author = known.last_modified_by = cleaned(paper.house.organisation)[:255]
        known.subject = cleaned(paper.care_group)[:255]
        known.language = LANGUAGES[self.language]
        known.comments, known.keywords, known.category = "", "", cleaned(paper.house.marking)[:255]
        known.revision = 1
        day = paper.printed_on
        moment = datetime.combine(day, time()) if day else datetime(*OLDEST, tzinfo=UTC)
        known.created = known.modified = moment.replace(tzinfo=None)
        made_by = self.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
        made_by._blob = f'<Properties xmlns="{EXTENDED}">{MADE_BY}</Properties>'.encode()


def _drop_unwanted(part: Any) -> None:
    """Let go of what python-docx's own template brings and no plan needs."""
    for relations in (part.package.rels, part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in UNWANTED:
                relations.pop(key)


def _settle(root: Element, language: str) -> None:
    """Replace the settings: as Word 2013 and later, and fields are filled on opening."""
    for child in list(root):
        root.remove(child)
    uri = "http://schemas.microsoft.com/office/word"
    modern = w("compatSetting", name="compatibilityMode", uri=uri, val=15)
    root.extend((
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("updateFields", val="true"),
        w("compat", modern),
        w("themeFontLang", val=LANGUAGES[language]),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ))  # fmt: skip


def _lay(section: Element, *, wide: bool) -> None:
    """Set a section's page: A4 with our margins, upright or on its side."""
    for name in ("type", "pgSz", "pgMar", "cols", "docGrid", "titlePg"):
        for child in section.findall(w(name).tag):
            section.remove(child)
    across, down = (round(side * TWIPS) for side in (reversed(PAGE) if wide else PAGE))
    turned = {"orient": "landscape"} if wide else {}
    side = round(MARGIN * TWIPS)
    section.extend((
        w("type", val="nextPage"),
        w("pgSz", w=across, h=down, **turned),
        w("pgMar", top=1300, right=side, bottom=1200, left=side, header=640, footer=560, gutter=0),
        w("cols", space=720),
    ))  # fmt: skip


def _cut(message: str) -> tuple[str, str, str]:
    lead, rest = message.split("{page}")
    middle, tail = rest.split("{total}")
    return lead, middle, tail
