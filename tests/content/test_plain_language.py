"""The sentences of the plain summary are there for whatever a plan says, and are short."""

import re

from commission_desk.content.choices import choices
from commission_desk.content.plain_language import plain, plain_sentences

LONGEST = 20  # words of a sentence in plain English


def test_every_kind_of_intention_has_a_heading_and_a_lead():
    for kind in (*(each.id for each in choices("intention-kind")), "other"):
        assert plain(f"kind-{kind}")
        assert plain(f"kind-{kind}-lead")


def test_sentences_are_short():
    for sentence in plain_sentences():
        for words in re.split(r"(?<=[.!?]) ", sentence.text.en):
            assert len(words.split()) <= LONGEST, words
