"""The Welsh catalogue: complete, fresh, and saying what the English says."""

import ast
import gettext
import io
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from commission_desk import i18n
from commission_desk.paths import resource

ROOT = Path(__file__).parents[1]
CODE = ROOT / "commission_desk"
HELP = ROOT / "resources" / "help"
QT_NUMBER = re.compile(r"%(?:\d|\(\w+\)s)")  # Qt's %1 and argparse's %(default)s
FORMS = ("none", "one", "two", "three", "six", "other")
IN_WORDS = {"none", "one", "two", "three", "six"}  # forms that may say their number in words
CONTRACTIONS = re.compile(r"'")


@pytest.fixture(scope="module")
def words() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging"))
        import words

        yield words


@pytest.fixture(scope="module")
def welsh() -> Catalog:
    with (resource("locale") / "cy" / "LC_MESSAGES" / "commission_desk.po").open("rb") as file:
        return read_po(file, locale="cy")


def messages(catalogue: Catalog) -> list[Message]:
    found = [message for message in catalogue if message.id]
    assert found
    return found


def english(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def cymraeg(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def fields(text: str) -> list[str]:
    """Return a text's placeholders in order of name: braces, and Qt's and argparse's own."""
    parts = string.Formatter().parse(text)
    named = [f"{name}:{spec}" for _text, name, spec, _how in parts if name is not None]
    return sorted(named + QT_NUMBER.findall(text))


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield every English text beside every Welsh form of it."""
    for message in messages(catalogue):
        for form in cymraeg(message):
            yield english(message)[-1], form


def test_the_template_says_what_the_code_says_now(words: ModuleType):
    with words.TEMPLATE.open("rb") as file:
        kept = {message.id for message in messages(read_po(file))}
    assert kept == {message.id for message in messages(words.gather())}


def test_the_catalogue_has_the_messages_of_the_code_and_no_others(
    words: ModuleType, welsh: Catalog
):
    kept = {message.id for message in messages(welsh)}
    assert kept == {message.id for message in messages(words.gather())}


def test_every_message_has_welsh_and_none_is_a_guess(welsh: Catalog):
    without = [message.id for message in messages(welsh) if not all(cymraeg(message))]
    fuzzy = [message.id for message in welsh if message.fuzzy]
    assert (without, fuzzy, welsh.fuzzy) == ([], [], False)


def test_the_compiled_catalogue_is_the_written_one(words: ModuleType, welsh: Catalog):
    fresh = io.BytesIO()
    write_mo(fresh, words.welsh(words.gather()))
    compiled = words.WELSH.with_suffix(".mo").read_bytes()
    assert compiled == fresh.getvalue()
    said = gettext.GNUTranslations(io.BytesIO(compiled))
    for message in messages(welsh):
        if isinstance(message.id, str):
            assert said.gettext(message.id) == message.string


def test_a_counted_message_has_a_form_for_each_welsh_plural(words: ModuleType, welsh: Catalog):
    counted = [message for message in messages(welsh) if len(english(message)) > 1]
    assert counted
    assert {len(cymraeg(message)) for message in counted} == {len(FORMS)}
    said = gettext.GNUTranslations(io.BytesIO(words.WELSH.with_suffix(".mo").read_bytes()))
    for message in counted:
        spoken = [said.ngettext(*english(message), count) for count in (0, 1, 2, 3, 6, 4)]
        assert tuple(spoken) == cymraeg(message)


def test_placeholders_are_the_same_in_every_form(welsh: Catalog):
    odd = []
    for message in messages(welsh):
        want = fields(english(message)[-1])
        wordy = [name for name in want if name != "count:"]
        forms = cymraeg(message)
        for name, form in zip(FORMS, forms, strict=True) if len(forms) > 1 else [("", forms[0])]:
            found = fields(form)
            if found != want and not (name in IN_WORDS and found == wordy):
                odd.append((message.id, form))
    assert odd == []


def test_spaces_at_the_ends_and_new_lines_agree(welsh: Catalog):
    odd = [
        (text, form)
        for text, form in pairs(welsh)
        if edges(text) != edges(form)
        or text.count("\n") != form.count("\n")
        or "  " in form.strip()
    ]  # fmt: skip
    assert odd == []


def edges(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def test_a_message_ends_with_the_same_mark_in_both_languages(welsh: Catalog):
    marks = {*".?!…:;,"}
    odd = [
        (text, form) for text, form in pairs(welsh) if {text[-1:]} & marks != {form[-1:]} & marks
    ]
    assert odd == []


def test_quotation_marks_are_typographic_and_in_pairs(welsh: Catalog):
    odd = [
        form
        for _text, form in pairs(welsh)
        if CONTRACTIONS.search(form) or '"' in form or form.count("“") != form.count("”")
    ]
    assert odd == []


def test_keys_and_figures_are_the_same_in_both_languages(welsh: Catalog):
    keys = re.compile(r"(?:Ctrl|Alt|Shift)\+?[^\s,.)]*|\b\d[\d:.,]*\b")
    odd = [
        (text, form)
        for text, form in pairs(welsh)
        if sorted(keys.findall(text)) != sorted(keys.findall(form))
    ]
    assert odd == []


def test_long_messages_are_translated_and_not_copied(welsh: Catalog):
    named = re.compile(r"\{[^}]*\}|Commission Desk")
    copied = [
        text
        for text, form in pairs(welsh)
        if text == form and len(re.findall(r"[A-Za-z]{3,}", named.sub("", text))) > 1
    ]
    assert copied == []


def test_every_marked_text_can_be_gathered():
    """A message made on the spot, such as an f-string, would never be found in the catalogue."""
    odd = []
    for file in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_"):
                made = (ast.JoinedStr, ast.BinOp, ast.IfExp, ast.BoolOp)
                odd += [f"{file.name}:{node.lineno}" for arg in node.args if isinstance(arg, made)]
    assert odd == []


def test_messages_inside_other_texts_are_gathered(words: ModuleType):
    source = 'title = f"<b>{_(\'Draft\')}</b>" + ngettext("{n} a", "{n} b", count) + N_("c" "d")'
    assert sorted(words.calls(source), key=str) == [("{n} a", "{n} b"), "Draft", "cd"]


@pytest.fixture
def in_welsh() -> Iterator[None]:
    i18n.use("cy")
    yield
    i18n.use("en")


def translated(qapp, context: str, source: str) -> str:
    from commission_desk.ui.translator import CatalogueTranslator

    made = CatalogueTranslator()
    assert qapp.installTranslator(made)
    try:
        return qapp.translate(context, source)
    finally:
        qapp.removeTranslator(made)


@pytest.mark.parametrize(
    ("source", "welsh"),
    [("OK", "Iawn"), ("Cancel", "Canslo"), ("Close", "Cau"), ("Save", "Cadw"), ("&Yes", "Ie"),
     ("&No", "Na"), ("Discard", "Gwaredu"), ("Help", "Cymorth")],
)  # fmt: skip
def test_qts_buttons_are_welsh(qapp, in_welsh: None, source: str, welsh: str):
    assert translated(qapp, "QPlatformTheme", source) == welsh


def test_qts_buttons_are_english_in_english(qapp):
    assert translated(qapp, "QPlatformTheme", "Cancel") == "Cancel"


def test_the_buttons_of_a_question_are_welsh(qtbot, qapp, in_welsh: None):
    from PySide6.QtWidgets import QDialogButtonBox

    from commission_desk.ui.translator import CatalogueTranslator

    made = CatalogueTranslator()
    qapp.installTranslator(made)
    try:
        kind = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kind.Ok | kind.Cancel | kind.Discard)
        qtbot.addWidget(box)
        said = {button.text().replace("&", "") for button in box.buttons()}
    finally:
        qapp.removeTranslator(made)
    assert said == {"Iawn", "Canslo", "Gwaredu"}


def test_keys_keep_the_names_that_are_on_the_keyboard(qapp, in_welsh: None):
    assert translated(qapp, "QShortcut", "Delete") == "Delete"
    assert translated(qapp, "QLineEdit", "Delete") == "Dileu"


def test_qt_asks_for_nothing_in_its_text_menus_that_is_not_welsh(qtbot, qapp, in_welsh: None):
    from PySide6.QtWidgets import QLineEdit, QTextEdit

    from commission_desk.ui.translator import CatalogueTranslator

    made = CatalogueTranslator()
    qapp.installTranslator(made)
    try:
        said = set()
        for box in (QLineEdit(), QTextEdit()):
            qtbot.addWidget(box)
            menu = box.createStandardContextMenu()
            said |= {action.text().split("\t")[0].replace("&", "") for action in menu.actions()}
            menu.deleteLater()
    finally:
        qapp.removeTranslator(made)
    assert said - {""} == {"Dadwneud", "Ailwneud", "Torri", "Copïo", "Gludo", "Dileu",
                           "Dewis y Cyfan"}  # fmt: skip


def help_pages(language: str) -> dict[str, str]:
    return {page.name: page.read_text(encoding="utf-8") for page in (HELP / language).glob("*.md")}


def shape(page: str) -> list[str]:
    """Return how a page is built: its headings' levels, its paragraphs and its points."""
    kinds = [re.match(r"#+ |- |", line) for line in page.splitlines() if line.strip()]
    return [kind[0] for kind in kinds if kind]


def test_every_help_page_has_its_welsh_built_the_same_way():
    there, here = help_pages("en"), help_pages("cy")
    assert there
    assert set(there) == set(here)
    assert {name: shape(page) for name, page in there.items()} == {
        name: shape(page) for name, page in here.items()
    }


def test_help_pages_name_the_same_keys_in_both_languages():
    keys = re.compile(r"\*\*((?:Ctrl|Alt)\+\w+|[A-Z])\*\*")
    for name, page in help_pages("en").items():
        assert keys.findall(page) == keys.findall(help_pages("cy")[name])
