"""A plan goes out to Word and comes back: every text as it was, and what was changed there."""

import re
from dataclasses import replace

import document_samples
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import (
    PLAN,
    edited,
    file_of,
    paper_of,
    places_of,
    read,
    said,
    without_bookmarks,
    without_controls,
)

from commission_desk.documents.word.build import word_file
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.domain.word_marks import as_word_keeps, fingerprint, mark_of
from commission_desk.exchange.word.reading import read_word

RUNS = st.lists(
    st.builds(
        Run, st.text(), st.booleans(), st.booleans(),
        st.sampled_from(["", "https://x.y/?a=1&b=<2>", "mailto:a@b.org", "javascript:x"]),
    ), max_size=4,
).map(tuple)  # fmt: skip
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from(["paragraph", "heading", "quote"]), RUNS),
    st.builds(Block, st.sampled_from(["bullet", "number"]), RUNS, st.integers(0, 8)),
    st.builds(
        lambda rows: Block("table", rows=rows),
        st.lists(st.lists(RUNS, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
)
TEXTS = st.lists(BLOCKS, max_size=6).map(tuple).map(RichText)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, TEXTS)
def test_any_text_comes_back_as_word_keeps_it(tmp_path_factory, one, other):
    path = tmp_path_factory.mktemp("word") / "plan.docx"
    paper = paper_of(one, other)
    path.write_bytes(word_file(paper, "en"))
    back = read(path, paper)
    assert [said(back, paper, place) for place in (0, 1)] == [
        as_word_keeps(one), as_word_keeps(other),
    ]  # fmt: skip
    assert back.exported == {
        mark_of(part.prompt_id): fingerprint(part.text) for part in paper.sections[0].parts
    }


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_what_word_keeps_it_keeps_for_good(text):
    kept = as_word_keeps(text)
    assert as_word_keeps(kept) == kept
    assert fingerprint(kept) == fingerprint(text)


def one_part(tmp_path, text: RichText = RichText((Block(runs=(Run("As it was."),)),))):
    return file_of(tmp_path, text, from_plain("The next part.")), paper_of(text, RichText())


BEFORE = "As it was.</w:t></w:r></w:p>"
TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">Kept </w:t></w:r>'
    '<w:ins w:id="90" w:author="A"><w:r><w:t>and added</w:t></w:r></w:ins>'
    '<w:del w:id="91" w:author="A"><w:r><w:delText>but gone</w:delText></w:r></w:del>'
    '<w:moveFrom w:id="92"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>'
    '<w:moveTo w:id="93"><w:r><w:t xml:space="preserve"> and moved here</w:t></w:r></w:moveTo>'
    "</w:p>"
)
JOINED = (
    '<w:p><w:pPr><w:rPr><w:del w:id="94" w:author="A"/></w:rPr></w:pPr>'
    "<w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>"
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> HYPERLINK "https://example.org/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>led</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
BOX = (
    "<w:p><w:r><w:t>Beside</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t>"
    "</w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:drawing/></w:r></w:p>"
)
GRID = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Across</w:t></w:r>'
    "</w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r>"
    "</w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r>"
    "<w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    ("added", "lines"),
    [
        (TRACKED, ["Kept and added and moved here"]),
        (JOINED, ["Onetwo"]),
        (FIELD, ["led"]),
        (BOX, ["Beside", "In a box"]),
        (GRID, ["Across\t\na\nb\t"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>", []),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>done</w:t></w:r></w:p>',
         ["✓done"]),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>', []),
    ],
)  # fmt: skip
def test_what_people_do_in_word_is_read_as_it_is_meant(tmp_path, added, lines):
    path, paper = one_part(tmp_path)
    edited(path, lambda xml: xml.replace(BEFORE, BEFORE + added, 1))
    back = read(path, paper)
    assert [block.text for block in said(back, paper, 0).blocks] == ["As it was.", *lines]
    assert said(back, paper, 1).plain == "The next part."


def test_a_links_field_and_a_span_keep_what_they_say(tmp_path):
    path, paper = one_part(tmp_path)
    edited(path, lambda xml: xml.replace(BEFORE, BEFORE + FIELD + GRID, 1))
    _first, led, grid = said(read(path, paper), paper, 0).blocks
    assert led.runs == (Run("led", link="https://example.org/"),)
    assert [len(row) for row in grid.rows] == [2, 2]


def test_what_is_left_out_is_said(tmp_path):
    path, paper = one_part(tmp_path)
    edited(path, lambda xml: xml.replace(BEFORE, BEFORE + BOX, 1))
    assert read(path, paper).notes == (
        "The words of 1 text box stand below the paragraph it was in.", "1 picture was left out.",
    )  # fmt: skip


def test_footnotes_stand_in_brackets_and_comments_are_counted(tmp_path):
    path, paper = one_part(tmp_path)
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    note = f'<w:footnotes {main}><w:footnote w:id="2"><w:p><w:r><w:t>See appendix</w:t></w:r></w:p></w:footnote></w:footnotes>'  # noqa: E501
    comment = f'<w:comments {main}><w:comment w:id="0"><w:p/></w:comment></w:comments>'
    edited(path, lambda xml: xml.replace(
        "As it was.</w:t></w:r>",
        'As it was.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>', 1,
    ))  # fmt: skip
    edited(
        path,
        lambda rels: rels.replace(
            "</Relationships>",
            f'<Relationship Id="n1" Type="{kind}footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="n2" Type="{kind}comments" Target="comments.xml"/></Relationships>',
        ),
        "word/_rels/document.xml.rels",
        **{"word/footnotes.xml": note, "word/comments.xml": comment},
    )
    back = read(path, paper)
    assert said(back, paper, 0).plain == "As it was. [See appendix]"
    assert back.notes == ("The words of 1 footnote stand in brackets where it was.",)


@pytest.mark.parametrize(
    "lose",
    [without_controls, without_bookmarks, lambda xml: without_bookmarks(without_controls(xml))],
    ids=["no controls", "no bookmarks", "neither"],
)
def test_answers_are_found_when_a_program_drops_their_marks(tmp_path, lose):
    path = tmp_path / "plan.docx"
    paper = document_samples.plan()
    paper = replace(paper, plan_id=PLAN, sections=tuple(
        replace(section, parts=tuple(
            replace(part, prompt_id=f"p.{part.number}") for part in section.parts
        )) for section in paper.sections
    ))  # fmt: skip
    path.write_bytes(word_file(paper, "cy"))
    whole = read(path, paper).texts
    parts = [part for section in paper.sections for part in section.parts]
    for part in parts:
        if not part.not_applicable:
            assert whole[mark_of(part.prompt_id)] == as_word_keeps(part.text)
    assert read(edited(path, lose), paper).texts == whole
    for part in ("word/document.xml", "word/styles.xml"):  # as LibreOffice writes ids of styles
        edited(path, lambda xml: re.sub(r'"Desk([A-Z])(\w+)"', _in_small_letters, xml), part)
    assert read(path, paper).texts == whole


def _in_small_letters(found: re.Match[str]) -> str:
    return f'"Desk{found[1].lower()}{found[2].lower()}"'


def test_words_written_below_a_part_that_does_not_apply_are_read(tmp_path):
    path = tmp_path / "plan.docx"
    paper = paper_of(from_plain("As it was."), from_plain("What it said before"))
    first, absent = paper.sections[0].parts
    absent = replace(absent, not_applicable=True, reason="Nobody needs it")
    paper = replace(paper, sections=(replace(paper.sections[0], parts=(first, absent)),))
    path.write_bytes(word_file(paper, "en"))
    back = read(path, paper)
    assert said(back, paper, 1).is_empty  # the reason is the desk's own words
    assert back.exported[mark_of(absent.prompt_id)] == fingerprint(RichText())
    loose = "<w:p><w:r><w:t>But they do</w:t></w:r></w:p><w:sectPr"
    edited(path, lambda xml: loose.join(xml.rsplit("<w:sectPr", 1)))
    assert said(read(path, paper), paper, 1).plain == "But they do"


def test_words_written_after_an_answer_and_below_its_heading_are_its_own(tmp_path):
    path, paper = one_part(tmp_path)
    loose = "<w:p><w:r><w:t>Written after</w:t></w:r></w:p>"
    edited(path, lambda xml: xml.replace("</w:sdtContent></w:sdt>",
                                         "</w:sdtContent></w:sdt>" + loose, 2))  # fmt: skip
    assert said(read(path, paper), paper, 0).plain == "As it was.\nWritten after"


def test_an_answer_that_was_not_written_is_empty_and_one_begun_in_its_place_is_not(tmp_path):
    path, paper = file_of(tmp_path, RichText()), paper_of(RichText())
    assert said(read(path, paper), paper, 0) == RichText()
    edited(path, lambda xml: xml.replace("Not yet written", "Begun at last")
           .replace("<w:showingPlcHdr/>", ""))  # fmt: skip
    assert said(read(path, paper), paper, 0).plain == "Begun at last"


def test_a_part_deleted_with_its_heading_comes_back_empty(tmp_path):
    path, paper = one_part(tmp_path)
    edited(path, lambda xml: re.sub(r"<w:sdt>(?:(?!<w:sdt>).)*As it was\..*?</w:sdt>", "", xml))
    edited(path, lambda xml: re.sub(r"<w:p>(?:(?!<w:p>).)*desk_part_.*?</w:p>", "", xml, count=1))
    assert said(read(path, paper), paper, 0) == RichText()


def test_a_file_saved_the_strict_way_is_read(tmp_path):
    path, paper = one_part(tmp_path)
    for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        edited(path, lambda xml: xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main"), part)  # fmt: skip
    assert said(read(path, paper), paper, 0).plain == "As it was."


def test_a_file_is_read_in_a_process_of_its_own(tmp_path):
    path, paper = one_part(tmp_path)
    back = read_word(path, PLAN, places_of(paper))
    assert back == read(path, paper)


def test_reading_can_be_cancelled(tmp_path):
    path, paper = one_part(tmp_path)
    many = BEFORE + "<w:p><w:r><w:t>One of very many</w:t></w:r></w:p>" * 100_000
    edited(path, lambda xml: xml.replace(BEFORE, many, 1))
    with pytest.raises(UserError, match="cancelled"):
        read_word(path, PLAN, places_of(paper), cancelled=lambda: True)
