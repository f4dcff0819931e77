import pytest

from commission_desk.content.labels import Label
from commission_desk.content.reading import open_content, parse


def entry(text: str):
    return parse("made.toml", text)


def test_a_label_speaks_both_languages():
    label = Label("Draft", "Drafft")
    assert (label.text("en"), label.text("cy")) == ("Draft", "Drafft")


def test_a_label_fills_its_places_in_either_order():
    label = Label("{a} of {b}", "{b}, {a}")
    assert label.filled("cy", a=1, b=2) == "2, 1"
    assert label.places == {"a", "b"}


def test_values_with_braces_are_filled_in_as_they_are():
    assert Label("About {title}", "Am {title}").filled("en", title="{x}") == "About {x}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", "made.toml is not valid TOML"),
        ("title = 'a'", "made.toml, the file: title must be given in English and Welsh"),
        ("title = { en = 'a' }", "title has no Welsh"),
        ("title = { cy = 'a' }", "title has no English"),
        ("title = { en = 'a', cy = ' ' }", "title must be texts in both languages"),
        ("title = { en = 'a {b}', cy = 'a' }", "title has different places to fill"),
        ("title = { en = 'a {', cy = 'a {' }", "title: "),
        ("title = { en = 'a {0}', cy = 'a {0}' }", "needs a plain name"),
    ],
)
def test_a_faulty_text_is_refused_with_its_file_and_field(text: str, message: str):
    with pytest.raises(ValueError, match=message):
        entry(text).label("title")


def test_lists_in_two_languages_are_paired_and_of_one_length():
    good = entry("covers = { en = ['a', 'b'], cy = ['c', 'd'] }")
    assert good.labels("covers") == (Label("a", "c"), Label("b", "d"))
    with pytest.raises(ValueError, match="covers has 2 texts in English and 1 in Welsh"):
        entry("covers = { en = ['a', 'b'], cy = ['c'] }").labels("covers")


@pytest.mark.parametrize("id_", ["Upper", "two words", "", "end-", ".dot"])
def test_an_id_is_small_letters_digits_hyphens_and_dots(id_: str):
    with pytest.raises(ValueError, match="id"):
        entry(f"id = '{id_}'").id()


@pytest.mark.parametrize("value", ["true", "-1", "1.5", "'1'"])
def test_a_whole_number_is_just_that(value: str):
    with pytest.raises(ValueError, match="n must be a whole number"):
        entry(f"n = {value}").whole("n")


@pytest.mark.parametrize("value", ["'2026-01-01'", "2026-01-01T10:00:00"])
def test_a_date_is_a_date_and_not_a_time_or_a_text(value: str):
    with pytest.raises(ValueError, match="d must be a date"):
        entry(f"d = {value}").date("d")


def test_a_flag_is_true_or_false():
    assert entry("f = true").flag("f")
    assert not entry("").flag("f")
    with pytest.raises(ValueError, match="f must be true or false"):
        entry("f = 1").flag("f")


def test_texts_are_a_list_of_texts():
    with pytest.raises(ValueError, match="t must be a list of texts"):
        entry("t = [1]").texts("t")


def test_tables_need_a_key_each_of_its_own():
    with pytest.raises(ValueError, match="has no item"):
        entry("").entries("item")
    with pytest.raises(ValueError, match="item number 2 has no id"):
        entry("item = [{ id = 'a' }, { x = 1 }]").entries("item")
    with pytest.raises(ValueError, match="item 'a' is there twice"):
        entry("item = [{ id = 'a' }, { id = 'a' }]").entries("item")


def test_a_misspelt_field_is_refused_rather_than_ignored():
    with pytest.raises(ValueError, match=r"made\.toml, the file: unknown field requird"):
        entry("requird = true").only("required")


def test_a_file_that_is_not_there_names_itself():
    with pytest.raises(FileNotFoundError, match=r"nowhere\.toml"):
        open_content("nowhere.toml")
