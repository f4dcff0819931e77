"""Where things are: the person's own folders, and the resources that come with the program."""

import os
from pathlib import Path

import platformdirs

NAME = "Commission Desk"
PROFILE = "COMMISSION_DESK_PROFILE"  # names another folder for working copies and backups


def resource(name: str) -> Path:
    """Return the path of a bundled resource, in a checkout or in an installed wheel."""
    package = Path(__file__).parent
    installed = package / "resources"
    root = installed if installed.is_dir() else package.parent / "resources"
    return root / name


def profile_folder() -> Path:
    """Return the folder for working copies and backups; it stays on this laptop.

    The environment variable COMMISSION_DESK_PROFILE names another, for tests and for laptops whose
    usual folder is not kept.
    """
    chosen = os.environ.get(PROFILE)
    if chosen:
        return Path(chosen).absolute()
    return Path(platformdirs.user_data_dir(NAME, appauthor=False))


def log_folder() -> Path:
    """Return the folder for the log; nothing in it leaves this laptop."""
    return Path(platformdirs.user_log_dir(NAME, appauthor=False))


def settings_folder() -> Path:
    """Return the folder for this person's settings: language, colours, recent files."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False))


def documents_folder() -> Path:
    """Return the folder where a person expects to find what they save."""
    return Path(platformdirs.user_documents_dir())
