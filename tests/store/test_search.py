"""The index finds what the desk says now, whatever is typed, and can be thrown away."""

import random
from pathlib import Path

import pytest
from desks import add, edit
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from commission_desk.domain.richtext import from_plain, to_json
from commission_desk.store.desk import Desk
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import Action, Agreement, Answer, Plan


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "search.sqlite")


def found(desk: Desk, index: SearchIndex, words: str) -> list[str]:
    desk.ask(index.refresh)
    return [hit.title for hit in index.find(words)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Tŷ Hafan", "ty"),
        ("Tŷ Hafan", "TŶ"),
        ("Tŷ Hafan", "ty\u0302 hafan"),
        ("Llŷn", "Lly\u0302n"),
        ("Gofal wŷr", "wyr"),
        ("Ty\u0302 Gobaith", "tŷ"),
        ("Home care, South", "hom sou"),
        ("O'Neil's review", "o'neil"),
        ("C-0042 lot", "C-0042"),
        ("Say “when” and c:x", '"when" c:x'),
        ("Nearly NOT there", "NOT"),
        ("Care AND support", "AND"),
    ],
)
def test_words_are_found_as_people_type_them(desk, index, title: str, words: str):
    desk.do(add, title, "Something else")
    assert found(desk, index, words) == [title]


def test_a_word_may_be_unfinished_but_must_be_there(desk, index):
    desk.do(add, "Respite for carers")
    assert found(desk, index, "resp") == ["Respite for carers"]
    assert found(desk, index, "spite") == []
    assert found(desk, index, "respite housing") == []


@settings(max_examples=150, deadline=None, database=None)
@given(words=st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error(words: str, tmp_path_factory: pytest.TempPathFactory):
    index = SearchIndex(tmp_path_factory.getbasetemp() / "typed.sqlite")
    index.find(words)
    index.find(words * 200)


def test_changes_removal_undo_and_redo_are_followed(desk: Desk, index: SearchIndex):
    (record,) = desk.do(add, "Daffodil")
    assert found(desk, index, "daffodil") == ["Daffodil"]
    desk.do(edit, record, title="Crocus")
    assert found(desk, index, "daffodil") == []
    assert found(desk, index, "crocus") == ["Crocus"]
    desk.undo()
    assert found(desk, index, "daffodil") == ["Daffodil"]
    desk.do(edit, record, deleted=True)
    assert found(desk, index, "daffodil") == []
    desk.undo()
    assert found(desk, index, "daffodil") == ["Daffodil"]


def test_a_title_counts_for_more_than_a_mention(desk: Desk, index: SearchIndex):
    def make(session: Session) -> None:
        session.add(Agreement(title="Other", description="respite " * 3))
        session.add(Agreement(title="Respite breaks"))

    desk.do(make)
    assert found(desk, index, "respite") == ["Respite breaks", "Other"]


def test_what_an_answer_says_is_found_without_its_markup(desk: Desk, index: SearchIndex):
    def make(session: Session) -> None:
        plan = Plan(title="Young adults")
        text = to_json(from_plain("Transition at eighteen"))
        session.add_all([plan, Answer(plan_id=plan.id, prompt_id="x", text=text)])

    desk.do(make)
    assert found(desk, index, "eighteen") == ["Transition at eighteen"]
    assert found(desk, index, "paragraph") == []


@pytest.mark.parametrize("content", [None, b"", b"rubbish" * 2000])
def test_an_index_that_is_gone_or_damaged_is_made_anew(desk, index, content):
    desk.do(add, "Daffodil")
    assert found(desk, index, "daffodil") == ["Daffodil"]
    if content is None:
        index.path.unlink()
    else:
        index.path.write_bytes(content)
    assert found(desk, index, "daffodil") == ["Daffodil"]


def test_damage_inside_the_index_is_noticed_when_it_is_used(desk: Desk, index: SearchIndex):
    desk.do(add, *[f"Daffodil {n}" for n in range(400)])
    desk.ask(index.refresh)
    data = bytearray(index.path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    index.path.write_bytes(bytes(data))
    index.find("daffodil")
    assert len(found(desk, index, "daffodil")) == 20


def test_another_desk_under_the_same_id_is_indexed_from_its_start(
    desk: Desk, index: SearchIndex, tmp_path: Path
):
    from desks import new_desk

    desk.do(add, "Daffodil")
    desk.ask(index.refresh)
    other = new_desk(tmp_path / "other")
    other.do(add, "Crocus")
    assert found(other, index, "daffodil") == []
    assert found(other, index, "crocus") == ["Crocus"]
    other.do(add, "Tulip")
    assert found(desk, index, "crocus tulip") == []
    assert found(desk, index, "daffodil") == ["Daffodil"]
    other.close()


def test_two_windows_bringing_the_index_up_to_date_find_everything_once(
    desk: Desk, index: SearchIndex
):
    import threading

    problems: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                desk.do(add, f"Daffodil {name}{number}")
                desk.ask(SearchIndex(index.path).refresh)
        except BaseException as problem:  # noqa: BLE001 - told to the test below
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    hits = [hit.title for hit in SearchIndex(index.path).find("daffodil", limit=100)]
    assert len(hits) == len(set(hits)) == 20


def test_the_index_agrees_with_a_scan_over_random_words(desk: Desk, index: SearchIndex):
    chance = random.Random(3)
    words = ["alpha", "beta", "gamma", "delta", "tŷ", "llŷn"]
    made = desk.do(add, *[" ".join(chance.sample(words, 3)) for _ in range(60)])
    for record in chance.sample(made, 20):
        desk.do(edit, record, title=" ".join(chance.sample(words, 2)))
    for record in chance.sample(made, 10):
        desk.do(edit, record, deleted=True)
    desk.ask(index.refresh)

    def standing(session: Session) -> list[tuple[str, str]]:
        return [(a.id, a.title) for a in session.query(Action).filter_by(deleted=False)]

    for word in words:
        expected = {record for record, title in desk.ask(standing) if word in title.split()}
        assert {hit.record for hit in index.find(word, limit=100)} == expected
