"""A plan out to Word and back by command."""

import io
import zipfile

import pytest
from docx import Document
from docx.text.run import Run


@pytest.fixture
def word(file, tmp_path, run):
    made = tmp_path / "plan.docx"
    code, out, err = run("print", file, "plan", "-o", made)
    assert (code, err) == (0, "")
    assert "written for Word" in out
    return made


def edit(path, before: str, after: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    path.write_bytes(out.getvalue())


def test_a_plan_is_written_for_word_in_one_language(file, tmp_path, run, word):
    assert Document(str(word)).core_properties.language == "en-GB"
    welsh = tmp_path / "cynllun.docx"
    assert run("print", file, "plan", "-o", welsh, "--language", "cy")[0] == 0
    assert Document(str(welsh)).core_properties.language == "cy-GB"
    for words in (("plan", "-o", welsh, "--language", "both"), ("agenda", "-o", welsh)):
        code, out, err = run("print", file, *words)
        assert (code, out) == (1, "")
        assert "one language" in err


@pytest.mark.parametrize("language", ["en", "cy"])
def test_an_unchanged_file_has_nothing_to_take_in(file, tmp_path, run, answer, language):
    word = tmp_path / "plan.docx"
    run("print", file, "plan", "-o", word, "--language", language)
    said = answer("take-in", file, word)
    assert said == {"dry_run": False, "taken": 0, "parts": [], "comments": [], "notes": []}


def test_text_edited_in_word_is_taken_in_and_undone(file, word, run, answer):
    edit(word, "an ordinary life", "a good life")
    would = answer("take-in", file, word, "--dry-run")
    (part,) = would["parts"]
    assert (would["dry_run"], part["state"], part["taken"]) == (True, "changed", True)
    assert "a good life" in part["word"]
    assert "an ordinary life" in part["desk"]
    assert answer("take-in", file, word, "--accept", "none")["taken"] == 0
    assert answer("take-in", file, word)["taken"] == 1
    assert answer("take-in", file, word)["parts"] == []
    code, out, _err = run("undo", file)
    assert code == 0
    assert "Take in text and comments from Word" in out
    assert "1 part differs, taken in: 1" in run("take-in", file, word)[1]


def test_a_file_that_is_none_is_one_sentence(file, tmp_path, run):
    other = tmp_path / "other.docx"
    other.write_bytes(b"x")
    code, out, err = run("take-in", file, other)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1


def test_a_review_copy_goes_out_for_word_and_its_comments_come_back(file, tmp_path, run, answer):
    word = tmp_path / "review.docx"
    code, _out, err = run("print", file, "review-copy", "-o", tmp_path / "review.pdf")
    assert code == 1
    assert "for Word" in err
    run("print", file, "review-copy", "-o", word)
    document = Document(str(word))
    (run_of,) = [
        each for each in document.element.body.iter("{*}r")
        if "an ordinary life" in "".join(each.itertext())
    ][:1]  # fmt: skip
    document.add_comment(Run(run_of, document), text="Whose words?", author="Reader")
    document.save(str(word))
    (said,) = answer("take-in", file, word)["comments"]
    assert (said["comment"]["text"], said["comment"]["who"]) == ("Whose words?", "Reader")
    assert answer("take-in", file, word)["comments"] == []
