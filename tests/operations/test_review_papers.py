"""What a printed review says of the desk, and what it never says: the names of people heard."""

from datetime import date

from versioned import approved, begun

from commission_desk.content.reviews import review_form
from commission_desk.operations.plan_reviews import (
    add_review_change,
    finish_review,
    open_version_after,
    set_review_reason,
    start_review,
)
from commission_desk.operations.review_papers import newest_reviews, review_paper
from commission_desk.operations.stakeholders import add_stakeholder, record_contact

ON = date(2027, 11, 22)
LATER = date(2029, 1, 1)


def test_a_review_is_printed_as_it_was_finished_and_names_nobody(desk, ask):
    record = begun(desk.do)
    approved(desk, record)
    person = desk.do(add_stakeholder, "Zebedee Quillfeather", kind="person")
    desk.do(record_contact, (person,), held_on=ON, plan_id=record, heard="Weekends matter.")
    found = desk.do(start_review, record, ON)
    draft = ask(review_paper, found, "cy", ON)
    assert (draft.draft, draft.version, draft.until) == (True, "Fersiwn 1", ON)
    assert draft.changes is None
    for question in review_form().questions:
        desk.do(set_review_reason, found, question.id, "Not this year")
    desk.do(add_review_change, found, "More night care", owner="Lead", due=LATER)
    desk.do(finish_review, found, ON)
    desk.do(open_version_after, found, ON)
    paper = ask(review_paper, found, "en", LATER)
    assert (paper.draft, paper.finished_on, paper.until) == (False, ON, ON)
    assert [line.title for line in paper.lines] == [q.title.en for q in review_form().questions]
    assert paper.changes.rows == (("More night care", "Lead", "1 Jan 2029"),)
    assert "22 November 2027" in paper.followed
    assert "Weekends matter." in repr(paper)
    assert "1 person" in repr(paper)
    assert "Quillfeather" not in repr(paper)


def test_the_newest_review_of_the_desk_is_printed_without_an_id(desk, ask):
    first, second = begun(desk.do), begun(desk.do)
    older = desk.do(start_review, first, ON)
    newer = desk.do(start_review, second, LATER)
    assert ask(newest_reviews) == (newer, older)
