"""Start: the window, or one command."""

import sys
from pathlib import Path

FOR_THE_COMMAND_LINE = ("-h", "--help", "--version")


def main() -> int:
    """Run the command that was named, else open the window; return the exit code."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - the window paints without

        freeze_support()  # a bundled program reads imports in a process of its own
    arguments = sys.argv[1:]
    if _is_command(arguments):
        from commission_desk import cli  # noqa: PLC0415 - the window paints without it

        return cli.main(arguments)
    from commission_desk.ui.haste import make_haste  # noqa: PLC0415 - loads Qt

    make_haste()
    from commission_desk.app import main as open_window  # noqa: PLC0415 - loads after haste is made

    return open_window(arguments)


def _is_command(arguments: list[str]) -> bool:
    """Say whether these are words for the command line; a file or an option is for the window.

    A word that is neither goes to the command line, which says so.
    """
    if not arguments or arguments[0].endswith(".cdesk"):
        return False
    first = arguments[0]
    if first.startswith("-"):
        return first in FOR_THE_COMMAND_LINE
    from commission_desk import cli  # noqa: PLC0415 - the window paints without it

    return first in cli.COMMANDS or not Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
