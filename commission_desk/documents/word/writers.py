"""What can be written as a Word file: each paper by the name that pages and commands give it."""

from collections.abc import Callable
from typing import Any

from commission_desk.documents.word.build import word_file
from commission_desk.documents.word.form import form_file
from commission_desk.documents.word.plain import plain_file
from commission_desk.documents.word.review import review_word

WRITERS: dict[str, Callable[[Any, str], bytes]] = {
    "plan": word_file, "plan-review": word_file,
    "plan-plain": plain_file, "plan-outline": form_file, "review": review_word,
}  # fmt: skip
