"""Comments on a plan: on a part, on some words of it, answered and resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.quotes import NO_WORDS, Quote
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, standing
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Plan, PlanComment


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with what was replied to it, the oldest first; ``prompt_id`` "" is the plan."""

    id: str
    plan: str
    prompt_id: str
    quote: Quote
    text: str
    who: str
    on: date | None
    at: time | None
    resolved_on: date | None = None
    resolved_by: str = ""
    replies: tuple["CommentView", ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.resolved_on is None


def comments(session: Session, plan: str) -> tuple[CommentView, ...]:
    """Return the comments on a plan, the oldest first, each with its replies."""
    rows = sorted(
        session.scalars(standing(PlanComment).where(PlanComment.plan_id == plan)), key=_said
    )
    known = {row.id: row for row in rows}
    first = {row.id: _first(row, known) for row in rows}
    replies: dict[str, list[CommentView]] = {}
    for row in rows:
        if first[row.id] != row.id:
            replies.setdefault(first[row.id], []).append(_view(row))
    return tuple(_view(row, replies.get(row.id, ())) for row in rows if first[row.id] == row.id)


def open_counts(found: Iterable[CommentView]) -> dict[str, int]:
    """Return how many open comments each part has, by prompt id."""
    counts: dict[str, int] = {}
    for each in found:
        if each.open:
            counts[each.prompt_id] = counts.get(each.prompt_id, 0) + 1
    return counts


@named(N_("Comment on the plan"))
def add_comment(
    session: Session, plan: str, prompt_id: str, text: str, quote: Quote = NO_WORDS
) -> str:
    """Say something of a part, of some words of it or of the whole plan; return the comment's id.

    A plan that was approved takes comments too: they are for its next version. Raises UserError
    for a comment without words.
    """
    get(session, Plan, plan)
    made = _made(session, plan, prompt_id, text)
    made.quote, made.before, made.after = quote.words, quote.before, quote.after
    session.add(made)
    return made.id


@named(N_("Reply to a comment"))
def reply_to_comment(session: Session, comment: str, text: str) -> str:
    """Answer a comment; one that was resolved is open again. Raises UserError without words."""
    first = get(session, PlanComment, comment)
    made = _made(session, first.plan_id, first.prompt_id, text)
    made.replies_to = first.id
    session.add(made)
    first.resolved_on, first.resolved_by = None, ""
    return made.id


@named(N_("Change a comment"))
def edit_comment(session: Session, comment: str, text: str) -> None:
    """Change the words of a comment; raises UserError for somebody else's, and for no words."""
    found = get(session, PlanComment, comment)
    if found.said_by != session.info[RECORDER].who:
        raise UserError(
            _("Somebody else wrote this comment. Reply to it to say something different.")
        )
    found.text = _words(text)


@named(N_("Resolve a comment"))
def resolve_comment(session: Session, comment: str) -> None:
    """Say that a comment was dealt with; it stays to be read."""
    found = get(session, PlanComment, comment)
    found.resolved_on, found.resolved_by = _now().date(), session.info[RECORDER].who


@named(N_("Open a comment again"))
def reopen_comment(session: Session, comment: str) -> None:
    """Say that a comment still waits for somebody."""
    found = get(session, PlanComment, comment)
    found.resolved_on, found.resolved_by = None, ""


def _first(row: PlanComment, known: Mapping[str, PlanComment]) -> str:
    """Return the comment that a reply is shown under; itself if its replies go in a circle."""
    seen, at = {row.id}, row
    while (above := known.get(at.replies_to or "")) is not None:
        if above.id in seen:
            return row.id
        seen.add(above.id)
        at = above
    return at.id


def _made(session: Session, plan: str, prompt_id: str, text: str) -> PlanComment:
    now = _now()
    return PlanComment(
        plan_id=plan, prompt_id=prompt_id, text=_words(text), said_on=now.date(),
        said_at=now.time(), said_by=session.info[RECORDER].who,
    )  # fmt: skip


def _words(text: str) -> str:
    if not text.strip():
        raise UserError(_("Write what you want to say first."))
    return text.strip()


def _said(row: PlanComment) -> tuple[date, time, str]:
    return row.said_on or date.min, row.said_at or time.min, row.id


def _view(row: PlanComment, replies: Iterable[CommentView] = ()) -> CommentView:
    return CommentView(
        row.id, row.plan_id, row.prompt_id, Quote(row.quote, row.before, row.after), row.text,
        row.said_by, row.said_on, row.said_at, row.resolved_on, row.resolved_by, tuple(replies),
    )  # fmt: skip


def _now() -> datetime:
    return datetime.now().astimezone()
