"""Everything that can be found has a name in the find box and a page that it leads to."""

from datetime import date

from ui.plan_desk import FIRST, make_plan

from commission_desk.content.duties import duties
from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.places import row_place
from commission_desk.operations import finding
from commission_desk.operations.agreement_reviews import (
    edit_agreement_review,
    start_agreement_review,
)
from commission_desk.operations.agreement_tables import add_table_row
from commission_desk.operations.agreements import add_agreement, grade, rate_risk
from commission_desk.operations.history import QUIET
from commission_desk.operations.monthly_run import begin_run, edit_line
from commission_desk.operations.plan_comments import add_comment
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_tables import add_entry
from commission_desk.operations.run_lines import run_lines
from commission_desk.operations.titles import home_of
from commission_desk.store.search import SEARCHED
from commission_desk.store.tables import RECORDS
from commission_desk.ui import finder, places
from commission_desk.ui.pages.contracts_agreement import PARTS
from commission_desk.ui.pages.history import EVERYTHING

TODAY = date.today()  # noqa: DTZ011 - the person's own day
INTENTIONS = plan_table("intention").prompts[0]


def test_every_kind_that_is_searched_has_a_name_and_a_page():
    assert set(SEARCHED) <= set(finder.KINDS)
    for kind in SEARCHED:
        _field, home = finding.HOMES.get(kind, ("", kind))
        assert home in places.HOMES, kind


def test_the_history_is_read_again_for_every_kind_it_shows():
    assert set(RECORDS) - set(QUIET) == EVERYTHING


def test_a_comment_and_a_duty_are_found_and_opened(window, desk):
    plan = make_plan(desk)
    desk.do(add_comment, plan, FIRST, "Zanzibar figure?")
    intention = desk.do(add_entry, plan, "intention", INTENTIONS, "Close the day centre")
    duty_id = duties().duties[0].id
    desk.do(edit_duty, intention, duty_id, "note", "Timbuktu report")
    search = finder._search(window)
    (comment,) = search("zanzibar")
    assert (comment.name, comment.where) == ("Zanzibar figure?", "Comment")
    comment.run()
    assert window.pages["plans"].where() == (plan, FIRST)
    (duty,) = search("timbuktu")
    assert (duty.name, duty.where) == ("Timbuktu report", "Duty before stopping")
    duty.run()
    assert window.pages["plans"].where() == (plan, INTENTIONS)
    (hit,) = desk.ask(finding.search, window.workspace.index, "timbuktu")
    assert desk.ask(home_of, hit.kind, hit.record) == (
        "plan",
        plan,
        row_place(INTENTIONS, "intention", intention),
    )


def test_words_about_an_agreement_are_found_and_open_it(window, desk):
    home = desk.do(
        add_agreement, "Short breaks", starts=date(2024, 4, 1), ends=date(2099, 3, 31),
        manager="Aberdaron lead",
    )  # fmt: skip
    desk.do(rate_risk, home, "amber", "Bethesda building closes")
    desk.do(grade, home, 5, "Corwen visits were late", TODAY)
    review = desk.do(start_agreement_review, home, TODAY)
    desk.do(edit_agreement_review, review, actual="Dolgellau costs rose")
    payment = desk.do(add_table_row, home, "payment", {"note": "Edern invoice"})
    run = desk.do(begin_run, TODAY.replace(day=1), TODAY)
    (line,) = desk.ask(run_lines, run)
    desk.do(edit_line, line.id, reason="Ffestiniog return is missing")
    parts = {
        "aberdaron": "", "bethesda": "", "corwen": "", "dolgellau": f"reviews {review}",
        "edern": f"money {payment}", "ffestiniog": f"performance {line.id}",
    }  # fmt: skip
    for word, part in parts.items():
        found = desk.ask(finding.search, window.workspace.index, word)
        assert (home, part) in {(hit.home, hit.part) for hit in found if hit.home_kind == (
            "agreement")}, word  # fmt: skip
    window.go("today")
    finder._search(window)("ffestiniog")[0].run()
    shown = window.pages["contracts"].detail
    assert (shown.record, list(PARTS)[shown.tabs.currentIndex()]) == (home, "performance")
