"""The command line: the same operations without a window."""

from commission_desk.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
