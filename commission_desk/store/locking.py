"""Locking with a passphrase: what stands in a locked file, and how it is written and read.

A head of fixed length, then the sealed file in pieces of 1 MiB, each AES-256-GCM. The head says in
clear only how the key is made of the passphrase, which desk it is (an id that names nobody) and
which version of the program can read it. A piece is bound to the head, to its place and to whether
it is the last, so pieces left out, swapped or taken from another file are refused. Every file has a
key of its own, so no nonce is ever used twice. ``cryptography`` is loaded when a file is locked.
"""

import contextlib
import hmac
import secrets
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.locked import FAMILY, is_locked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = FAMILY + b"1\n"
HEAD = struct.Struct(">11sBBBI16s16s16s32s")  # magic, scrypt's n, r and p, and the rest of Head
PROOF = 32  # bytes of the tag after it
HEAD_LENGTH = HEAD.size + PROOF
PIECE = 1 << 20
TAG = 16  # bytes that GCM adds to a piece
# RFC 7914; OWASP's password storage cheat sheet asks for n = 2**17, r = 8, p = 1 (128 MiB, 0.3 s).
COST, BLOCK, LANES = 17, 8, 1
COSTS = range(15, 18)  # a stranger's file must not make this laptop work for hours


class NeedsPassphrase(UserError):  # noqa: N818 - a question, not a fault
    """The file is locked, and no key or another one was given."""


class WrongPassphrase(UserError):  # noqa: N818 - an answer, not a fault
    """The file is whole, and the passphrase is not the one it was locked with."""


@dataclass(frozen=True, slots=True)
class Lock:
    """How a passphrase becomes the key: scrypt's salt and cost, and a value that tells the key.

    Files locked in the same setting of a passphrase have the same lock.
    """

    cost: int
    salt: bytes
    check: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """What opens and locks the files of one lock; the passphrase itself is not kept."""

    lock: Lock
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """What a locked file says in clear; ``own`` makes its pieces' key, ``tag`` proves the rest."""

    lock: Lock
    schema: int
    desk: str
    own: bytes
    tag: bytes

    def packed(self) -> bytes:
        """The head as it stands in the file."""
        return self.proved() + self.tag

    def proved(self) -> bytes:
        """Everything that the tag proves."""
        lock = self.lock
        return HEAD.pack(
            MAGIC, lock.cost, BLOCK, LANES, self.schema, bytes.fromhex(self.desk),
            lock.salt, lock.check, self.own,
        )  # fmt: skip


def lock_of(path: Path) -> Lock | None:
    """Return the lock of a file, None where it has none; raises UserError for a damaged head."""
    return read_head(path).lock if is_locked(path) else None


def of_key(key: Key | None) -> Lock | None:
    """Return the lock of the files that a key writes, None where there is no key."""
    return key.lock if key else None


def new_key(passphrase: str) -> Key:
    """Make a key for a new passphrase; raises UserError for an empty one."""
    salt = secrets.token_bytes(16)
    secret = _secret(passphrase, salt, COST)
    return Key(Lock(COST, salt, _check_value(secret)), secret)


def unlock(path: Path, passphrase: str) -> Key:
    """Return the key of a locked file that is whole; raises WrongPassphrase or UserError."""
    head = read_head(path)
    secret = _secret(passphrase, head.lock.salt, head.lock.cost)
    if not hmac.compare_digest(_check_value(secret), head.lock.check):
        raise WrongPassphrase(_("That is not the passphrase of “{name}”.").format(name=path.name))
    key = Key(head.lock, secret)
    _prove(path, head, key)
    return key


def confirm(key: Key, passphrase: str) -> None:
    """Make sure that someone knows the passphrase of a key; raises WrongPassphrase or UserError."""
    secret = _secret(passphrase, key.lock.salt, key.lock.cost)
    if not hmac.compare_digest(secret, key.secret):
        raise WrongPassphrase(_("That is not the present passphrase."))


def read_head(path: Path) -> Head:
    """Read the head of a locked file; raises UserError in plain words if it cannot be one."""
    with path.open("rb") as file:
        raw = file.read(HEAD_LENGTH)
    if not raw.startswith(MAGIC):
        raise newer(path)
    if len(raw) < HEAD_LENGTH:
        raise _altered(path)
    _magic, cost, block, lanes, schema, desk, salt, check, own = HEAD.unpack(raw[:-PROOF])
    if cost not in COSTS or (block, lanes) != (BLOCK, LANES):
        raise _altered(path)
    return Head(Lock(cost, salt, check), schema, desk.hex(), own, raw[-PROOF:])


def encrypt(plain: Path, locked: BinaryIO, key: Key, desk: str, schema: int) -> None:
    """Write a head and the pieces of a file, without the seal that belongs after them."""
    bare = Head(key.lock, schema, desk, secrets.token_bytes(32), b"")
    head = Head(bare.lock, schema, desk, bare.own, _derived(key.secret, b"head", bare.proved()))
    cipher, left = _cipher(head, key), plain.stat().st_size
    locked.write(head.packed())
    with plain.open("rb") as file:
        for place in range(max(1, -(-left // PIECE))):
            piece = file.read(PIECE)
            left -= len(piece)
            locked.write(cipher.encrypt(_nonce(place, last=not left), piece, head.packed()))


def decrypted(path: Path, end: int, key: Key) -> Iterator[bytes]:
    """Give the contents of a locked file piece by piece, ``end`` being where its pieces stop.

    Raises UserError at the first piece that is not what was locked: nobody may take what came
    before it for the file.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see the module

    head = read_head(path)
    _prove(path, head, key)
    cipher, left, place = _cipher(head, key), end - HEAD_LENGTH, 0
    with path.open("rb") as file:
        file.seek(HEAD_LENGTH)
        while left > 0 or place == 0:
            piece = file.read(max(0, min(left, PIECE + TAG)))
            left -= PIECE + TAG
            try:
                yield cipher.decrypt(_nonce(place, last=left <= 0), piece, head.packed())
            except InvalidTag as problem:
                raise _altered(path) from problem
            place += 1


def write_decrypted(path: Path, end: int, key: Key, plain: Path) -> None:
    """Write the contents of a locked file to a new file of ours, gone again if it is not whole."""
    try:
        with plain.open("xb") as file:
            for piece in decrypted(path, end, key):
                file.write(piece)
    except BaseException:
        with contextlib.suppress(OSError):
            plain.unlink(missing_ok=True)
        raise


def proved_desk(path: Path, key: Key | None) -> str:
    """Return the id of the desk in a locked file, as its key proves it; raises NeedsPassphrase."""
    if key is None:
        raise NeedsPassphrase(_("“{name}” is locked with a passphrase.").format(name=path.name))
    head = read_head(path)
    _prove(path, head, key)
    return head.desk


def newer(path: Path) -> UserError:
    """Say that a file is of a later version than this program knows."""
    return UserError(
        _(
            "“{name}” was made by a newer version of Commission Desk. Please update the "
            "program to open it; the file was not changed."
        ).format(name=path.name)
    )


def _prove(path: Path, head: Head, key: Key) -> None:
    if head.lock != key.lock:
        raise NeedsPassphrase(
            _("“{name}” is locked with another passphrase.").format(name=path.name)
        )
    if not hmac.compare_digest(_derived(key.secret, b"head", head.proved()), head.tag):
        raise _altered(path)


def _secret(passphrase: str, salt: bytes, cost: int) -> bytes:
    """Derive a key; letters with accents count the same however the keyboard composed them."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - see the module

    if not passphrase.strip():
        raise UserError(_("A passphrase cannot be empty. Please type one."))
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=32, n=1 << cost, r=BLOCK, p=LANES).derive(words)


def _check_value(secret: bytes) -> bytes:
    return _derived(secret, b"check", b"")[:16]


def _derived(secret: bytes, use: bytes, about: bytes) -> bytes:
    """Make a key or proof for one use, from which neither the secret nor another one follows."""
    return hmac.digest(secret, MAGIC + use + b"\0" + about, "sha256")


def _cipher(head: Head, key: Key) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see the module

    return AESGCM(_derived(key.secret, b"pieces", head.own))


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])


def _altered(path: Path) -> UserError:
    return UserError(
        _(
            "“{name}” is not as it was when it was locked: it was changed afterwards. It was not "
            "opened; please open a backup or ask for the file again."
        ).format(name=path.name)
    )
