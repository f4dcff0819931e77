"""Above the register: filters as chips, grouping, columns, the team's own views, both totals."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from commission_desk.domain.money import short_money
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.organisations import organisation_named
from commission_desk.operations.records import remove
from commission_desk.operations.register_filters import (
    FIELD_NAMES,
    FIELDS,
    Narrowing,
    filter_labels,
    narrowed_to,
)
from commission_desk.operations.register_groups import (
    BothTotals,
    Sums,
    both_totals,
    filter_values,
)
from commission_desk.operations.register_views import (
    SavedView,
    ShownColumn,
    ViewSetting,
    change_view,
    rename_view,
    save_view,
    saved_views,
)
from commission_desk.ui.dialogs.merge_organisations import MergeDialog
from commission_desk.ui.dialogs.organisation import OrganisationDialog
from commission_desk.ui.dialogs.register_columns import ColumnsDialog
from commission_desk.ui.dialogs.register_figures import FiguresDialog
from commission_desk.ui.dialogs.register_filter import FilterDialog
from commission_desk.ui.dialogs.view_name import ViewNameDialog
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import clear, hbox, vbox
from commission_desk.ui.kit.text import label, tip
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.contracts_columns import ALWAYS, all_columns, read, written
from commission_desk.ui.pages.contracts_groups import (
    GROUP,
    GROUPED,
    closed_groups,
    is_group,
)

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

SHORT = 520  # px at 100 % of a page too short for the sums above its list
SHOWN_VALUES = 3  # of a filter, in its chip; of more, the number


class RegisterTools(QWidget):
    """What narrows, groups and lays out the list of a Contracts page, and keeps that as views."""

    def __init__(self, page: "ContractsPage") -> None:
        super().__init__()
        self.page = page
        self.saved: tuple[SavedView, ...] = ()
        self.current = ""  # the id of the team's view that was chosen last
        self.chips: dict[str, QWidget] = {}
        self.rows = QVBoxLayout()
        self.totals = label("", "smallmuted", wrap=True)
        self.totals.setAccessibleName(_("Totals with and without grants"))
        self.grouping = QMenu(_("Group by"), self)
        self.views_menu = QMenu(_("Views"), self)
        self.menu = self._menu()
        self.arrange = menu_button(_("Arrange"), "list-filter", self.menu)
        self.arrange.setToolTip(_("Filters, groups, columns and views of your own"))
        vbox(self.rows, self.totals, gap=8, parent=self)
        page.table.toggled.connect(self.toggle)
        page.table.widened.connect(self._keep_columns)
        page.table.show_columns(read(page.shell.settings.now.register_columns))

    # What the page asks.

    def refresh(self) -> None:
        """Read the team's views and what the filters are called again."""
        self.saved = self.page.ask(saved_views)
        if self.current not in [each.id for each in self.saved]:
            self.current = ""
        self.page.pills.show_saved([(each.id, each.title) for each in self.saved], self.show_saved)
        self.page.pills.show_current(self.current, self.setting.view)
        self.show_chips()

    def show_both(self, found: BothTotals) -> None:
        """Say what the list adds up to with grants and without, whichever is shown."""
        said = (
            _("With grants: {sums}").format(sums=_sums(found.with_grants)),
            _("Without grants: {sums}").format(sums=_sums(found.without_grants)),
        )
        self.totals.setText(" — ".join(said))
        for switch, words in zip((self.page.switch.both, self.page.switch.contracts), said,
                                 strict=True):  # fmt: skip
            switch.setToolTip(tip(words))
        self.fit()

    def fit(self) -> None:
        """Leave the room to the list where the page is very short; the switch says the sums too."""
        shown = bool(self.totals.text()) and self.page.height() >= px(SHORT)
        self.totals.setVisible(shown)
        self.setVisible(shown or bool(self.chips))

    def lift(self) -> dict[str, Any]:
        """Forget every filter of the list, and return what is left of them: the grouping."""
        self.current = ""
        group = self.page.model.query.filters.get("group", "")
        return {"group": group} if group else {}

    # Filters.

    @property
    def narrow(self) -> Narrowing:
        """What the list is narrowed to."""
        return tuple(self.page.model.query.filters.get("narrow", ()))  # type: ignore[arg-type]

    def ask_filter(self, name: str) -> None:
        """Ask which values of a field are shown."""
        values = self.page.ask(filter_values, self.page.query, name, language())
        chosen = dict(self.narrow).get(name, ())
        FilterDialog(
            self.page, _(FIELD_NAMES[name]), values, chosen, partial(self.set_filter, name)
        ).open()

    def set_filter(self, name: str, values: tuple[str, ...]) -> None:
        """Show only agreements with one of these values; none lifts the filter."""
        self._ask(narrow=narrowed_to(self.narrow, name, values))
        self.show_chips()

    def show_chips(self) -> None:
        """Say in words what the list is narrowed to."""
        clear(self.rows)
        self.chips = {}
        for name, values in self.narrow:
            called = self.page.ask(filter_labels, name, values, language())
            self.chips[name] = self._chip(name, [called.get(v) or _("Not said") for v in values])
        if self.chips:
            lift = button(_("Clear filters"), "x", "ghost", self._clear)
            holder = QWidget()
            holder.setLayout(Flow(*self.chips.values(), lift))
            self.rows.addWidget(holder)
        self.fit()

    def _chip(self, name: str, labels: list[str]) -> QWidget:
        field = _(FIELD_NAMES[name])
        words = _(" or ").join(labels)
        if len(labels) > SHOWN_VALUES:
            counted = ngettext("{count} chosen", "{count} chosen", len(labels))
            words = counted.format(count=len(labels))
        made = QWidget()
        said = _("{field}: {values}").format(field=field, values=words)
        change = button(said, kind="mini", slot=partial(self.ask_filter, name))
        change.setToolTip(_("Change this filter"))
        off = button(
            "", "x", "tool", partial(self.set_filter, name, ()),
            _("Remove the filter {field}").format(field=field),
        )  # fmt: skip
        hbox(change, off, gap=2, parent=made)
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(_("Arrange"), self)
        filters = menu.addMenu(_("Add a filter"))
        for name in FIELDS:
            words, slot = _(FIELD_NAMES[name]), partial(self.ask_filter, name)
            filters.addAction(action(words, slot, parent=filters))
        self.grouping.aboutToShow.connect(self._fill_grouping)
        menu.addMenu(self.grouping)
        menu.addAction(action(_("Columns…"), self.choose_columns, "columns-3", parent=menu))
        self.views_menu.aboutToShow.connect(self._fill_views)
        menu.addMenu(self.views_menu)
        menu.addSeparator()
        menu.addAction(
            action(_("Figures of this list…"), self.figures, "chart-column", parent=menu)
        )
        menu.addAction(action(_("Details of the provider…"), self.provider, "user", parent=menu))
        menu.addAction(action(_("Merge organisations…"), self.merge, "users", parent=menu))
        return menu

    def _clear(self) -> None:
        self._ask(narrow=())
        self.show_chips()
        self.arrange.setFocus()

    # Groups.

    def group_by(self, name: str) -> None:
        """Put the list in groups by a field, or in none."""
        self._ask(group=name, closed=())
        self.page.table.scrollToTop()

    def toggle(self, group: str) -> None:
        """Open a group, or close it."""
        key = group.removeprefix(GROUP)
        closed = closed_groups(self.page.model.query)
        self._ask(closed=tuple(closed ^ {key}))
        self.page.table.choose(group)

    def close_all(self) -> None:
        """Show the groups alone, with their subtotals."""
        headed = getattr(self.page.model.source, "_headed", {})
        self._ask(closed=tuple(line.group.key for line in headed.values()))

    def _fill_grouping(self) -> None:
        menu, now = self.grouping, self.page.model.query.filters.get("group", "")
        menu.clear()
        only = QActionGroup(menu)
        for name in ("", *GROUPED):
            words = _(FIELD_NAMES[name]) if name else _("No groups")
            entry = action(words, partial(self.group_by, name), parent=menu)
            entry.setCheckable(True)
            entry.setChecked(name == now)
            only.addAction(entry)
            menu.addAction(entry)
        if now:
            menu.addSeparator()
            menu.addAction(action(_("Open all groups"), lambda: self._ask(closed=()), parent=menu))
            menu.addAction(action(_("Close all groups"), self.close_all, parent=menu))

    # Columns.

    def choose_columns(self) -> None:
        """Ask which columns are shown, in which order and how wide."""
        titles = {name: column.title for name, column in all_columns().items()}
        ColumnsDialog(self.page, titles, self.page.table.shown, ALWAYS, self.show_columns).open()

    def show_columns(self, shown: tuple[ShownColumn, ...]) -> None:
        """Show these columns, now and the next time; none stands for the usual ones."""
        self.page.table.show_columns(shown)
        self._keep_columns(chosen=bool(shown))

    def _keep_columns(self, *, chosen: bool = True) -> None:
        self.page.table.chosen_columns = chosen
        kept = written(self.page.table.shown) if chosen else ""
        self.page.shell.settings.change(register_columns=kept)

    def figures(self) -> None:
        """Show what the list adds up to and its means, with grants and without."""
        FiguresDialog(self.page, self.page.ask(both_totals, self.page.query)).open()

    def provider(self) -> None:
        """Show what is known of the provider of the agreement that is chosen."""
        view = self.page.detail.view
        named = view.row.provider if view else ""
        record = self.page.ask(organisation_named, named) if named else None
        if record is None:
            self.page.shell.toast(_("Choose an agreement that names its provider first."))
            return
        OrganisationDialog(self.page, record).open()

    def merge(self) -> None:
        """Ask which organisations are one body."""
        MergeDialog(self.page).open()

    def merged(self, keep: str, others: list[str]) -> None:
        """Have a list that was narrowed to what was merged be narrowed to what stays."""
        chosen = dict(self.narrow).get("provider", ())
        if set(chosen) & set(others):
            now = (keep if each in others else each for each in chosen)
            self.set_filter("provider", tuple(dict.fromkeys(now)))

    # The team's own views.

    @property
    def setting(self) -> ViewSetting:
        """What the list shows now, as a view keeps it."""
        query = self.page.query
        table = self.page.table
        return ViewSetting(
            query.view, query.words, query.kinds, query.narrow, query.sort, query.descending,
            table.shown if table.chosen_columns else (), query.group,
        )  # fmt: skip

    def show_saved(self, record: str) -> None:
        """Show the list as a view keeps it."""
        found = next((each for each in self.saved if each.id == record), None)
        if found is None:
            return
        self.current = record
        self.show_setting(found.setting)

    def show_setting(self, setting: ViewSetting) -> None:
        """Show the list with these filters, order, columns and groups."""
        page = self.page
        page.table.show_columns(setting.columns)
        page.say_words(setting.words)
        page.switch.show_kinds(setting.kinds)
        page.pills.show_current(self.current, setting.view)
        filters = {
            "view": setting.view, "kinds": setting.kinds, "narrow": setting.narrow,
            "group": setting.group,
        }  # fmt: skip
        page.model.ask(
            sort=setting.sort, descending=setting.descending, words=setting.words,
            filters={name: value for name, value in filters.items() if value},
        )  # fmt: skip
        self.show_chips()

    def save(self) -> None:
        """Ask for a name and keep what the list shows."""
        ViewNameDialog(self.page, _("Save this view"), self._saved).open()

    def _saved(self, name: str) -> None:
        self.current = self.page.do(save_view, name, self.setting)
        self.page.pills.show_current(self.current, "all")
        self.page.shell.toast(_("The view “{name}” was saved.").format(name=name), undo=True)

    def _rename(self, view: SavedView) -> None:
        def taken(name: str) -> None:
            self.page.do(rename_view, view.id, name)

        ViewNameDialog(self.page, _("Rename this view"), taken, view.title).open()

    def _change(self, view: SavedView) -> None:
        self.page.do(change_view, view.id, self.setting)
        self.page.shell.toast(
            _("The view “{name}” was changed.").format(name=view.title), undo=True
        )

    def _remove(self, view: SavedView) -> None:
        self.current = ""
        self.page.do(remove, "register_view", view.id)
        self.page.shell.toast(
            _("The view “{name}” was removed.").format(name=view.title), undo=True
        )

    def _fill_views(self) -> None:
        menu = self.views_menu
        menu.clear()
        for view in self.saved:
            menu.addAction(action(view.title, partial(self.show_saved, view.id), parent=menu))
        if self.saved:
            menu.addSeparator()
        menu.addAction(action(_("Save this view…"), self.save, "plus", parent=menu))
        now = next((each for each in self.saved if each.id == self.current), None)
        if now is None:
            return
        called = {"name": now.title}
        for words, slot, icon in (
            (_("Save what the list shows as “{name}”"), self._change, "save"),
            (_("Rename “{name}”…"), self._rename, "pencil"),
            (_("Remove “{name}”"), self._remove, "trash-2"),
        ):
            menu.addAction(action(words.format(**called), partial(slot, now), icon, parent=menu))

    def _ask(self, **filters: Any) -> None:
        now = {**self.page.model.query.filters, **filters}
        self.page.model.ask(filters={name: value for name, value in now.items() if value})


def only_agreements(ids: list[str]) -> list[str]:
    """Return the ids of agreements, without those of the lines of groups."""
    return [record for record in ids if not is_group(record)]


def _sums(found: Sums) -> str:
    counted = ngettext("{count} agreement", "{count} agreements", found.count)
    said = [
        counted.format(count=f"{found.count:,}"),
        _("{amount} a year").format(amount=short_money(found.annual_pence)),
        _("{amount} in all").format(amount=short_money(found.total_pence)),
    ]
    if found.partner_pence:
        share = short_money(found.partner_pence)
        said.append(_("of which partners pay {amount} a year").format(amount=share))
    return " · ".join(said)
