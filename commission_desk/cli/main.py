"""The words of the command line, and the exit codes: 1 for a problem with the data, 2 for words.

Nothing heavy is loaded before a command needs it, so that ``--help`` answers at once.
"""

import argparse
import io
import sys
from typing import NoReturn

from commission_desk import __version__
from commission_desk.cli import (
    exchange,
    files,
    history,
    locking,
    merging,
    printing,
    records,
    words_back,
)
from commission_desk.cli.output import complain
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

PROGRAM = "commission-desk"
DATA, WORDS = 1, 2  # exit codes
COMMANDS = (
    *files.COMMANDS, *records.COMMANDS, *exchange.COMMANDS, *printing.COMMANDS, *history.COMMANDS,
    *merging.COMMANDS, *locking.COMMANDS, *words_back.COMMANDS,
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words and leave with exit code 2."""
        self.exit(WORDS, f"{self.prog}: {message}; {self.prog} --help says more.\n")


def main(argv: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # into a pipe as well, where Windows differs
    try:
        chosen = parser().parse_args(argv)
    except SystemExit as end:  # help, the version, or wrong words
        return end.code if isinstance(end.code, int) else 0
    try:
        return int(chosen.run(chosen) or 0)
    except UserError as problem:
        complain(str(problem))
    except BrokenPipeError:
        sys.stderr.close()  # whoever was reading has left; there is nobody to tell
    except OSError as problem:
        complain(
            _("“{name}” could not be used: {reason}.").format(
                name=problem.filename or "", reason=problem.strerror or problem
            )
        )
    return DATA


def parser() -> Parser:
    """Return the parser with every command."""
    made = Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND ... | [FILE]",
        description=_(
            "Commission Desk without its window. Without a command the window opens, on FILE if "
            "one is named."
        ),
        epilog=_(
            "Dates are ISO and money is whole pence wherever --json is given. Exit code 1 means a "
            "problem with the data, 2 wrong words. The environment variable "
            "COMMISSION_DESK_PROFILE names another folder for working copies and backups."
        ),
    )
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(
        dest="command",
        metavar="COMMAND",
        required=True,
        title=_("commands"),
        prog=PROGRAM,
        parser_class=Parser,
    )
    for area in (files, records, exchange, printing, history, merging, locking, words_back):
        area.add_commands(commands)
    return made
