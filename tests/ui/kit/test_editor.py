"""Writing: styles and structure by key, paste, and when the text is saved."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from ui import looks

from commission_desk.domain.richtext import Block, RichText, Run, from_json, from_plain, to_json
from commission_desk.ui.kit.editor import RichEdit, RichEditor
from commission_desk.ui.kit.layout import page
from commission_desk.ui.kit.paste import reduce_html
from commission_desk.ui.kit.theme import theme

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier


@pytest.fixture
def editor(show):
    made = RichEditor("Notes of the item")
    show(page(made))
    made.edit.setFocus()
    return made


def press(editor, key, modifiers=Mod.NoModifier):
    QTest.keyClick(editor.edit, key, modifiers)


def test_bold_and_italic_by_key(editor):
    press(editor, Key.Key_B, CTRL)
    QTest.keyClicks(editor.edit, "agreed")
    press(editor, Key.Key_B, CTRL)
    press(editor, Key.Key_I, CTRL)
    QTest.keyClicks(editor.edit, "now")
    assert editor.text() == RichText(
        (Block(runs=(Run("agreed", bold=True), Run("now", italic=True))),)
    )


@pytest.mark.parametrize(
    ("key", "kind"),
    [("7", "number"), ("8", "bullet"), ("9", "quote"), ("H", "heading")],
)
def test_a_kind_of_block_by_key_and_back_again(editor, key, kind):
    QTest.keyClicks(editor.edit, "words")
    press(editor, Key(ord(key)), CTRL | SHIFT)
    assert editor.text().blocks == (Block(kind, (Run("words"),)),)
    assert editor.kinds[kind].isChecked()
    press(editor, Key(ord(key)), CTRL | SHIFT)
    assert editor.text().blocks == (Block(runs=(Run("words"),)),)


def test_list_items_move_in_and_out(editor):
    QTest.keyClicks(editor.edit, "one")
    press(editor, Key.Key_8, CTRL | SHIFT)
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor.edit, "two")
    press(editor, Key.Key_BracketRight, CTRL)
    assert [b.level for b in editor.text().blocks] == [0, 1]
    press(editor, Key.Key_BracketLeft, CTRL)
    assert [b.level for b in editor.text().blocks] == [0, 0]


def test_enter_on_an_empty_item_ends_the_list(editor):
    QTest.keyClicks(editor.edit, "one")
    press(editor, Key.Key_8, CTRL | SHIFT)
    press(editor, Key.Key_Return)
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor.edit, "after")
    assert [b.kind for b in editor.text().blocks] == ["bullet", "paragraph"]


def test_a_paragraph_follows_a_sub_heading(editor):
    press(editor, Key.Key_H, CTRL | SHIFT)
    QTest.keyClicks(editor.edit, "Title")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor.edit, "body")
    assert editor.text().blocks == (
        Block("heading", (Run("Title"),)),
        Block(runs=(Run("body"),)),
    )


def test_a_table_is_filled_by_tab_and_left_by_shift_tab(editor):
    press(editor, Key.Key_T, CTRL | SHIFT)
    for word in ("Area", "2025", "2026"):
        QTest.keyClicks(editor.edit, word)
        press(editor, Key.Key_Tab)
    table = editor.text().blocks[0]
    assert table.kind == "table"
    assert table.text.splitlines()[0] == "Area\t2025\t2026"


def test_a_link_is_typed_by_key_and_shown_again(editor):
    editor.set_text(from_plain("the return"))
    press(editor, Key.Key_A, CTRL)
    press(editor, Key.Key_L, CTRL)
    assert editor.link.box.hasFocus()
    QTest.keyClicks(editor.link.box, "example.org")
    QTest.keyClick(editor.link.box, Key.Key_Return)
    assert editor.text().blocks[0].runs == (Run("the return", link="https://example.org"),)
    editor.edit.moveCursor(QTextCursor.MoveOperation.End)
    press(editor, Key.Key_L, CTRL)
    assert editor.link.box.text() == "https://example.org"


def test_undo_brings_back_what_was_there(editor):
    text = from_plain("first\nsecond")
    editor.set_text(text)
    press(editor, Key.Key_A, CTRL)
    press(editor, Key.Key_8, CTRL | SHIFT)
    assert editor.text() != text
    press(editor, Key.Key_Z, CTRL)
    assert editor.text() == text


def test_it_saves_a_second_after_the_last_key(editor, qtbot):
    with qtbot.waitSignal(editor.saved_needed, timeout=3000) as saved:
        QTest.keyClicks(editor.edit, "kept")
    assert saved.args[0].plain == "kept"


def test_it_saves_at_once_on_leaving_and_only_if_changed(editor, qtbot):
    QTest.keyClicks(editor.edit, "kept")
    with qtbot.waitSignal(editor.saved_needed, timeout=100):
        editor.edit.clearFocus()
    with qtbot.assertNotEmitted(editor.saved_needed):
        editor.flush()


def test_showing_a_text_is_not_an_edit(editor, qtbot):
    with qtbot.assertNotEmitted(editor.saved_needed, wait=1200):
        editor.set_text(from_plain("from the desk"))


def test_the_box_is_as_tall_as_its_text(editor, qtbot):
    short = editor.edit.height()
    editor.set_text(from_plain("\n".join(["a line"] * 40)))
    qtbot.waitUntil(lambda: editor.edit.height() > short * 3)
    assert editor.edit.verticalScrollBar().maximum() == 0


def test_its_controls_have_names(editor):
    assert looks.unnamed(editor) == []


def html(source: str) -> QMimeData:
    data = QMimeData()
    data.setHtml(source)
    data.setText("plain form")
    return data


def test_paste_keeps_structure_and_drops_the_rest(editor):
    editor.edit.insertFromMimeData(
        html(
            "<style>p{color:red}</style><h2>Need</h2><p style='color:red'>Up <b>12%</b>"
            "<img src='file:///etc/passwd'></p><ul><li>one<ul><li>inner</li></ul></li></ul>"
            "<table><tr><td>a</td><td>b</td></tr></table><p><a href='javascript:x()'>run</a> "
            "<a href='https://example.org'>see</a></p>"
        )
    )
    assert editor.text().blocks == (
        Block("heading", (Run("Need"),)),
        Block(runs=(Run("Up "), Run("12%", bold=True))),
        Block("bullet", (Run("one"),)),
        Block("bullet", (Run("inner"),), 1),
        Block("table", rows=(((Run("a"),), (Run("b"),)),)),
        Block(runs=(Run("run "), Run("see", link="https://example.org"))),
    )


def test_a_pasted_phrase_joins_the_line(editor):
    editor.set_text(from_plain("start  end"))
    cursor = editor.edit.textCursor()
    cursor.setPosition(6)
    editor.edit.setTextCursor(cursor)
    editor.edit.insertFromMimeData(html("<span style='font-weight:700'>middle</span>"))
    assert editor.text().blocks[0].runs == (Run("start "), Run("middle", bold=True), Run(" end"))


def test_blocks_pasted_into_a_line_leave_its_end_readable(editor):
    editor.set_text(from_plain("before after"))
    cursor = editor.edit.textCursor()
    cursor.setPosition(7)
    editor.edit.setTextCursor(cursor)
    editor.edit.insertFromMimeData(html("<p>one</p><ul><li>two</li></ul>"))
    plain = editor.text().plain
    assert [plain.find(w) >= 0 for w in ("before", "one", "two", "after")] == [True] * 4


def test_plain_paste_takes_words_alone(editor):
    QGuiApplication.clipboard().setMimeData(html("<b>bold</b>"))
    press(editor, Key.Key_V, CTRL | SHIFT)
    assert editor.text() == from_plain("plain form")


def test_a_text_never_reads_a_file(editor):
    assert editor.edit.loadResource(2, "file:///etc/passwd") is None


tags = st.sampled_from(
    ["p", "div", "b", "ul", "ol", "li", "table", "tr", "td", "blockquote", "h3", "a", "span", "pre"]
)
word = st.text("abcdefgh", min_size=1, max_size=6)
piece = st.one_of(
    word.map(lambda w: f" {w} "), tags.map(lambda t: f"<{t}>"), tags.map(lambda t: f"</{t}>"),
    st.just("<br>"),
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(piece, max_size=14))
def test_no_word_is_lost_however_broken_the_html(pieces):
    expected = [p.strip() for p in pieces if not p.startswith("<")]
    found = reduce_html("".join(pieces)).plain.split()
    assert sorted(found) == sorted(expected)


def item(words: str, mark: str, level: int, tag: str = "p") -> str:
    """An item of a list as Word for Windows copies it."""
    return (
        f"<{tag} class=MsoListParagraphCxSpMiddle style='text-indent:-18pt;mso-list:l0 "
        f"level{level} lfo1'><![if !supportLists]><span style='font-family:Symbol'>"
        f"<span style='mso-list:Ignore'>{mark}<span style='font:7pt \"Times New Roman\"'>"
        f"&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></{tag}>"
    )


def test_lists_from_word_are_lists_and_their_marks_are_no_words():
    source = "".join((
        item("Scope", "·", 1), item("All <b>money</b>", "o", 2), "<p class=MsoNormal>And</p>",
        item("First", "1.", 1), item("Within", "(a)", 2), item("Deeper", "iv)", 3),
        item("Numbered", "1.2", 1, "h2"), "<p>o. is a letter</p>",
    ))  # fmt: skip
    found = reduce_html(source)
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        ("bullet", 0, "Scope"), ("bullet", 1, "All money"), ("paragraph", 0, "And"),
        ("number", 0, "First"), ("number", 1, "Within"), ("number", 2, "Deeper"),
        ("heading", 0, "Numbered"), ("paragraph", 0, "o. is a letter"),
    ]  # fmt: skip
    assert found.blocks[1].runs == (Run("All "), Run("money", bold=True))


def test_items_of_word_in_a_cell_keep_their_marks_as_words():
    cell = item("Apps", "·", 1) + item("Telecare", "2.", 1)
    (table,) = reduce_html(f"<table><tr><td>{cell}</td><td>How</td></tr></table>").blocks
    assert ["".join(run.text for run in one) for one in table.rows[0]] == [
        "• Apps\n2. Telecare", "How",
    ]  # fmt: skip


def test_no_word_is_lost_where_a_mark_of_word_never_ends():
    found = reduce_html("<p><span style='mso-list:Ignore'>1.<p>Everything that was written</p>")
    assert "Everything that was written" in found.plain


COMMANDS = {
    "words": lambda edit: edit.insertPlainText("words"),
    "enter": lambda edit: QTest.keyClick(edit, Key.Key_Return),
    "soft": lambda edit: QTest.keyClick(edit, Key.Key_Return, SHIFT),
    "back": lambda edit: QTest.keyClick(edit, Key.Key_Backspace),
    "delete": lambda edit: QTest.keyClick(edit, Key.Key_Delete),
    "up": lambda edit: QTest.keyClick(edit, Key.Key_Up),
    "down": lambda edit: QTest.keyClick(edit, Key.Key_Down),
    "home": lambda edit: QTest.keyClick(edit, Key.Key_Home, CTRL),
    "end": lambda edit: QTest.keyClick(edit, Key.Key_End, CTRL),
    "select": lambda edit: QTest.keyClick(edit, Key.Key_Up, SHIFT),
    "bold": lambda edit: edit.structure.bold(),
    "heading": lambda edit: edit.structure.switch("heading"),
    "bullet": lambda edit: edit.structure.switch("bullet"),
    "number": lambda edit: edit.structure.switch("number"),
    "quote": lambda edit: edit.structure.switch("quote"),
    "in": lambda edit: edit.structure.shift(1),
    "out": lambda edit: edit.structure.shift(-1),
    "table": lambda edit: edit.structure.table(),
    "tab": lambda edit: edit.structure.tab(back=False),
    "paste": lambda edit: edit.insertFromMimeData(
        html("<p>one</p><ul><li>two</li></ul><table><tr><td>a<td>b</table>")
    ),
    "undo": lambda edit: edit.undo(),
}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted(COMMANDS)), max_size=14))
def test_whatever_is_done_the_text_can_be_kept_and_shown_again(qapp, names):
    edit, again = RichEdit("Notes"), RichEdit("Again")
    for name in names:
        COMMANDS[name](edit)
    text = edit.text()
    assert from_json(to_json(text)) == text
    again.set_text(text)
    assert again.text() == text


def test_what_is_copied_here_comes_back_with_its_structure(editor):
    blocks = (
        Block("heading", (Run("Need"),)),
        Block(runs=(Run("Up "), Run("12%", bold=True), Run(" see", link="https://example.org"))),
        Block("bullet", (Run("one"),)),
        Block("bullet", (Run("inner"),), 1),
        Block("number", (Run("first"),)),
    )
    editor.set_text(RichText(blocks))
    press(editor, Key.Key_A, CTRL)
    press(editor, Key.Key_C, CTRL)
    press(editor, Key.Key_Delete)
    press(editor, Key.Key_V, CTRL)
    assert editor.text().blocks == blocks


def test_a_change_of_colours_is_no_edit(editor, qtbot):
    editor.set_text(from_plain("Around 740 children have a plan."))
    edits: list[bool] = []
    editor.edited.connect(lambda *_: edits.append(True))
    theme.apply("dark")
    qtbot.wait(50)
    assert not edits
    press(editor, Key.Key_X)
    assert edits
