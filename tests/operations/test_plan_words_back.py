"""Text edited in Word: what differs, what is taken in, and that one undo takes it back."""

import pytest

from commission_desk.content.outlines import outline
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.domain.word_marks import fingerprint, mark_of
from commission_desk.operations.answer_history import answer_texts
from commission_desk.operations.plan_words_back import take_in_words, word_places, words_back
from commission_desk.operations.plans import new_plan, plan, set_not_applicable, write_answer

PROMPTS = outline("wales-2010").prompts
IDS = tuple(prompt.id for prompt in PROMPTS[:5])
WAS, NEW, OTHER = from_plain("As it was."), from_plain("Edited in Word."), from_plain("The desk’s.")


@pytest.fixture
def record(desk) -> str:
    made = desk.do(new_plan, "Carers")
    for prompt in IDS:
        desk.do(write_answer, made, prompt, WAS)
    return made


@pytest.fixture
def exported() -> dict[str, str]:
    return {mark_of(prompt): fingerprint(WAS) for prompt in IDS}


def back(desk, record, exported, *said: RichText):
    texts = {mark_of(prompt): text for prompt, text in zip(IDS, said, strict=False)}
    return desk.ask(words_back, record, texts, exported, "en")


def test_only_what_was_changed_in_word_is_listed_and_wanted(desk, record, exported):
    desk.do(write_answer, record, IDS[2], OTHER)  # only the desk went on
    found = back(desk, record, exported, NEW, WAS, WAS)
    assert [(each.prompt_id, each.state, each.wanted) for each in found] == [
        (IDS[0], "changed", True)
    ]
    (one,) = found
    assert (one.ours, one.theirs) == (WAS, NEW)
    assert (one.number, one.title) == (PROMPTS[0].number, PROMPTS[0].title.en)


def test_what_is_not_plain_is_listed_and_not_wanted(desk, record, exported):
    desk.do(write_answer, record, IDS[0], OTHER)
    desk.do(set_not_applicable, record, IDS[2], "Nobody needs it")
    del exported[mark_of(IDS[3])]
    found = back(desk, record, exported, NEW, RichText(), NEW, NEW, NEW)
    assert [(each.state, each.wanted) for each in found] == [
        ("both", False), ("emptied", False), ("not-applicable", False), ("unknown", False),
        ("changed", True),
    ]  # fmt: skip


def test_the_same_change_on_both_sides_is_no_difference(desk, record, exported):
    desk.do(write_answer, record, IDS[0], NEW)
    assert back(desk, record, exported, NEW) == ()


def test_what_word_cannot_keep_is_no_difference(desk, record, exported):
    desk.do(write_answer, record, IDS[0], RichText((
        Block(runs=(Run("As it "), Run("was."))), Block(),
    )))  # fmt: skip
    assert back(desk, record, exported, WAS) == ()


def test_taking_in_is_one_step_that_the_history_keeps(desk, do, record, exported):
    found = back(desk, record, exported, NEW, RichText())
    assert do(take_in_words, record, found) == 2
    whole = desk.ask(plan, record)
    assert whole.answer(IDS[0]).text == NEW
    assert whole.answer(IDS[1]).status == "not-started"
    kept = [each.text for each in desk.ask(answer_texts, record, IDS[0])]
    assert kept[0] == NEW
    assert WAS in kept, "what was there can be gone back to, however soon after"
    assert desk.undo() == "Take in text from Word"
    assert desk.ask(plan, record).answer(IDS[0]).text == WAS
    assert desk.ask(plan, record).answer(IDS[1]).text == WAS


def test_a_part_changed_meanwhile_is_refused_and_nothing_is_taken(desk, record, exported):
    found = back(desk, record, exported, NEW, NEW)
    desk.do(write_answer, record, IDS[1], OTHER)
    with pytest.raises(UserError, match="changed meanwhile"):
        desk.do(take_in_words, record, found)
    assert desk.ask(plan, record).answer(IDS[0]).text == WAS


def test_places_are_the_headings_in_both_languages(desk, record):
    places = desk.ask(word_places, record)
    assert [place.mark for place in places if place.mark] == [mark_of(p.id) for p in PROMPTS]
    assert places[0].mark == ""
    assert places[1].titles == (PROMPTS[0].title.en, PROMPTS[0].title.cy)
