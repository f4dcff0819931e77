"""Writing a finished file: whole or not at all."""

import errno
import os
import secrets
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

_full = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def write_whole(target: Path, data: bytes) -> None:
    """Put ``data`` at ``target``, replacing what is there; raises UserError, leaving nothing."""
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as problem:
        raise UserError(_sentence(target, problem)) from problem
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # its folder is no folder, or cannot be written to: nothing was left there
        return


def _sentence(target: Path, problem: OSError) -> str:
    if problem.errno in _full:
        message = _("{file} could not be saved because the disk is full: make room and try again.")
    else:
        message = _(
            "{file} could not be saved in {folder}: choose another folder, "
            "or close the file if it is open in another program."
        )
    return message.format(file=target.name, folder=target.parent)
