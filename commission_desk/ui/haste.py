"""Loading quickly: what Python and PySide6 do beside it is left off until the desk is open.

Both are measured by tests/bench: collecting rubbish while modules are loaded finds none, and
PySide6 reads the source of every module imported after it, to see whether it asks for its
``__feature__`` switches, which this program never does.
"""

import builtins
import gc
import sys

SWITCH = 0.001  # seconds; the window stays quick while another thread loads


def make_haste() -> None:
    """Load Qt first, then leave off collecting rubbish and PySide6's look at every import.

    PySide6 keeps the import that it covers under a name that it does not document; without that
    name nothing is changed. Its loading of classes when they are first asked for stays.
    """
    gc.disable()
    import PySide6.QtWidgets  # noqa: F401, PLC0415 - puts its hook in, which is taken out below

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    sys.setswitchinterval(SWITCH)


def take_ease() -> None:
    """Collect rubbish again, but not among what was loaded: it stays until the end."""
    gc.freeze()
    gc.enable()
