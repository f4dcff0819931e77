"""Today: the desk in a few figures, what needs a person next, and what is coming.

The page is painted with a glance before the database layer is loaded, so it imports no operations
at its top.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from commission_desk.domain.tiles import short_money
from commission_desk.i18n import _, clock, language, long_date, month_name, ngettext
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.bars import Bar
from commission_desk.ui.kit.buttons import button, menu_button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import TwoColumn, card, clear, hbox, page, rule, top, vbox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.pages.today_new import new_menu
from commission_desk.ui.places import HOMES
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.domain.checks import Need
    from commission_desk.operations.thinning import HistorySize
    from commission_desk.operations.today import TodayView
    from commission_desk.store.glance import Glance

NEEDS_SHOWN = 6
Tile = tuple[str, str, str]


class TodayPage(Page):
    """The first page."""

    tables = frozenset(
        {"agreement", "term_option", "measure", "plan", "answer", "meeting", "agenda_item",
         "decision", "action", "partner_share", "payment", "variation", "rationale", "own_figure",
         "engagement", "engagement_link", "stakeholder", "team"}
    )  # fmt: skip

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        new = menu_button(_("New"), "plus", new_menu(self), "primary")
        self.header = Header(_("Today"), long_date(self._today()), new, find=shell.find)
        self.shown_all, self._asked = False, 0
        self.tiles, self.needs = QHBoxLayout(), QVBoxLayout()
        self.meetings, self.grades, self.progress = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.tiles.setSpacing(px(14))
        for column in (self.needs, self.meetings, self.grades, self.progress):
            column.setSpacing(0)
        self.grades_card = card(label(_("Contract grades"), "h3"), 8, self.grades)
        self.progress_title = label(_("Plan progress"), "h3", wrap=True)
        self.progress_card = card(self.progress_title, 8, self.progress)
        heading = hbox(
            Icon("circle-arrow-right", size=18), label(_("What needs you next"), "h3"), None
        )
        body = TwoColumn(
            (self.tiles, card(heading, 8, self.needs, gap=0)),
            (
                card(label(_("Next meetings"), "h3"), 8, self.meetings),
                self.grades_card,
                self.progress_card,
            ),
        )
        vbox(self.header, page(body), gap=0, parent=self).setStretch(1, 1)
        workspace.measured.connect(self._measured)

    def show_glance(self, glance: "Glance") -> None:
        """Show the first figures; the rest follows when the desk is open."""
        self._show_tiles(
            _agreement_tiles(
                glance.agreements, glance.annual_pence, glance.total_pence, glance.ending_soon,
                glance.red,
            )
        )  # fmt: skip
        for meeting in glance.next_meetings:
            words = " · ".join(word for word in (meeting.starts, meeting.place) if word)
            self.meetings.addLayout(_meeting(meeting.held_on, meeting.title, words))

    def refresh(self) -> None:
        from commission_desk.operations.today import today_view  # noqa: PLC0415 - loads the ORM

        self._asked += 1
        asked, today, spoken = self._asked, self._today(), language()

        def arrive(view: "TodayView") -> None:
            if asked == self._asked:
                self._show(view)

        # a large register takes a moment, in which the window must answer
        in_background(self, lambda: self.ask(today_view, today, spoken), arrive, self._not_read)

    def _not_read(self, problem: Exception) -> None:
        if self.workspace.ready:  # else the desk was closed meanwhile
            raise problem

    def _show(self, view: "TodayView") -> None:
        self.header.say(_("Today"), long_date(self._today()))
        totals = view.totals
        tiles = _agreement_tiles(
            totals.count, totals.annual_pence, totals.total_pence, view.ending, view.concern
        )
        if view.plan is not None:
            row = view.plan.row
            written = _("{written} of {total} parts").format(written=row.written, total=row.total)
            tiles.append((f"{row.percent}%", _("of the plan written"), f"{row.title}: {written}"))
        self._show_tiles(tiles)
        self._show_needs((*view.needs, *self._own_needs()))
        self._show_meetings(view)
        self._show_grades(view)
        self._show_progress(view)

    def _own_needs(self) -> "tuple[Need, ...]":
        """What the desk itself needs: its history thinned, once that has outgrown its room."""
        from commission_desk.operations.thinning import full_need  # noqa: PLC0415 - loads the ORM

        size = self.workspace.history_size
        return (full_need(size, language()),) if size is not None and size.is_full else ()

    def _measured(self, size: "HistorySize") -> None:
        if size.is_full and self.isVisible():
            self.refresh()

    def _show_tiles(self, tiles: list[Tile]) -> None:
        clear(self.tiles)
        for figure, what, more in tiles:
            words = (
                label(figure, "big"),
                label(what, wrap=True),
                label(more, "smallmuted", wrap=True),
            )
            self.tiles.addWidget(card(*words, None, gap=0, margins=(16, 12, 16, 12)), 1)

    def _show_needs(self, needs: "tuple[Need, ...]") -> None:
        clear(self.needs)
        if not needs:
            self.needs.addWidget(self._nothing_needed())
        shown = needs if self.shown_all else needs[:NEEDS_SHOWN]
        for need in shown:
            self.needs.addWidget(rule())
            self.needs.addLayout(self._need(need))
        if len(needs) > len(shown):
            words = ngettext("Show {count} more", "Show {count} more", len(needs) - len(shown))
            words = words.format(count=len(needs) - len(shown))
            self.needs.addWidget(rule())
            more = button(words, kind="ghost", slot=self._show_all)
            self.needs.addLayout(hbox(more, None, margins=(0, 8, 0, 0)))

    def _show_all(self) -> None:
        self.shown_all = True
        self.refresh()

    def _nothing_needed(self) -> QWidget:
        return empty(
            "circle-check",
            _("Nothing needs you now"),
            _("Decisions, overdue actions, unfinished minutes and unwritten parts of plans "
              "will be listed here."),
        )  # fmt: skip

    def _need(self, need: "Need") -> QLayout:
        go = button(
            _("Open"), slot=lambda: self.shell.go(HOMES[need.home_kind], need.home, need.part)
        )
        go.setAccessibleName(_("Open: {title}").format(title=need.title))
        go.setToolTip(need.why)
        words = vbox(
            label(need.title, "strong", wrap=True),
            label(need.detail, "smallmuted", wrap=True),
            gap=0,
        )
        row = hbox(
            top(Icon(need.icon, need.tone, tile=32)), words, label(need.reference, "smallmuted"),
            go,
            gap=14, margins=(0, 12, 0, 12),
        )  # fmt: skip
        row.setStretch(1, 1)
        return row

    def _show_meetings(self, view: "TodayView") -> None:
        clear(self.meetings)
        for row in view.next_meetings:
            words = " · ".join(
                word for word in (clock(row.starts) if row.starts else "", row.place) if word
            )
            if row.held_on is not None:
                self.meetings.addLayout(_meeting(row.held_on, row.title, words))
        if not view.next_meetings:
            self.meetings.addWidget(label(_("No meeting is planned."), "muted", wrap=True))

    def _show_grades(self, view: "TodayView") -> None:
        clear(self.grades)
        total = sum(share.count for share in view.grades)
        self.grades_card.setVisible(bool(total))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(7))
        grid.setColumnStretch(1, 1)
        for place, share in enumerate(view.grades):
            words = ngettext(
                "{grade}: {count} agreement", "{grade}: {count} agreements", share.count
            )
            spoken = words.format(grade=share.grade, count=share.count)
            bar = Bar(
                round(100 * share.count / total) if total else 0,
                spoken,
                share.tone or "accent",
                14,
                4,
            )
            grid.addWidget(label(share.grade, "small"), place, 0)
            grid.addWidget(bar, place, 1)
            grid.addWidget(label(str(share.count), "small"), place, 2, Qt.AlignmentFlag.AlignRight)
        self.grades.addLayout(grid)

    def _show_progress(self, view: "TodayView") -> None:
        clear(self.progress)
        self.progress_card.setVisible(view.plan is not None)
        if view.plan is None:
            return
        for section in view.plan.outline.sections:
            written, total = view.plan.progress(section.id)
            title = section.title.text(language())
            words = _("{written} of {total}").format(written=written, total=total)
            bar = Bar(round(100 * written / total), f"{title}, {words}")
            head = hbox(label(title, "small", elide=True), None, label(words, "smallmuted"))
            self.progress.addLayout(vbox(head, bar, gap=1, margins=(0, 5, 0, 5)))

    @staticmethod
    def _today() -> date:
        return date.today()  # noqa: DTZ011 - the person's own day


def _agreement_tiles(count: int, annual: int, total: int, ending: int, concern: int) -> list[Tile]:
    agreements = ngettext("a year in {count} agreement", "a year in {count} agreements", count)
    whole = _("{total} over their whole terms").format(total=short_money(total))
    return [
        (short_money(annual), agreements.format(count=count), whole),
        (str(ending), _("end within six months"), _("with the options taken up so far")),
        (str(concern), _("causing concern"), _("graded Inadequate or rated red")),
    ]


def _meeting(held_on: date, title: str, words: str) -> QHBoxLayout:
    month, day = label(month_name(held_on).upper(), "smallmuted"), label(str(held_on.day), "h2")
    for part in (month, day):
        part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        part.setMinimumWidth(px(44))
    about = vbox(label(title, "strong", wrap=True), label(words, "smallmuted", wrap=True), gap=0)
    return hbox(vbox(month, day, None, gap=0), about, gap=14, margins=(0, 8, 0, 8))
