"""Views of the register that a team keeps under names of its own."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, put, standing
from commission_desk.operations.register import SORTS, VIEWS
from commission_desk.operations.register_filters import FIELDS as FILTERED
from commission_desk.operations.register_filters import Narrowing
from commission_desk.store.desk import named
from commission_desk.store.tables import RegisterView

WIDEST = 1_200  # px of a column, whatever a file from elsewhere says


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the list: its name, and its width at 100 %; 0 fits its words."""

    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class ViewSetting:
    """What a view shows: filters, words, order, columns (none: the usual ones) and grouping."""

    view: str = "all"
    words: str = ""
    kinds: tuple[str, ...] = ()
    narrow: Narrowing = ()
    sort: str = "end"
    descending: bool = False
    columns: tuple[ShownColumn, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that was kept, with its name."""

    id: str
    title: str
    setting: ViewSetting = field(default_factory=ViewSetting)


def saved_views(session: Session) -> tuple[SavedView, ...]:
    """Return the team's views in the order they were made."""
    rows = session.scalars(standing(RegisterView).order_by(RegisterView.position, RegisterView.id))
    return tuple(SavedView(row.id, row.title, _setting(row)) for row in rows)


@named(N_("Save a view of the register"))
def save_view(session: Session, title: str, setting: ViewSetting) -> str:
    """Keep what the list shows under a name and return its id; raises UserError without one."""
    _free(session, title)
    made = RegisterView(title=title.strip(), position=next_position(session, RegisterView))
    put(made, _values(setting), _FIELDS)
    session.add(made)
    return made.id


@named(N_("Change a view of the register"))
def change_view(session: Session, record: str, setting: ViewSetting) -> None:
    """Let a view show from now on what the list shows."""
    put(get(session, RegisterView, record), _values(setting), _FIELDS)


@named(N_("Rename a view of the register"))
def rename_view(session: Session, record: str, title: str) -> None:
    """Give a view another name; raises UserError for one that is empty or taken."""
    _free(session, title, record)
    get(session, RegisterView, record).title = title.strip()


_FIELDS = ("filters", "sort", "descending", "columns", "grouping")


def _free(session: Session, title: str, own: str = "") -> None:
    if not title.strip():
        raise UserError(_("Give the view a name."))
    taken = (each for each in saved_views(session) if each.id != own)
    if any(each.title.casefold() == title.strip().casefold() for each in taken):
        raise UserError(
            _("There is a view named “{name}” already. Choose another name.").format(
                name=title.strip()
            )
        )


def _values(setting: ViewSetting) -> dict[str, Any]:
    filters = {
        "view": setting.view, "words": setting.words, "kinds": list(setting.kinds),
        "narrow": [[name, list(values)] for name, values in setting.narrow],
    }  # fmt: skip
    columns = [[each.name, each.width] for each in setting.columns]
    return {
        "filters": json.dumps(filters, ensure_ascii=False), "sort": setting.sort,
        "descending": setting.descending, "grouping": setting.group,
        "columns": json.dumps(columns) if columns else "",
    }  # fmt: skip


def _setting(row: RegisterView) -> ViewSetting:
    """Read a view; what a file from elsewhere holds that is none of ours is passed over."""
    filters = _read(row.filters, {})
    filters = filters if isinstance(filters, dict) else {}
    view = filters.get("view")
    narrow = tuple(
        (name, _words(values))
        for name, values in _pairs(filters.get("narrow"))
        if name in FILTERED and _words(values)
    )
    columns = tuple(
        ShownColumn(str(name), width if isinstance(width, int) and 0 < width <= WIDEST else 0)
        for name, width in _pairs(_read(row.columns, []))
    )
    return ViewSetting(
        view if view in VIEWS else "all", str(filters.get("words") or ""),
        _words(filters.get("kinds")), narrow, row.sort if row.sort in SORTS else "end",
        row.descending, columns, row.grouping if row.grouping in FILTERED else "",
    )  # fmt: skip


def _read(text: str, otherwise: Any) -> Any:
    try:
        return json.loads(text) if text else otherwise
    except ValueError:
        return otherwise


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    found = value if isinstance(value, list) else []
    return [(each[0], each[1]) for each in found if isinstance(each, list) and len(each) == 2]


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
