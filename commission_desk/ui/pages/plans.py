"""The Plans page: a commissioning plan written part by part, with its guidance beside it."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_desk.content.choices import choice
from commission_desk.content.outlines import Prompt
from commission_desk.content.plan_tables import plan_table, plan_tables
from commission_desk.domain.places import split_place
from commission_desk.domain.richtext import RichText
from commission_desk.i18n import _, language
from commission_desk.operations.answer_history import written_at
from commission_desk.operations.finding import REVIEW
from commission_desk.operations.plan_changed import changed_prompts
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_earlier import earlier_answers
from commission_desk.operations.plan_versions import VersionView, approved_version
from commission_desk.operations.plans import (
    PlanRow,
    PlanView,
    plan,
    plans,
    set_answer_owner,
    set_answer_status,
    write_answer,
)
from commission_desk.operations.records import FROZEN, remove
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.pages.plan_commands import Command, commands_of, go_to
from commission_desk.ui.pages.plan_comments import PlanComments
from commission_desk.ui.pages.plan_compiled import PlanCompiled
from commission_desk.ui.pages.plan_editor import AnswerEditor
from commission_desk.ui.pages.plan_guidance import SidePane
from commission_desk.ui.pages.plan_header import PlanHeader
from commission_desk.ui.pages.plan_offer import show_offer, take_offer
from commission_desk.ui.pages.plan_outline import UNPLACED, PlanOutline
from commission_desk.ui.pages.plan_part import Part, PartPane
from commission_desk.ui.pages.plan_prints import PlanPrints
from commission_desk.ui.pages.plan_questions import PlanQuestions
from commission_desk.ui.pages.plan_reviews import PlanReviews
from commission_desk.ui.pages.plan_seen_by import scoping_section
from commission_desk.ui.pages.plan_stands import PlanStands, stands_words
from commission_desk.ui.pages.plan_tables import PlanTables
from commission_desk.ui.pages.plan_unplaced import UnknownOutline, no_plans, unplaced_part
from commission_desk.ui.pages.plan_versions import PlanVersions
from commission_desk.ui.workspace import Workspace

WIDTHS = (296, 348, 516)  # of the outline, of help in three tabs, and what writing needs
NOTHING, WRITING, VERSIONS, UNKNOWN, REVIEWS = range(5)  # what the page shows
TABLES = frozenset(table.id.replace("-", "_") for table in plan_tables()) | {
    "need_figure", "option_score", "service_outcome", "intention_duty",
}  # fmt: skip


class PlansPage(Page):
    """One plan is open, and one part of it. The editor is built once and bound to each part."""

    tables = TABLES | {
        "plan", "answer", "plan_version", "engagement", "stakeholder", "action", "measure",
        "result", "plan_comment", "plan_review", "review_answer", "review_change", "agreement",
        "decision", "meeting",
    }  # fmt: skip

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.whole: PlanView | None = None
        self.open_parts: dict[str, str] = {}  # the part last open, by plan
        self.questions, self.stands = PlanQuestions(self), PlanStands(self)
        self.version: VersionView | None = None  # that was approved last
        self.prints = PlanPrints(self, workspace, shell)
        self.header = PlanHeader(self, shell)
        self.outline = PlanOutline(shell.settings.now.plan_cycle)
        self.editor = AnswerEditor(self._write)
        self.comments = PlanComments(self)
        self.side = SidePane(self.comments)
        self.pane = PartPane(self.editor, PlanTables(self), PlanCompiled(self))
        self.panes = Panes(self.pane, self.outline, self.side, WIDTHS)
        self.body = QStackedWidget()
        self.versions, self.reviews = PlanVersions(self), PlanReviews(self)
        self.unknown = UnknownOutline(self.questions.outline)
        for one in (no_plans(self.new), self.panes, self.versions, self.unknown, self.reviews):
            self.body.addWidget(one)
        vbox(self.header, self.body, gap=0, parent=self).setStretch(1, 1)
        self._connect()

    def refresh(self) -> None:
        rows = self.rows()
        known = {row.id for row in rows}
        if self.whole is None or self.whole.row.id not in known:
            self.pane.part = self.editor.part = ""
            self.whole = self.ask(plan, rows[0].id) if rows else None
        else:
            self.whole = self.ask(plan, self.whole.row.id)
        self._show()

    def show_record(self, record: str, part: str = "") -> None:
        self.flush()
        if self.whole is None or self.whole.row.id != record:
            self.whole = self.ask(plan, record)
            self.pane.part = self.editor.part = ""
        if part.startswith(REVIEW):
            self.show_reviews(part)
            return
        part, table, row = split_place(part)
        if key := self.part_of(part):
            self.open_parts[record] = key
            if self.body.currentIndex() in (VERSIONS, REVIEWS):
                self.body.setCurrentIndex(WRITING)
        self._show()
        if row:
            self.pane.tables.go_to(table, row)

    def where(self) -> tuple[str, str]:
        reviewed = self.body.currentIndex() == REVIEWS
        part = REVIEW + self.reviews.chosen if reviewed else self.pane.part
        return (self.whole.row.id, part) if self.whole else ("", "")

    def flush(self) -> None:
        self.pane.flush()
        self.comments.flush()
        self.reviews.flush()

    def commands(self) -> list[Command]:
        return commands_of(self)

    def rows(self) -> tuple[PlanRow, ...]:
        """Return every plan on the desk."""
        found: tuple[PlanRow, ...] = self.ask(plans)
        return found

    # What the header and the keys do.

    def step(self, by: int) -> None:
        """Go to the next part, or the one before."""
        keys = self._keys()
        if self.pane.part in keys and self.body.currentIndex() == WRITING:
            at = keys.index(self.pane.part) + by
            if 0 <= at < len(keys):
                self.open_part(keys[at])

    def open_part(self, key: str) -> None:
        """Show a part, or the first unfinished part of a section; what is typed is kept first."""
        found = self.part_of(key)
        if self.whole is None or not found or found == self.pane.part:
            self.outline.open_part(self.pane.part)
            return
        self.flush()
        self.open_parts[self.whole.row.id] = found
        self._show_part()

    def show_versions(self) -> None:
        """Show the versions of the plan in place of its parts."""
        self._show_instead(VERSIONS, self.versions.list)

    def show_reviews(self, part: str = REVIEW) -> None:
        """Show the yearly reviews of the plan in place of its parts, one of them if it is named."""
        self.flush()
        self.reviews.choose(part.removeprefix(REVIEW))
        self._show_instead(REVIEWS, self.reviews.list)

    def show_writing(self) -> None:
        """Show the parts of the plan again."""
        if self.whole is not None:
            self.body.setCurrentIndex(WRITING)
            self.header.show_drawer(needed=self.panes.drawer)
            self._show()
            self.editor.setFocus()

    def show_part(self, key: str) -> None:
        """Show a part of the plan from its versions."""
        self.show_writing()
        self.open_part(key)

    def new(self) -> None:
        self.questions.new()

    def take_away(self) -> None:
        """Take the open plan off the desk; the toast undoes it."""
        if self.whole is not None:
            self.flush()
            title = self.whole.row.title
            self.do(remove, "plan", self.whole.row.id)
            self.shell.toast(_("“{title}” was removed.").format(title=title), undo=True)

    def set_status(self, status: str) -> None:
        """Say where the answer stands."""
        if self.whole is not None:
            self.flush()
            self.do(set_answer_status, self.whole.row.id, self.pane.part, status)

    def comment(self) -> None:
        """Ask for a comment on the words that are marked, or on the open part."""
        if self.whole is not None and self.body.currentIndex() == WRITING:
            self.show_comments()
            self.comments.begin()

    def show_comments(self) -> None:
        """Bring the comments into view."""
        self.side.show_comments()
        self.panes.show_right()

    # Showing.

    def _show_instead(self, what: int, first: QWidget) -> None:
        if self.whole is not None:
            self.flush()
            self.body.setCurrentIndex(what)
            self.header.show_drawer(needed=False)
            self._show()
            first.setFocus()

    def _show(self) -> None:
        if self.whole is None:
            self.body.setCurrentIndex(NOTHING)
            self.header.show_plan(None)
            return
        if self.body.currentIndex() in (NOTHING, UNKNOWN):
            self.body.setCurrentIndex(WRITING)
        self.header.show_plan(self.whole.row, _status(self.whole.row))
        if not self.whole.outline.known:
            self.body.setCurrentIndex(UNKNOWN)
            self.unknown.show_plan(self.whole)
            return
        self.version = self.ask(approved_version, self.whole.row.id)
        self._show_outline()
        self._show_part()
        self._show_needs()
        if self.body.currentIndex() == VERSIONS:
            self.versions.show_plan(self.whole.row.id)
        elif self.body.currentIndex() == REVIEWS:
            self.reviews.show_plan(self.whole.row.id)

    def _show_outline(self) -> None:
        whole, version = self._open(), self.version
        changed: frozenset[str] = frozenset()
        if version is not None and whole.row.status not in FROZEN:
            changed = self.ask(changed_prompts, version.id)
        self.outline.show_plan(whole, changed)

    def _show_part(self) -> None:
        whole = self._open()
        key = self.open_parts.get(whole.row.id, "")
        if key not in self._keys():
            parts = [prompt.id for prompt in whole.outline.prompts]
            key = next((each for each in parts if not whole.answer(each).finished), parts[0])
            self.open_parts[whole.row.id] = key
        part = self.named(key)
        written = self.ask(written_at, whole.row.id, key)
        fixed = whole.row.status in FROZEN
        self.pane.tables.show_part(
            whole.row.id, key, whole.tables_at(key), placed=whole.placed(key), fixed=fixed
        )
        self.pane.compiled.show_part(whole.row.id, part.compiled)
        self.pane.show_part(part, whole.answer(key), written, _now())
        self.outline.open_part(key)
        earlier = self.ask(earlier_answers, whole.row.id, key)
        self.side.guidance.show_prompt(self.prompt(key), whole.scoped(key), earlier)
        show_offer(self)
        self.side.guidance.show_step(self.outline.seen_by.step_words(key))
        self.comments.show_part(whole.row.id, key)
        self._allow_insert()

    def _show_needs(self) -> None:
        today = _now().date()
        self.side.show_needs(self.ask(plan_needs, self._open().row.id, today, language()))

    def _write(self, part: str, text: RichText) -> None:
        """Keep an answer; what follows from it is shown, the editor itself is left alone."""
        record = self._open().row.id
        self.keep(write_answer, record, part, text)
        self._show_kept(part)

    def _own(self, owner: str, due: date | None) -> None:
        self.keep(set_answer_owner, self._open().row.id, self.pane.part, owner, due)
        self._show_kept(self.pane.part)

    def _show_kept(self, part: str) -> None:
        record = self._open().row.id
        self.whole = whole = self.ask(plan, record)
        self._show_outline()
        self.outline.open_part(part)
        written = self.ask(written_at, record, part)
        self.pane.show_answer(whole.answer(part), written, _now())
        show_offer(self)
        self._allow_insert()
        self._show_needs()

    def _see_by(self, cycle: str) -> None:
        """Show the same parts under other steps; the open one stays open."""
        self.shell.settings.change(plan_cycle=cycle)
        if self.whole is not None and self.whole.outline.known:
            self.outline.show_plan(self.whole)
            self.outline.open_part(self.pane.part)
            self.side.guidance.show_step(self.outline.seen_by.step_words(self.pane.part))

    def _allow_insert(self) -> None:
        whole = self._open()
        absent = whole.answer(self.pane.part).status == "not-applicable"
        self.side.guidance.set_writable(not absent and whole.row.status not in FROZEN)

    # Which parts there are.

    def _open(self) -> PlanView:
        assert self.whole is not None, "no plan is open"
        return self.whole

    def _keys(self) -> list[str]:
        whole = self._open()
        unplaced = [answer.prompt_id for answer in whole.unplaced]
        sections = self.outline.seen_by.sections(whole.outline)
        return [prompt.id for section in sections for prompt in section.prompts] + unplaced

    def part_of(self, key: str) -> str:
        """Return the part a key stands for: its own, or a section's first unfinished."""
        if self.whole is None:
            return ""
        outline = self.whole.outline
        for section in (*outline.sections, *self.outline.seen_by.sections(outline)):
            if section.id == key and section.prompts:
                ids = [prompt.id for prompt in section.prompts]
                return next((k for k in ids if not self.whole.answer(k).finished), ids[0])
        if key == UNPLACED and self.whole.unplaced:
            return self.whole.unplaced[0].prompt_id
        loose = [each.part for each in self.whole.loose if key in plan_table(each.table).prompts]
        return next((each for each in (key, *loose) if each in self._keys()), "")

    def prompt(self, key: str) -> Prompt | None:
        """Return a part's prompt or question, None for a part that has no place."""
        outline = self._open().outline
        return next((p for p in (*outline.prompts, *outline.scoping) if p.id == key), None)

    def named(self, key: str) -> Part:
        """Return what a part is called and where it stands."""
        whole, code = self._open(), language()
        prompt = self.prompt(key)
        if prompt is None:
            return unplaced_part(whole, whole.answer(key))
        section = next(
            each for each in (*scoping_section(whole.outline), *whole.outline.sections)
            if prompt in each.prompts
        )  # fmt: skip
        frozen = stands_words(whole, self.version) if whole.row.status in FROZEN else ""
        return Part(
            key, section.title.text(code), prompt.title.text(code), prompt.help.text(code),
            placed=not frozen, frozen=frozen, compiled=prompt.compiled,
        )  # fmt: skip

    # Putting it together.

    def _connect(self) -> None:
        self.outline.chosen.connect(self.open_part)
        self.outline.seen_by.chosen.connect(self._see_by)
        self.outline.tree.activated.connect(lambda _index: self.editor.setFocus())
        self.pane.status_asked.connect(self.set_status)
        self.pane.reason_asked.connect(self.questions.reason)
        self.pane.next_asked.connect(self.stands.open_next)
        self.pane.owned.connect(self._own)
        self.editor.comment_asked.connect(self.comment)
        self.editor.history_asked.connect(self.questions.history)
        self.side.guidance.insert_asked.connect(self.editor.append)
        self.side.guidance.offer.asked.connect(partial(take_offer, self))
        self.side.checks.chosen.connect(partial(go_to, self))
        self.panes.drawer_needed.connect(
            lambda needed: self.header.show_drawer(needed and self.body.currentIndex() == WRITING)
        )
        self.header.drawer.clicked.connect(self.panes.toggle)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1), ("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step(by))


def _status(row: PlanRow) -> str:
    return choice("plan-status", row.status).label.text(language())


def _now() -> datetime:
    return datetime.now().astimezone()
