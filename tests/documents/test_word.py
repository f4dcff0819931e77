"""A plan as a Word file, read back with python-docx and as bare XML."""

import io
import re
import zipfile
from dataclasses import replace

import document_samples as samples
import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION
from lxml import etree
from PIL import Image

from commission_desk.documents.saving import write_whole
from commission_desk.documents.word.build import word_file
from commission_desk.domain.errors import UserError
from commission_desk.domain.papers import House, PlanPaper, PlanPart, PlanSection
from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.domain.word_marks import ANSWER_NAME, PLAN_NAME, mark_of, tag_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAN = "ab" * 16
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs bidi"
    " spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u rtl lang",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption"
    " tblDescription",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "sdt": "sdtPr sdtContent",
    "sectPr": "headerReference footerReference type pgSz pgMar cols",
    "numbering": "abstractNum num",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom defaultTabStop characterSpacingControl updateFields compat themeFontLang"
    " decimalSymbol listSeparator",
    "styles": "docDefaults latentStyles style",
}


def paper(**more) -> PlanPaper:
    """The plan of the samples with ids, as operations gather it."""
    made = samples.plan()
    sections = tuple(
        replace(section, parts=tuple(replace(p, prompt_id=f"p.{p.number}") for p in section.parts))
        for section in made.sections
    )
    return replace(made, plan_id=PLAN, sections=sections, **more)


def one(text: RichText, **more) -> PlanPaper:
    parts = (PlanPart("1.1", "Need", text, prompt_id="p.1"),)
    return PlanPaper(House("Example"), "A plan", sections=(PlanSection("1", "S", parts),),
                     plan_id=PLAN, **more)  # fmt: skip


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(data: bytes):
    return etree.fromstring(parts_of(data)["word/document.xml"])[0]


def words_of(element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def styled(body, style: str) -> list[str]:
    return [
        words_of(p) for p in body.iter(f"{W}p")
        if (found := p.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style
    ]  # fmt: skip


@pytest.fixture(scope="module", params=["en", "cy"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def data(language) -> bytes:
    return word_file(paper(), language)


def test_every_part_is_well_formed_and_its_elements_stand_in_their_order(data):
    for name, content in parts_of(data).items():
        if not name.endswith((".xml", ".rels")):
            continue
        for element in etree.fromstring(content).iter(f"{W}*"):
            order = ORDER.get(etree.QName(element).localname, "").split()
            if not order or name.startswith("word/theme"):
                continue
            found = [etree.QName(child).localname for child in element]
            assert set(found) <= set(order), (name, element.tag, found)
            places = [order.index(each) for each in found]
            assert places == sorted(places), (name, element.tag, found)


def test_relationships_lead_somewhere_and_nothing_is_there_twice(data):
    parts = parts_of(data)
    kinds = parts["[Content_Types].xml"].decode()
    for name, content in parts.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rsplit("/", 1)[0] if "/" in name[6:] else ""
            for one in etree.fromstring(content):
                if one.get("TargetMode") != "External":
                    target = one.get("Target").lstrip("/")
                    assert target in parts or f"{folder}/{target}" in parts, target
        elif name != "[Content_Types].xml":
            assert f"/{name}" in kinds or f'Extension="{name.rsplit(".", 1)[-1]}"' in kinds
    body = body_of(data)
    for tag, key in (("bookmarkStart", "id"), ("bookmarkStart", "name")):
        found = [each.get(f"{W}{key}") for each in body.iter(f"{W}{tag}")]
        assert len(found) == len(set(found))
    numbers = [each.get(f"{W}val") for each in body.iter(f"{W}id")]
    assert len(numbers) == len(set(numbers))
    drawn = re.findall(r'docPr id="(\d+)"', parts["word/document.xml"].decode())
    assert len(drawn) == len(set(drawn)) == 4


def test_names_are_as_short_as_word_asks(data):
    body = body_of(data)
    for tag in ("tag", "alias"):
        assert all(len(each.get(f"{W}val")) <= 64 for each in body.iter(f"{W}{tag}"))
    assert all(len(each.get(f"{W}name")) <= 40 for each in body.iter(f"{W}bookmarkStart"))


def test_headings_are_real_and_numbered_and_the_contents_name_each(data):
    body = body_of(data)
    assert styled(body, "Heading1")[0] == "1\u2002Section 1 on needs and services"
    parts = styled(body, "Heading2")
    assert len(parts) == 20
    assert parts[3] == "1.4\u2002Figures"
    assert "What families said" in styled(body, "Heading3")
    assert styled(body, "TOC1") == styled(body, "Heading1")
    assert styled(body, "TOC2") == parts
    names = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    anchors = {each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")} - {None}
    assert len(anchors) == 24
    assert anchors <= names
    assert 'TOC \\o "1-2"' in "".join(each.text for each in body.iter(f"{W}instrText"))
    settings = etree.fromstring(parts_of(data)["word/settings.xml"])
    assert settings.find(f"{W}updateFields").get(f"{W}val") == "true"


def test_the_cover_the_foot_and_the_properties_say_what_the_plan_is(data, language):
    document = Document(io.BytesIO(data))
    body = document.element.body
    assert styled(body, "Title") == ["Commissioning plan for disabled children"]
    assert styled(body, "DeskDraft") == ["DRAFT" if language == "en" else "DRAFFT"]
    foot = document.sections[0].footer.paragraphs[0]
    assert "Official" in foot.text
    codes = [each.text.strip() for each in foot._p.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert samples.HOUSE.organisation in document.sections[-1].header.paragraphs[0].text
    known = document.core_properties
    assert (known.title, known.author) == (samples.plan().title, samples.HOUSE.organisation)
    assert known.language == {"en": "en-GB", "cy": "cy-GB"}[language]
    lang = document.styles.element.find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == known.language
    accent = document.styles["Heading 1"].font.color.rgb
    assert f"#{accent}" == samples.HOUSE.accent


def test_pages_are_a4_and_a_wide_table_lies_on_its_side(data):
    sections = Document(io.BytesIO(data)).sections
    turned = [section.orientation == WD_ORIENTATION.LANDSCAPE for section in sections]
    assert turned == [False, True] * 4 + [False] * (len(sections) - 8)
    for section in sections:
        sides = {round(section.page_width.mm), round(section.page_height.mm)}
        assert sides == {210, 297}
        assert section.footer.is_linked_to_previous is False


def test_a_plan_that_ends_in_a_wide_table_ends_on_its_side_without_a_blank_page():
    part = PlanPart("1.1", "Figures", tables=(samples.figures(),), prompt_id="p.1")
    made = replace(one(RichText()), sections=(PlanSection("1", "S", (part,)),))
    sections = Document(io.BytesIO(word_file(made, "en"))).sections
    turned = [section.orientation == WD_ORIENTATION.LANDSCAPE for section in sections]
    assert turned == [False, True]


def test_tables_repeat_their_heads_stay_whole_and_set_figures_right(data):
    body = body_of(data)
    tables = [t for t in body.iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
              == "DeskTable"]  # fmt: skip
    assert tables
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in rows} == {columns}
    figures = next(t for t in tables if t.find(f"{W}tblPr/{W}tblCaption") is not None)
    cells = figures.findall(f"{W}tr")[1].findall(f"{W}tc")
    right = [cell.find(f"{W}p/{W}pPr/{W}jc") is not None for cell in cells]
    assert right == list(samples.figures().right)


def test_charts_are_pictures_with_their_data_in_words(data):
    parts = parts_of(data)
    assert b'descr="Children in Ynys ' in parts["word/document.xml"]
    (name,) = (each for each in parts if each.endswith(".png"))
    image = Image.open(io.BytesIO(parts[name]))
    assert image.size == (1471, 390)
    assert len(image.convert("RGB").getcolors()) > 3


def test_lists_nest_and_each_list_of_numbers_begins_again():
    def item(kind, level, words):
        return Block(kind, (Run(words),), level)

    text = RichText((
        item("number", 0, "one"), item("bullet", 1, "inner"), item("number", 0, "two"),
        Block(runs=(Run("Between"),)),
        item("number", 0, "one again"), item("number", 3, "deep"),
    ))  # fmt: skip
    data = word_file(one(text), "en")
    listed = [
        (words_of(p), p.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val"),
         p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"))
        for p in body_of(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None
    ]  # fmt: skip
    levels = [(words, level) for words, level, _list in listed]
    assert levels == [("one", "0"), ("inner", "1"), ("two", "0"), ("one again", "0"), ("deep", "3")]
    lists = [number for _words, _level, number in listed]
    assert lists[0] == lists[2]
    assert len({lists[0], lists[1], lists[3], lists[4]}) == 4
    root = etree.fromstring(parts_of(data)["word/numbering.xml"])
    restarts = {
        each.get(f"{W}numId") for each in root.iter(f"{W}num")
        if each.find(f"{W}lvlOverride/{W}startOverride") is not None
    }  # fmt: skip
    assert restarts == {lists[0], lists[3], lists[4]}


def test_each_answer_stands_in_a_control_and_the_file_remembers_what_it_was(data):
    tags = [each.get(f"{W}val") for each in body_of(data).iter(f"{W}tag")]
    wanted = [
        part.prompt_id for section in paper().sections for part in section.parts
        if not part.not_applicable
    ]  # fmt: skip
    assert tags == [tag_of(PLAN, prompt) for prompt in wanted]
    kept = etree.fromstring(parts_of(data)["docProps/custom.xml"])
    names = [each.get("name") for each in kept]
    every = [part.prompt_id for section in paper().sections for part in section.parts]
    assert names == [PLAN_NAME, *(ANSWER_NAME + mark_of(prompt) for prompt in every)]
    assert [each.get("pid") for each in kept] == [str(n) for n in range(2, len(names) + 2)]


def test_links_runs_and_other_directions_are_real():
    text = RichText((
        Block(runs=(Run("strong", bold=True), Run("there", link="https://example.org/?a=1&b=2"),
                    Run("nowhere", link="javascript:alert(1)"))),
        Block(runs=(Run("שלום לכולם"),)),
    ))  # fmt: skip
    data = word_file(one(text), "en")
    body, parts = body_of(data), parts_of(data)
    rels = parts["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://example.org/?a=1&amp;b=2"' in rels
    assert "javascript" not in rels
    (turned,) = (p for p in body.iter(f"{W}p") if "שלום" in words_of(p))
    assert turned.find(f"{W}pPr/{W}bidi") is not None
    assert turned.find(f"{W}r/{W}rPr/{W}rtl") is not None


@pytest.mark.parametrize("language", ["en", "cy"])
def test_any_letters_anywhere_make_a_sound_file(language):
    odd = "a\x00b\x0b<&>\"'\ufffe\ud800\u2028 ŵŷ \U0001f600 " + "x" * 200_000
    rows = replace(samples.figures(), title=odd[:300], notes=(odd[:300],))
    made = one(from_plain(odd), care_group=odd[:90], lead=odd[:90], partners=(odd[:90],))
    part = replace(made.sections[0].parts[0], title=odd[:900], tables=(rows,))
    sections = (PlanSection(odd[:9], odd[:90], (part,)),)
    made = replace(made, title=odd[:400], sections=sections, house=House(odd, odd, odd, "none"))
    data = word_file(made, language)
    assert "x" * 200_000 in words_of(body_of(data))
    Document(io.BytesIO(data))


def test_the_same_paper_makes_the_same_file(data, language):
    assert word_file(paper(), language) == data


def test_a_plan_without_words_or_sections_is_a_file_too(language):
    for made in (PlanPaper(House(), ""), one(RichText()), one(RichText(), show_empty=False)):
        Document(io.BytesIO(word_file(made, language)))


def test_a_file_that_cannot_be_saved_is_said(tmp_path):
    with pytest.raises(UserError, match="could not be saved"):
        write_whole(tmp_path / "none" / "plan.docx", word_file(one(RichText()), "en"))
