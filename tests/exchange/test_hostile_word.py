"""Word files that are none, that are another's, or that mean harm: one plain sentence each."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from word_files import DOCUMENT, PLAN, edited, file_of, paper_of, places_of, read

from commission_desk.documents.word.build import word_file
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.exchange.source import MEGABYTE, Limits
from commission_desk.exchange.word.parts import WORD
from commission_desk.exchange.word.reading import WordPlan, parse_word, read_word

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PAPER = paper_of(from_plain("Words"))
PLACES = places_of(PAPER)
MUTANTS = 150
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)
FILE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refusal(path: Path, limits: Limits = WORD) -> str:
    with pytest.raises(UserError) as caught:
        parse_word(path, limits, PLAN, PLACES)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"Not a Word file at all", "not a Word file"),
        (b"%PDF-1.7 and more", "not a Word file"),
        (b"PK\x03\x04 cut off", "damaged"),
        (OLE + "WordDocument".encode("utf-16-le"), "old format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + b"else", "not a Word file"),
    ],
)
def test_what_is_no_word_file_is_named(tmp_path, data, says):
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    assert says in refusal(path)


def test_a_zip_of_something_else_is_named(tmp_path):
    assert "not a Word file" in refusal(zipped(tmp_path / "a.docx", **{"readme.txt": b"x"}))
    sheet = {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}
    assert "not a Word file" in refusal(zipped(tmp_path / "b.docx", **sheet))
    other = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}
    assert "not a Word file" in refusal(zipped(tmp_path / "c.docx", **other))


def test_a_file_of_another_plan_or_of_none_is_named(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(word_file(PAPER, "en"))
    with pytest.raises(UserError, match="another plan"):
        parse_word(path, WORD, "cd" * 16, PLACES)
    from docx import Document

    letter = Document()
    letter.add_heading("A letter")
    letter.add_paragraph("Dear colleague")
    letter.save(path)
    assert "none of this plan’s parts" in refusal(path)


@pytest.mark.parametrize("xml", [BOMB, FILE + "<w/>", "<w:document", "<a>" * 200_000])
def test_entities_and_broken_xml_are_refused(tmp_path, xml):
    path = file_of(tmp_path, from_plain("Words"))
    assert "damaged" in refusal(edited(path, lambda _old: xml))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = file_of(tmp_path, from_plain("Words"))
    edited(path, lambda _old: " " * (40 * MEGABYTE))
    assert "more than can be read" in refusal(path)
    small = Limits(file_bytes=10)
    assert "more than can be read" in refusal(path, small)


def test_a_size_that_lies_is_not_believed(tmp_path, monkeypatch):
    from commission_desk.exchange.word import parts

    monkeypatch.setattr(parts, "MOST_XML", 1_000)
    assert "more than can be read" in refusal(file_of(tmp_path, from_plain("Words " * 500)))


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path):
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(UserError):
            read_word(path, PLAN, PLACES)


def test_deep_nesting_ends_in_a_sentence(tmp_path):
    path = file_of(tmp_path, from_plain("Words"))
    deep = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    edited(path, lambda xml: xml.replace("<w:body>", "<w:body>" + deep))
    assert "damaged" in refusal(path)


def test_broken_files_end_in_a_sentence_or_in_words(tmp_path):
    chance = random.Random(41)
    paper = paper_of(from_plain("Some words\nand more"), from_plain("Others"))
    whole = word_file(paper, "en")
    for _ in range(MUTANTS):
        path = tmp_path / "plan.docx"
        path.write_bytes(_mutated(whole, chance))
        assert _ends_well(path, paper)


def _ends_well(path: Path, paper) -> bool:
    """Whether a file is read, or refused in a sentence that names it; nothing else is raised."""
    try:
        return isinstance(read(path, paper), WordPlan)
    except UserError as problem:
        return path.name in str(problem)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes of the file, or of its words while the zip stays whole."""
    if chance.random() < 0.4:
        return _changed(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            odd = name in (DOCUMENT, "docProps/custom.xml") or chance.random() < 0.2
            new.writestr(name, _changed(held, chance) if odd else held)
    return out.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed))
        if chance.random() < 0.5:
            changed[at] = chance.randrange(256)
        else:
            del changed[at : at + chance.randint(1, 40)]
    return bytes(changed)
