"""A plan goes out to Word and comes back: every text as it was, and what was changed there."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import paper_of, read, said

from commission_desk.documents.word.build import word_file
from commission_desk.domain.richtext import Block, RichText, Run
from commission_desk.domain.word_marks import as_word_keeps, fingerprint, mark_of

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
