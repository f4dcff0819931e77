"""The desk: one working copy, asked and changed by operations, each one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.store.engine import working_engine, writing
from commission_desk.store.lock import Presence
from commission_desk.store.origin import origin_of
from commission_desk.store.recording import Recorder, watch
from commission_desk.store.sealed import sync_folder
from commission_desk.store.tables import Step
from commission_desk.store.trouble import in_plain_words, plainly
from commission_desk.store.undo import Left, redoable, reverse, undoable

ORIGIN = "origin"  # where a session keeps which laptop's it is
KEPT = "kept"  # where a session that reads has what was made of the desk as it stands
P = ParamSpec("P")
T = TypeVar("T")
Operation = Callable[Concatenate[Session, P], T]


@dataclass(frozen=True, slots=True)
class Notice:
    """What changed: the tables touched and the name of the step, in English.

    ``by_others`` says that it was not done here but came with another copy of the desk.
    """

    tables: frozenset[str]
    label: str
    by_others: bool = False


@dataclass(frozen=True, slots=True)
class Reversal:
    """What was undone or done again: the step's name, and what others had changed since."""

    label: str
    left: tuple[Left, ...] = ()


class Desk:
    """A team's desk, open for work.

    ``ask`` runs an operation that reads; ``do`` runs one that changes: one transaction, one step
    of undo, one entry in the history, one notice to ``listeners``. Undo takes back the steps of
    this laptop only, never a colleague's.
    """

    def __init__(self, working_copy: Path, who: str) -> None:
        self.path = working_copy
        self.who = who
        self.origin = origin_of(working_copy.parent)
        self.listeners: list[Callable[[Notice], None]] = []
        self._made: dict[str, object] = {}
        self._engine = working_engine(working_copy)
        self._writer = writing(self._engine)
        with plainly():
            self._presence = Presence(working_copy.parent)

    def ask(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a reading operation and return its plain result."""
        info = {ORIGIN: self.origin, KEPT: self._made}
        with plainly(), Session(self._engine, info=info) as session:
            return operation(session, *args, **kwargs)

    def do(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a changing operation as one named step and tell the listeners."""
        recorder = Recorder(label=name_of(operation, *args), who=self.who, origin=self.origin)
        with plainly(), Session(self._writer, info={ORIGIN: self.origin}) as session:
            watch(session, recorder)
            result = operation(session, *args, **kwargs)
            self._commit(session, recorder)
        self._tell(recorder)
        return result

    def undo(self) -> str | None:
        """Take back the newest step still standing; return its name, or None."""
        found = self.reverse("undo")
        return found.label if found else None

    def redo(self) -> str | None:
        """Take back the newest undo; return the name of what is done again, or None."""
        found = self.reverse("redo")
        return found.label if found else None

    def reverse(self, kind: Literal["undo", "redo"]) -> Reversal | None:
        """Undo or redo, and say which fields were left because others changed them since."""
        with plainly(), Session(self._writer) as session:
            connection = session.connection()
            newest = undoable if kind == "undo" else redoable
            found = newest(connection, self.origin)
            if found is None:
                return None
            recorder = Recorder(label=found[1], who=self.who, kind=kind, origin=self.origin)
            left = reverse(connection, found[0], recorder)
            self._commit(session, recorder)
        self._tell(recorder)
        return Reversal(recorder.label, left)

    @property
    def undo_name(self) -> str | None:
        """What Undo would take back, as an English message."""
        with plainly(), self._engine.connect() as connection:
            found = undoable(connection, self.origin)
        return found[1] if found else None

    @property
    def redo_name(self) -> str | None:
        """What Redo would do again, as an English message."""
        with plainly(), self._engine.connect() as connection:
            found = redoable(connection, self.origin)
        return found[1] if found else None

    def compact(self) -> None:
        """Write the working copy anew, so that nothing which was taken out is left in its bytes."""
        with plainly():
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("VACUUM")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of the working copy."""
        self._engine.dispose()
        self._presence.close()

    def tell(self, notice: Notice) -> None:
        """Tell the listeners what changed."""
        for listener in self.listeners:
            listener(notice)

    def _commit(self, session: Session, recorder: Recorder) -> None:
        """Commit, and tell the truth where the disk fails when the step may be kept already.

        The last thing that a commit does is to flush the folder; an error there comes too late to
        take anything back.
        """
        session.flush()
        try:
            session.commit()
        except DBAPIError as problem:
            if recorder.seq is None or in_plain_words(problem) is None:
                raise
            session.rollback()
            if not self._kept(recorder, problem):
                raise

    def _kept(self, recorder: Recorder, problem: DBAPIError) -> bool:
        try:
            with self._engine.connect() as connection:
                kept = connection.scalar(select(Step.seq).where(Step.id == recorder.id))
            if kept is not None:
                sync_folder(self.path.parent)
        except (DBAPIError, OSError) as again:
            raise UserError(
                _(
                    "The disk of this laptop failed ({reason}), so the last change may not be "
                    "saved. What was saved before is safe; please look before you make it again."
                ).format(reason=problem.orig)
            ) from again
        return kept is not None

    def _tell(self, recorder: Recorder) -> None:
        if recorder.seq is not None:
            self.tell(Notice(frozenset(recorder.tables), recorder.label))


def named(
    label: str, by: Mapping[str, str] | None = None
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Give an operation the name that undo and the history show for it.

    ``by`` has names of its own for what it may be done with, such as one of several tables.
    """

    def mark(operation: Callable[P, T]) -> Callable[P, T]:
        operation.__dict__["step_name"] = label
        operation.__dict__["step_names"] = by or {}
        return operation

    return mark


def name_of(operation: Callable[..., object], *args: object) -> str:
    """Return the name an operation was given, for what it is done with."""
    by = operation.__dict__.get("step_names", {})
    for word in args:
        if isinstance(word, str) and word in by:
            return str(by[word])
    return str(operation.__dict__.get("step_name", N_("Change")))
