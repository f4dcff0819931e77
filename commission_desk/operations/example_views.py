"""The example team's own views of its register."""

from sqlalchemy.orm import Session

from commission_desk.operations.example_data import example_table
from commission_desk.operations.register_views import ShownColumn, ViewSetting, save_view

COLUMNS = ("reference", "service", "sector", "annual", "total", "end", "risk")


def keep_views(session: Session, language: str) -> None:
    """Keep a view in groups with columns of its own, and one that is filtered."""
    names = example_table("views.toml")[language]
    columns = tuple(ShownColumn(name) for name in COLUMNS)
    save_view(session, names["departments"], ViewSetting(group="department", columns=columns))
    grants = ViewSetting(
        narrow=(("kind", ("grant",)),), group="provider", sort="annual", descending=True
    )
    save_view(session, names["grants"], grants)
