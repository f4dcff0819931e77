"""What stands below a table of a plan: a chart, duties, an appraisal, what the rows come to."""

from functools import partial
from typing import TYPE_CHECKING

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language
from commission_desk.operations.plan_gaps import GapSuggestion, gap_suggestions, take_gap
from commission_desk.operations.plan_papers import series_of
from commission_desk.operations.plan_rows import EntryRow
from commission_desk.operations.plan_summaries import summary
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.chart import LineChart
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.plan_appraisal import appraisal_items
from commission_desk.ui.pages.plan_duties import duty_items

if TYPE_CHECKING:
    from commission_desk.ui.pages.plan_tables import TableCard

APPRAISED = ("criterion", "plan-option")


def below_items(table: "TableCard", row: EntryRow | None) -> list[Item]:
    """Return what stands below a table whose current row is ``row``."""
    items: list[Item] = []
    if table.view.table.charted and row is not None:
        series = series_of(table.view, row)
        if len(series.points) > 1:
            title = str(row.values["title"])
            items = [label(title, "smallstrong", wrap=True), LineChart(series, title)]
    if table.table_id == "intention" and row is not None:
        items = duty_items(table.page, row.id, table.show_below)
    if table.table_id in APPRAISED:
        return [*items, *appraisal_items(table.page, table.plan, table.table_id)]
    said = table.page.ask(summary, table.view, language())
    items += [label(words, "small", wrap=True) for words in said]
    if table.table_id == "gap" and table.growing:
        items += _suggested(table)
    return items


def _suggested(table: "TableCard") -> list[Item]:
    """Return the gaps that the plan's own figures suggest, each to be taken with one key."""
    found = table.page.ask(gap_suggestions, table.plan, language())
    if not found:
        return []
    rows = [_suggestion(table, each) for each in found]
    return [label(_("What the figures of this plan suggest"), "smallstrong", wrap=True), *rows]


def _suggestion(table: "TableCard", one: GapSuggestion) -> Item:
    take = button(_("Add this gap"), "plus", "mini", partial(table.attempt, take_gap, one))
    take.setAccessibleName(_("Add: {title}").format(title=one.title))
    chip = Chip(choice("gap-kind", one.kind).label.text(language()))
    items: list[Item] = [label(one.title, "small", wrap=True)]
    if one.size:
        items.append(label(one.size, "smallmuted", wrap=True))
    return card(*items, Flow(chip, None, take), gap=4, margins=(12, 8, 12, 8), name="sunkcard")
