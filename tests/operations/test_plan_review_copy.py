"""A review copy takes the open comments along; what comes back is added once and never twice."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from versioned import OTHER, WRITTEN, begun

from commission_desk.domain.comments import Comment, comment_key, comment_keys
from commission_desk.domain.quotes import Quote
from commission_desk.domain.richtext import from_plain
from commission_desk.domain.word_marks import mark_of
from commission_desk.operations.plan_comments import (
    add_comment,
    comments,
    edit_comment,
    reply_to_comment,
    resolve_comment,
)
from commission_desk.operations.plan_review_copy import (
    comments_back,
    review_copy,
    take_in_comments,
    take_in_file,
)
from commission_desk.operations.plan_words_back import words_back
from commission_desk.operations.plans import plan
from commission_desk.operations.records import remove

TODAY = date(2026, 11, 22)
MARK = mark_of(WRITTEN)
NEW = Comment("All of them?", "Reader", datetime(2026, 11, 20, 9, 30), Quote("shared"))  # noqa: DTZ001


@pytest.fixture
def record(desk) -> str:
    return begun(desk.do)


def out(desk, record):
    """Return the comments of a review copy as a file has them, and their keys."""
    paper = desk.ask(review_copy, record, "en", TODAY)
    found = [("", each) for each in paper.comments]
    keys = dict(comment_keys("", paper.comments))
    for section in paper.sections:
        for part in section.parts:
            found += [(mark_of(part.prompt_id), each) for each in part.comments]
            keys |= dict(comment_keys(mark_of(part.prompt_id), part.comments))
    return found, keys


def back(desk, record, found, sent=None):
    return desk.ask(comments_back, record, found, sent or {}, "en")


def test_a_review_copy_has_the_open_comments_and_says_what_to_do(desk, record):
    first = desk.do(add_comment, record, WRITTEN, "Shared by whom?", Quote("shared"))
    desk.do(reply_to_comment, first, "By all.")
    desk.do(resolve_comment, desk.do(add_comment, record, OTHER, "Done with"))
    desk.do(add_comment, record, "", "On all of it")
    found, keys = out(desk, record)
    assert [comment.text for _mark, comment in found] == ["On all of it", "Shared by whom?"]
    assert len(keys) == 3
    assert desk.ask(review_copy, record, "cy", TODAY).review


def test_a_file_that_nobody_commented_in_has_nothing_new(desk, record):
    first = desk.do(add_comment, record, WRITTEN, "Shared by whom?", Quote("shared"))
    desk.do(reply_to_comment, first, "By all.")
    found, keys = out(desk, record)
    assert back(desk, record, found, keys) == ()
    desk.do(remove, "plan_comment", first)  # removed since: not brought back
    assert back(desk, record, found, keys) == ()


def test_new_comments_and_replies_are_taken_in_once_and_undone(desk, record):
    first = desk.do(add_comment, record, WRITTEN, "Shared by whom?", Quote("shared"))
    found, keys = out(desk, record)
    ((mark, sent),) = found
    reply = Comment("By the family.", "Reader")
    file = [(mark, Comment(sent.text, sent.who, sent.said, sent.quote, replies=(reply,))),
            (MARK, NEW)]  # fmt: skip
    new = back(desk, record, file, keys)
    assert [(each.there, each.new) for each in new] == [(first, (reply,)), ("", (NEW,))]
    assert desk.do(take_in_comments, record, new) == 2
    threads = desk.ask(comments, record)
    assert {(each.text, each.who) for each in threads} == {
        ("Shared by whom?", desk.who), ("All of them?", "Reader"),
    }  # fmt: skip
    taken = next(each for each in threads if each.text == NEW.text)
    assert (taken.on, taken.quote.words, taken.prompt_id) == (
        date(2026, 11, 20), "shared", WRITTEN,
    )  # fmt: skip
    assert back(desk, record, file, keys) == ()
    desk.reverse("undo")
    assert len(desk.ask(comments, record)) == 1
    assert len(back(desk, record, file, keys)) == 2  # it can be taken in again
    desk.do(take_in_comments, record, back(desk, record, file, keys))
    assert len(desk.ask(comments, record)) == 2


def test_what_was_resolved_in_word_can_be_resolved_here(desk, record):
    desk.do(add_comment, record, WRITTEN, "Shared by whom?")
    ((mark, sent),), keys = out(desk, record)
    done = Comment(sent.text, sent.who, sent.said, resolved=True)
    new = back(desk, record, [(mark, done)], keys)
    assert new[0].resolves
    assert desk.do(take_in_comments, record, new) == 1
    assert not desk.ask(comments, record)[0].open
    desk.reverse("undo")
    assert desk.ask(comments, record)[0].open


def test_text_and_comments_are_one_step(desk, record):
    texts = {MARK: from_plain("Caring is shared by all.")}
    words = desk.ask(words_back, record, texts, {}, "en")
    said = back(desk, record, [(MARK, NEW)])
    assert desk.do(take_in_file, record, words, said) == (1, 1)
    assert desk.ask(plan, record).answer(WRITTEN).text == texts[MARK]
    desk.reverse("undo")
    assert desk.ask(plan, record).answer(WRITTEN).text == from_plain("Caring is shared.")
    assert desk.ask(comments, record) == ()


def test_two_laptops_take_in_one_file_and_have_one_comment(desk, record):
    new = back(desk, record, [(MARK, NEW)])
    desk.do(take_in_comments, record, new)
    (one,) = desk.ask(comments, record)
    desk.reverse("undo")
    desk.do(take_in_comments, record, new)
    assert desk.ask(comments, record)[0].id == one.id


def test_a_comment_on_a_part_not_in_this_plan_is_on_the_whole_plan(desk, record):
    new = back(desk, record, [("0123456789abcdef", NEW)])
    assert (new[0].prompt_id, new[0].title) == ("", "The whole plan")
    welsh = desk.ask(comments_back, record, [("", NEW)], {}, "cy")
    assert welsh[0].title != "The whole plan"


def said_at(minute: int, text: str, who: str = "Reader", **more) -> Comment:
    return Comment(text, who, datetime(2026, 11, 21, 10, minute), **more)  # noqa: DTZ001


def test_the_same_words_said_twice_are_two_comments(desk, record):
    file = [(MARK, said_at(1, "Source?", quote=Quote("Caring"))),
            (MARK, said_at(2, "Source?", quote=Quote("shared")))]  # fmt: skip
    new = back(desk, record, file)
    assert desk.do(take_in_comments, record, new) == 2
    assert back(desk, record, file) == ()


def test_the_same_reply_under_two_comments_is_two_replies(desk, record):
    for words in ("One", "Two"):
        desk.do(add_comment, record, WRITTEN, words)
    found, keys = out(desk, record)
    first, second = (
        replace(comment, replies=(said_at(minute, "Agreed"),))
        for minute, (_mark, comment) in enumerate(found)
    )
    desk.do(take_in_comments, record, back(desk, record, [(MARK, first)], keys))
    new = back(desk, record, [(MARK, first), (MARK, second)], keys)
    assert [each.new for each in new] == [second.replies]


def test_a_reply_reaches_a_comment_that_was_reworded_here(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "41%?")
    ((mark, sent),), keys = out(desk, record)
    desk.do(edit_comment, made, "14%?")
    reply = said_at(1, "Fourteen.")
    new = back(desk, record, [(mark, replace(sent, replies=(reply,), resolved=True))], keys)
    assert [(each.there, each.new, each.resolves) for each in new] == [(made, (reply,), True)]


def test_a_reply_to_a_comment_that_was_removed_here_is_a_comment(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "41%?", Quote("shared"))
    ((mark, sent),), keys = out(desk, record)
    desk.do(remove, "plan_comment", made)
    file = [(mark, replace(sent, replies=(said_at(1, "Fourteen."),)))]
    (new,) = back(desk, record, file, keys)
    assert (new.comment.text, new.comment.quote.words, new.there) == ("Fourteen.", "shared", "")
    desk.do(take_in_comments, record, (new,))
    assert back(desk, record, file, keys) == ()


def test_comments_on_what_is_not_printed_go_with_the_whole_plan_and_come_back_as_nothing(
    desk, record
):
    desk.do(add_comment, record, "wales-2010.scoping.people", "All ages?")
    desk.do(add_comment, record, "of.a.part.no.more", "Gone?")
    found, keys = out(desk, record)
    assert [(mark, "All ages?" in each.text or "Gone?" in each.text) for mark, each in found] == [
        ("", True), ("", True),
    ]  # fmt: skip
    assert back(desk, record, found, keys) == ()


def test_comments_on_a_part_that_the_plan_has_no_more_are_known_by_their_part(desk, record):
    desk.do(add_comment, record, "of.a.part.no.more", "Gone?")
    (one,) = desk.ask(comments, record)
    told = Comment(one.text, one.who, datetime.combine(one.on, one.at).replace(microsecond=0))
    mark = mark_of("of.a.part.no.more")
    assert back(desk, record, [(mark, told)], {comment_key(mark, told): one.id}) == ()
    (new,) = back(desk, record, [(mark, NEW)])
    assert new.prompt_id == "of.a.part.no.more"


def test_a_reply_opens_a_comment_again_that_was_resolved_here_meanwhile(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "41%?")
    ((mark, sent),), keys = out(desk, record)
    desk.do(resolve_comment, made)
    new = back(desk, record, [(mark, replace(sent, replies=(said_at(1, "No."),)))], keys)
    desk.do(take_in_comments, record, new)
    (one,) = desk.ask(comments, record)
    assert one.open
    assert [each.text for each in one.replies] == ["No."]
