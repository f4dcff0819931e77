"""Two languages: what is chosen, counted, dated and told apart."""

import threading
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from babel import dates

from commission_desk import i18n

DAY = date(2026, 11, 24)
YEAR = [date(2028, 1, 1) + timedelta(days=day) for day in range(366)]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def test_a_message_follows_the_language_that_was_chosen():
    assert i18n._("Settings") == "Settings"
    i18n.use("cy")
    assert i18n._("Settings") == "Gosodiadau"
    i18n.use("en")
    assert i18n._("Settings") == "Settings"


def test_a_document_has_a_language_of_its_own():
    i18n.use("cy")
    assert i18n.translator("en")("Minutes") == "Minutes"
    assert i18n.translator("cy")("Minutes") == "Cofnodion"
    assert i18n.full_date(DAY, "en") == "24 November 2026"


def test_an_unknown_language_is_english_everywhere():
    i18n.use("fr")
    assert i18n.language() == "en"
    assert i18n._("Settings") == "Settings"
    assert i18n.translator("fr")("Settings") == "Settings"
    assert i18n.plural_translator("fr")("{count} member", "{count} members", 1) == "{count} member"
    assert i18n.long_date(DAY, "fr") == "Tuesday 24 November 2026"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_stays_nothing_and_the_catalogues_head_never_shows(language: str):
    i18n.use(language)
    assert i18n._("") == ""
    assert i18n.translator(language)("") == ""


def test_words_without_welsh_stand_as_they_are():
    i18n.use("cy")
    assert i18n._("Canolfan y Bont, 24 Nov") == "Canolfan y Bont, 24 Nov"


def test_a_mark_for_later_changes_nothing():
    i18n.use("cy")
    assert i18n.N_("Settings") == "Settings"


def test_threads_speak_the_chosen_language():
    said = []
    i18n.use("cy")
    thread = threading.Thread(target=lambda: said.append(i18n._("Settings")))
    thread.start()
    thread.join()
    assert said == ["Gosodiadau"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0: 0 cytundeb"), (1, "1: 1 cytundeb"), (2, "2: 2 gytundeb"), (3, "3: 3 chytundeb"),
        (4, "4: 4 cytundeb"), (5, "5: 5 cytundeb"), (6, "6: 6 chytundeb"), (7, "7: 7 cytundeb"),
        (11, "11: 11 cytundeb"), (12, "12: 12 cytundeb"), (228, "228: 228 cytundeb"),
    ],
)  # fmt: skip
def test_welsh_mutates_what_it_counts(count: int, words: str):
    said = i18n.plural_translator("cy")(
        "{grade}: {count} agreement", "{grade}: {count} agreements", count
    )
    assert said.format(grade=count, count=count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "gohiriwyd unwaith"), (2, "gohiriwyd ddwywaith"), (3, "gohiriwyd deirgwaith"),
     (4, "gohiriwyd 4 gwaith"), (6, "gohiriwyd chwe gwaith")],
)  # fmt: skip
def test_welsh_counts_times_in_words_of_their_own(count: int, words: str):
    i18n.use("cy")
    said = i18n.ngettext("put off once", "put off {count} times", count)
    assert said.format(count=count) == words


def test_english_counts_as_english_does():
    said = [i18n.ngettext("{count} member", "{count} members", count) for count in (0, 1, 2, 6)]
    assert said == ["{count} members", "{count} member", "{count} members", "{count} members"]


@pytest.mark.parametrize(
    ("language", "long", "full", "short", "month"),
    [
        ("en", "Tuesday 24 November 2026", "24 November 2026", "24 Nov 2026", "Nov"),
        ("cy", "Dydd Mawrth 24 Tachwedd 2026", "24 Tachwedd 2026", "24 Tach 2026", "Tach"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(
    language: str, long: str, full: str, short: str, month: str
):
    i18n.use(language)
    assert i18n.long_date(DAY) == i18n.long_date(DAY, language) == long
    assert i18n.full_date(DAY) == i18n.full_date(DAY, language) == full
    assert i18n.short_date(DAY) == i18n.short_date(DAY, language) == short
    assert i18n.month_name(DAY) == i18n.month_name(DAY, language) == month


def test_every_month_is_read_back_as_it_was_written():
    from commission_desk.domain.dates import typed_date

    days = [date(2026, month, 3) for month in range(1, 13)]
    for language in i18n.LANGUAGES:
        for write in (i18n.short_date, i18n.full_date, i18n.long_date):
            assert [typed_date(write(day, language)) for day in days] == days


def test_the_time_of_day_is_the_same_in_both():
    i18n.use("cy")
    assert i18n.clock(time(9, 5)) == "09:05"


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("cy", "cy")])
@pytest.mark.parametrize(
    ("write", "pattern"),
    [
        (i18n.long_date, "EEEE d MMMM y"),
        (i18n.full_date, "d MMMM y"),
        (i18n.short_date, "d MMM y"),
        (i18n.month_name, "MMM"),
    ],
)
def test_every_day_is_written_as_babel_writes_it(write, pattern, language, locale) -> None:
    ours = [write(day, language) for day in YEAR]
    assert ours == [dates.format_date(day, pattern, locale=locale) for day in YEAR]
