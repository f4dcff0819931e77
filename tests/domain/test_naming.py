"""A person's name is found however it is written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.naming import ERASED, called_in, names, redact_rich
from commission_desk.domain.richtext import Block, RichText, Run, from_plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Siân Quillfeather agreed.", f"{ERASED} agreed."),
        ("SIAN QUILLFEATHER’s note", f"{ERASED}’s note"),
        ("Quillfeather, Siân (chair)", f"{ERASED} (chair)"),
        ("write to sian.quillfeather@example.org", f"write to {ERASED}@example.org"),
        ("Siân\nQuillfeather", ERASED),
        ("Sia\u0302n  Quillfeather", ERASED),
        ("Siân spoke to Mr Quillfeather", "Siân spoke to Mr Quillfeather"),
        ("Siâni Quillfeather", "Siâni Quillfeather"),
        ("Siân Quillfeathers", "Siân Quillfeathers"),
        ("", ""),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, left: str):
    assert names(["Siân Quillfeather"]).redact(text) == left


def test_a_number_is_its_digits():
    called = names(["01234 567890"])
    assert called.redact("Ring (01234) 567-890 or 01234567890.") == f"Ring ({ERASED} or {ERASED}."
    assert called.redact("Ring 01234 567891.") == "Ring 01234 567891."


def test_a_number_does_not_swallow_a_figure():
    assert names(["Ann Two"]).redact("In 2026 Ann Two had £1,200,000") == (
        f"In 2026 {ERASED} had £1,200,000"
    )


def test_what_a_person_is_reached_by_is_found_with_them():
    details = "1 High Street\nsian.q@example.org\n01234 567890, ext 4"
    assert called_in(details) == ["sian.q@example.org", "01234 567890"]


def test_a_name_goes_though_its_style_changes_half_way():
    text = RichText((
        Block(runs=(Run("Then Siân "), Run("Quill", bold=True), Run("feather left."))),
        Block(runs=(Run("write", link="mailto:sian.quillfeather@example.org"),)),
        Block("table", rows=(((Run("Siân Quillfeather"),), (Run("9"),)),)),
    ))  # fmt: skip
    found = redact_rich(names(["Siân Quillfeather"]), text)
    assert found.plain == f"Then {ERASED} left.\nwrite\n{ERASED}\t9"
    assert found.blocks[1].runs[0].link == ""
    other = from_plain("Nobody is named here.")
    assert redact_rich(names(["Siân Quillfeather"]), other) == other


@given(st.text(), st.text())
def test_nothing_around_a_name_is_lost(before: str, after: str):
    called = names(["Zebedee Quillfeather"])
    text = f"{before} – Zebedee Quillfeather – {after}"
    assert ERASED in called.redact(text)
    plain = f"{before} – {after}"
    if not called.spans(plain):
        assert called.redact(plain) == plain
        assert called.redact(text).replace(ERASED, "", 1).startswith(before[:1])
