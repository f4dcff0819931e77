"""How SQLite is told which file to open, and how."""

from pathlib import PurePath
from urllib.parse import quote


def address_of(path: PurePath, mode: str) -> str:
    """Write an absolute path as the address SQLite understands, network shares included.

    ``mode`` is such as "mode=ro". A share needs four slashes: with ``as_uri`` SQLite takes the
    server's name for an authority and refuses it.
    """
    posix = path.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix, safe='/:')}?{mode}"
