"""What holds for every text of the content."""

import re
import tomllib
from pathlib import Path

import pytest

from commission_desk.content.labels import Label
from commission_desk.paths import resource

Texts = list[tuple[str, str, Label]]
ROOT = Path(__file__).parents[2]
BESIDE = [folder / "shared" / "sources" for folder in ROOT.parents]
SOURCES = next((folder for folder in BESIDE if folder.is_dir()), None)
RUN = 12
WORD = re.compile(r"[a-z0-9]+")


def test_every_text_is_there_in_both_languages(texts: Texts):
    assert len(texts) > 900
    missing = [f"{file}: {where}" for file, where, label in texts if not (label.en and label.cy)]
    assert missing == []


def test_no_text_has_stray_spaces_or_typewriter_quotes(texts: Texts):
    odd = [
        f"{file}: {where}"
        for file, where, label in texts
        for words in (label.en, label.cy)
        if words != words.strip() or "  " in words or "'" in words or '"' in words
    ]
    assert odd == []


def test_long_texts_are_translated_and_not_copied(texts: Texts):
    copied = [
        f"{file}: {where}"
        for file, where, label in texts
        if label.en == label.cy and len(label.en.split()) > 1 and not label.places
    ]
    assert copied == []


def test_a_text_ends_as_a_sentence_in_both_languages_or_in_neither(texts: Texts):
    odd = [
        f"{file}: {where}"
        for file, where, label in texts
        if (label.en[-1] in ".?!") != (label.cy[-1] in ".?!")
    ]
    assert odd == []


def test_figures_agree_between_the_languages(texts: Texts):
    digits = re.compile(r"\d+")
    odd = [
        f"{file}: {where}"
        for file, where, label in texts
        if sorted(digits.findall(label.en)) != sorted(digits.findall(label.cy))
    ]
    assert odd == []


def test_every_icon_comes_with_the_program():
    names = set()
    for file in resource("content").rglob("*.toml"):
        names |= set(re.findall(r'\bicon = "([^"]+)"', file.read_text(encoding="utf-8")))
    assert names
    assert [name for name in names if not (resource("icons") / f"{name}.svg").is_file()] == []


@pytest.mark.skipif(SOURCES is None, reason="the source documents are not beside this checkout")
def test_no_sentence_is_copied_from_the_source_documents(texts: Texts):
    assert SOURCES
    known = set()
    for source in SOURCES.glob("*.txt"):
        known |= runs(source.read_text(encoding="utf-8"))
    assert known
    copied = [f"{file}: {where}" for file, where, label in texts if runs(label.en) & known]
    assert copied == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def test_welsh_words_we_are_unsure_of_are_listed_with_every_place_they_stand(texts: Texts):
    listed = tomllib.loads((resource("content") / "welsh-to-check.toml").read_text("utf-8"))
    for term in listed["term"]:
        forms = re.compile("|".join(rf"\b{re.escape(f)}\b" for f in term["forms"]), re.IGNORECASE)
        found = {f"{file}: {where}" for file, where, label in texts if forms.search(label.cy)}
        assert sorted(found) == term["places"], term["cy"]
        assert found, term["cy"]
