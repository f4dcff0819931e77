"""Start: the window, or one command."""

import multiprocessing
import sys
from pathlib import Path

from commission_desk import cli

FOR_THE_COMMAND_LINE = ("-h", "--help", "--version")


def main() -> int:
    """Run the command that was named, else open the window; return the exit code."""
    multiprocessing.freeze_support()  # a bundled program reads imports in a process of its own
    arguments = sys.argv[1:]
    if _is_command(arguments):
        return cli.main(arguments)
    from commission_desk.app import main as open_window  # noqa: PLC0415 - loads Qt

    return open_window(arguments)


def _is_command(arguments: list[str]) -> bool:
    """Say whether these are words for the command line; a file or an option is for the window.

    A word that is neither goes to the command line, which says so.
    """
    if not arguments:
        return False
    first = arguments[0]
    if first in cli.COMMANDS or first in FOR_THE_COMMAND_LINE:
        return True
    is_option, looks_like_file = first.startswith("-"), first.endswith(".cdesk")
    return not is_option and not looks_like_file and not Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
