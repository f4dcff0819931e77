"""Comments go out in a Word file around their words, and come back with what others said."""

import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import edited, paper_of, read, said

from commission_desk.documents.word.build import word_file
from commission_desk.domain.comments import Comment, comment_key
from commission_desk.domain.quotes import Quote, quote_of
from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.domain.word_marks import as_word_keeps, mark_of

SAID = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - local to whoever said it
TEXT = RichText((
    Block(runs=(Run("Young "), Run("carers wait", bold=True), Run(" too long."))),
    Block("bullet", (Run("Parents wait too long", link="https://example.org"),)),
    Block("table", rows=(((Run("Year"),), (Run("Wait"),)), ((Run("2026"),), (Run("11 weeks"),)))),
))  # fmt: skip
FULL = TEXT.plain


def about(words: str, text: str = "Gross or net?", **more) -> Comment:
    at = FULL.index(words)
    more.setdefault("id", "an id")
    return Comment(text, "Finance partner", SAID, quote_of(FULL, at, at + len(words)), **more)


def sent(tmp_path, *comments: Comment, on_plan: tuple[Comment, ...] = (), text=TEXT):
    paper = paper_of(text, comments=on_plan, review="Send it back.")
    section = paper.sections[0]
    part = replace(section.parts[0], comments=comments)
    paper = replace(paper, sections=(replace(section, parts=(part,)),))
    path = tmp_path / "plan.docx"
    path.write_bytes(word_file(paper, "en"))
    return path, paper


@pytest.mark.parametrize(
    "words",
    ["carers wait", "wait too", "wait too long.\nParents", "Parents wait", "11 weeks", "Young"],
)
def test_a_comment_comes_back_on_its_words(tmp_path, words):
    comment = about(words)
    path, paper = sent(tmp_path, comment)
    back = read(path, paper)
    ((mark, found),) = back.comments
    assert mark == mark_of(paper.sections[0].parts[0].prompt_id)
    assert found.quote.words.split() == words.split()
    assert (found.text, found.who, found.said) == (comment.text, comment.who, SAID)
    assert back.sent == {comment_key(mark, comment): "an id"}
    assert said(back, paper, 0) == as_word_keeps(TEXT)


def test_threads_and_what_was_resolved_come_back(tmp_path):
    replies = (Comment("Gross.", "Commissioning officer", SAID), Comment("Thanks.", "Chair"))
    path, paper = sent(tmp_path, about("too long", replies=replies), about("2026", resolved=True))
    first, second = (comment for _mark, comment in read(path, paper).comments)
    assert [(reply.text, reply.who) for reply in first.replies] == [
        ("Gross.", "Commissioning officer"), ("Thanks.", "Chair"),
    ]  # fmt: skip
    assert (first.resolved, second.resolved) == (False, True)


def test_a_comment_without_words_is_on_its_heading_and_one_on_the_plan_on_its_title(tmp_path):
    path, paper = sent(
        tmp_path, Comment("On the part", "Chair"), on_plan=(Comment("On all of it", "Chair"),)
    )
    found = {comment.text: (mark, comment.quote) for mark, comment in read(path, paper).comments}
    mark = mark_of(paper.sections[0].parts[0].prompt_id)
    assert found == {"On the part": (mark, Quote()), "On all of it": ("", Quote())}


def test_words_that_are_gone_put_the_comment_on_the_part(tmp_path):
    path, paper = sent(tmp_path, Comment("Where?", "Chair", quote=Quote("nowhere", "x ", " y")))
    ((_mark, found),) = read(path, paper).comments
    assert not found.quote


def test_another_reader_finds_the_comments(tmp_path):
    path, _paper = sent(tmp_path, about("carers wait", "Line one\nline <two> & three"))
    document = Document(str(path))
    (comment,) = document.comments
    assert (comment.author, comment.initials) == ("Finance partner", "FP")
    assert comment.text == "Line one\nline <two> & three"
    assert comment.timestamp.replace(tzinfo=None) == SAID
    with zipfile.ZipFile(path) as parts:
        assert "word/commentsExtended.xml" in parts.namelist()
        xml = parts.read("word/document.xml").decode()
    between = xml[xml.index("commentRangeStart") : xml.index("commentRangeEnd")]
    assert "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", between)) == "carers wait"


def test_comments_of_another_writer_are_read(tmp_path):
    path, paper = sent(tmp_path)
    document = Document(str(path))
    runs = [
        run for p in document.element.body.iter("{*}p")
        for run in p.iter("{*}r") if "carers" in "".join(run.itertext())
    ]  # fmt: skip
    from docx.text.run import Run as WordRun

    document.add_comment(WordRun(runs[0], document), text="All of them?", author="Reader")
    document.save(str(path))
    back = read(path, paper)
    ((mark, found),) = back.comments
    assert (found.text, found.who, found.quote.words) == ("All of them?", "Reader", "carers wait")
    assert found.quote.before == "Young "
    assert mark
    assert back.sent == {}
    assert said(back, paper, 0) == as_word_keeps(TEXT)


def test_a_comment_on_words_that_were_deleted_is_on_the_part(tmp_path):
    path, paper = sent(tmp_path, about("carers wait"))
    edited(path, lambda xml: re.sub(r"(<w:r><w:rPr><w:b/>.*?</w:r>)", r"<w:del>\1</w:del>", xml))
    ((mark, found),) = read(path, paper).comments
    assert mark
    assert found.quote == Quote()


def test_a_file_without_its_second_part_has_replies_as_comments(tmp_path):
    path, paper = sent(tmp_path, about("too long", replies=(Comment("Gross.", "Chair"),)))
    edited(path, lambda xml: re.sub(r"<Relationship [^>]*commentsExtended[^>]*/>", "", xml),
           "word/_rels/document.xml.rels")  # fmt: skip
    texts = [comment.text for _mark, comment in read(path, paper).comments]
    assert texts == ["Gross or net?", "Gross."]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_words_of_any_text_may_be_commented_on(tmp_path_factory, text, comment, one, other):
    whole = from_plain(text)
    low, high = sorted((one, other))
    quoted = Comment(comment, "Chair", quote=quote_of(whole.plain, low, high))
    path, paper = sent(tmp_path_factory.mktemp("w"), quoted, text=whole)
    back = read(path, paper)
    assert said(back, paper, 0) == as_word_keeps(whole)
    assert len(back.comments) <= 1
