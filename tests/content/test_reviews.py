"""The form of the yearly review, as the Welsh framework has it."""

from datetime import date

import pytest

from commission_desk.content.reading import open_content
from commission_desk.content.reviews import question_title, read_reviews, review_form


def test_the_form_has_what_the_framework_counts():
    form = review_form()
    assert len(form.purposes) == 5
    assert len(form.information) == 4
    sources = [question.source for question in form.questions]
    assert sum("fundamental question" in source for source in sources) == 2
    assert sum("of an effective review" in source for source in sources) == 4
    assert all(question.dated <= date(2026, 11, 22) for question in form.questions)


def test_every_source_of_information_is_drawn_on_and_every_topic_stands_beside_one_question():
    form = review_form()
    assert {topic.information.id for topic in form.topics} == {each.id for each in form.information}
    drawn = [topic.id for question in form.questions for topic in question.draws]
    assert sorted(drawn) == sorted(topic.id for topic in form.topics)


def test_the_ids_of_the_questions_stay():
    assert [question.id for question in review_form().questions] == [
        "environment", "services", "configuration", "impact", "priorities", "learning", "changes",
    ]  # fmt: skip


def test_a_question_that_is_not_known_is_called_by_its_id():
    assert question_title("impact", "cy").startswith("Pa wahaniaeth")
    assert question_title("of-a-newer-program", "en") == "of-a-newer-program"


def test_a_topic_that_is_not_there_or_is_drawn_twice_is_refused():
    entry = open_content("reviews.toml")
    questions = entry.fields["question"]
    for draws, fault in ((["nothing"], "there is no topic nothing"), (["needs"], "one question")):
        odd = [*questions[:-1], {**questions[-1], "draws": draws}]
        changed = type(entry)(entry.file, entry.name, {**entry.fields, "question": odd})
        with pytest.raises(ValueError, match=fault):
            read_reviews(changed)
