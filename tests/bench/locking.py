"""Figures of locked files beside those of plain ones: python tests/bench locking."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from benching import Row, row, turns
from sqlalchemy.orm import Session

from commission_desk.store.desk import Desk
from commission_desk.store.locking import Key, new_key, unlock
from commission_desk.store.opening import make_file, open_file
from commission_desk.store.sealed import check, digest_of, readable, seal
from commission_desk.store.tables import Agreement

PASSPHRASE = "tri gair ar hap"


def figures() -> list[Row]:
    """Measure a desk of about 50 MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_file(folder / "plain.cdesk", "Officer", folder / "profile").desk
        desk.do(fill)
        key = new_key(PASSPHRASE)
        found = [
            publishing(folder, desk, key),
            reading(folder, key),
            opening(folder, key),
            asking(folder / "locked.cdesk"),
        ]
        desk.close()
        return found


def fill(session: Session) -> None:
    """Fill a desk with 50 MB."""
    chance = random.Random(1)
    session.add_all(Agreement(notes=chance.randbytes(25_000).hex()) for _ in range(500))


def publishing(folder: Path, desk: Desk, key: Key) -> Row:
    """Publishing it locked, against publishing it plain."""

    def published(name: str, key: Key | None) -> Callable[[int], object]:
        target = folder / name
        return lambda _turn: seal(desk.path, target, digest_of(target), key)

    took = turns(7, published("locked.cdesk", key), published("plain.cdesk", None))
    size = (folder / "plain.cdesk").stat().st_size / 1e6
    return row(f"publishing {size:.0f} MB locked", *took, 3.0)


def reading(folder: Path, key: Key) -> Row:
    """Unlocking and checking what is inside, against checking the plain file."""

    def unlocked(_turn: int) -> None:
        check(folder / "locked.cdesk")
        with readable(folder / "locked.cdesk", key, folder) as plain:
            check(plain)

    return row("unlocking it", *turns(7, unlocked, lambda _n: check(folder / "plain.cdesk")), None)


def opening(folder: Path, key: Key) -> Row:
    """Opening the file on a laptop that has it already, against the plain one."""

    def opened(name: str, key: Key | None) -> Callable[[int], object]:
        return lambda _turn: open_file(folder / name, "", folder / name[:-6], key).desk.close()

    locked, plain = opened("locked.cdesk", key), opened("plain.cdesk", None)
    locked(0)
    plain(0)
    return row("opening it again", *turns(5, locked, plain), None)


def asking(file: Path) -> Row:
    """Making the key of a passphrase: slow on purpose, against a frame of half a second."""
    took, _none = turns(5, lambda _n: unlock(file, PASSPHRASE), lambda _n: None)
    return row("taking the passphrase", took, 0.5, None)
