"""A review copy of a plan goes out with its comments, and the comments in it come back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.comments import Comment, comment_key
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.word_marks import mark_of
from commission_desk.i18n import N_, translator
from commission_desk.operations.plan_comments import CommentView, comments
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_words_back import WordsBack, take_in_words
from commission_desk.operations.plans import plan
from commission_desk.operations.records import get, placed
from commission_desk.operations.titles import prompt_title
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Plan, PlanComment
from commission_desk.store.tables.base import id_of

WHOLE_PLAN = N_("The whole plan")


@dataclass(frozen=True, slots=True)
class CommentBack:
    """A comment that came back: a new one, new replies to one there is, or that it is resolved.

    ``there`` is the id of the comment that the desk has, empty for a new one; ``new`` holds what
    is to be added: the comment itself or its replies. ``mark`` is the part's in the file.
    """

    prompt_id: str
    title: str
    comment: Comment
    there: str = ""
    new: tuple[Comment, ...] = ()
    resolves: bool = False
    mark: str = ""


def review_copy(session: Session, record: str, language: str, today: date) -> PlanPaper:
    """Return what a plan says now with its open comments, for those who read it in Word.

    Comments on what is not printed, such as a question asked first, stand with the whole plan's.
    """
    _ = translator(language)
    paper = plan_paper(session, record, language, today)
    by_part: dict[str, list[Comment]] = {}
    for each in comments(session, record):
        if each.open:
            by_part.setdefault(each.prompt_id, []).append(_travelling(each))
    sections = tuple(
        replace(section, parts=tuple(
            replace(part, comments=tuple(by_part.pop(part.prompt_id, ()))) for part in section.parts
        ))
        for section in paper.sections
    )  # fmt: skip
    says = _(
        "Review copy. Mark the words you mean and choose “New comment”; text can be changed too. "
        "Save the file and send it back: comments and changes are taken in from it."
    )
    on_plan = list(by_part.pop("", ()))
    outline = plan(session, record).row.outline_id
    for prompt, found in by_part.items():
        title = _title(session, outline, prompt, language)
        on_plan += [replace(each, text=f"{title}: {each.text}") for each in found]
    return replace(paper, sections=sections, comments=tuple(on_plan), review=says)


def comments_back(
    session: Session,
    record: str,
    found: Iterable[tuple[str, Comment]],
    sent: Mapping[str, str],
    language: str,
) -> tuple[CommentBack, ...]:
    """Return what a file says in comments that the desk does not, in the order of the file.

    ``found`` are comments with the mark of their part; ``sent`` are the keys and ids of those that
    went out with the file. One that was removed here since is not offered again, but what was
    replied to it is, as a comment of its own.
    """
    desk = _Desk(session, record)
    outline = plan(session, record).row.outline_id
    back: list[CommentBack] = []
    for mark, comment in found:
        prompt = desk.parts.get(mark, "")
        title = _title(session, outline, prompt, language)
        key = comment_key(mark, comment)
        here = desk.known.get(sent.get(key, "")) or desk.known.get(_id(record, mark, comment))
        top = here.id if here else ""
        new = tuple(
            reply for reply in comment.replies
            if comment_key(mark, reply, key) not in sent
            and _id(record, mark, reply, top) not in desk.replies
        )  # fmt: skip
        if here is not None:
            resolves = comment.resolved and here.open
            if new or resolves:
                back.append(CommentBack(prompt, title, comment, top, new, resolves, mark))
        elif key in sent:
            alone = (replace(reply, quote=comment.quote) for reply in new)
            back += [
                CommentBack(prompt, title, reply, new=(reply,), mark=mark)
                for reply in alone
                if _id(record, mark, reply) not in desk.known
            ]
        else:
            back.append(CommentBack(prompt, title, comment, new=(comment,), mark=mark))
    return tuple(back)


@named(N_("Take in text and comments from Word"))
def take_in_file(
    session: Session, record: str, words: tuple[WordsBack, ...], said: tuple[CommentBack, ...]
) -> tuple[int, int]:
    """Take in changed text and comments of one file in one step; return how many of each.

    Raises UserError for a part that the desk has changed since the two were compared.
    """
    return take_in_words(session, record, words), take_in_comments(session, record, said)


@named(N_("Take in comments"))
def take_in_comments(session: Session, record: str, chosen: Iterable[CommentBack]) -> int:
    """Keep comments that came back, under the names they were made by; return how many.

    Taking in a file twice, or on two laptops, makes no second one.
    """
    get(session, Plan, record)
    count = 0
    for each in chosen:
        top = each.there
        if not top:
            top = _keep(session, record, each, each.comment, None)
            count += 1
        replies = each.new if each.there else each.comment.replies
        for reply in replies:
            _keep(session, record, each, reply, top)
            count += 1
        if each.resolves or (not each.there and each.comment.resolved):
            here = get(session, PlanComment, top)
            here.resolved_on = date.today()  # noqa: DTZ011 - the person's own day
            here.resolved_by = session.info[RECORDER].who
            count += each.resolves
        elif each.there and each.new:  # a reply opens a comment again, as one typed here does
            here = get(session, PlanComment, top)
            here.resolved_on, here.resolved_by = None, ""
    return count


class _Desk:
    """What the desk has to compare with: its comments and replies by id, its parts by mark."""

    def __init__(self, session: Session, record: str) -> None:
        threads = comments(session, record)
        self.known = {each.id: each for each in threads}
        self.replies = {reply.id for each in threads for reply in each.replies}
        self.parts = {mark_of(prompt): prompt for prompt in _prompts(session, record)}


def _keep(
    session: Session, record: str, back: CommentBack, comment: Comment, top: str | None
) -> str:
    made = placed(
        session, PlanComment, _id(record, back.mark, comment, top or ""), plan_id=record,
        prompt_id=back.prompt_id,
    )  # fmt: skip
    made.text, made.said_by, made.replies_to = comment.text, comment.who, top
    quote = comment.quote
    made.quote, made.before, made.after = quote.words, quote.before, quote.after
    if comment.said is not None:
        made.said_on, made.said_at = comment.said.date(), comment.said.time()
    return made.id


def _id(record: str, mark: str, comment: Comment, top: str = "") -> str:
    """Return the one id of a comment that came in a file, wherever it is taken in."""
    return id_of("plan_comment", record, comment_key(mark, comment, top), top)


def _travelling(view: CommentView) -> Comment:
    at = datetime.combine(view.on, view.at or time()) if view.on else None
    at = at.replace(microsecond=0) if at else None  # a file keeps no more
    replies = tuple(_travelling(reply) for reply in view.replies)
    return Comment(view.text, view.who, at, view.quote, not view.open, replies, view.id)


def _title(session: Session, outline: str, prompt: str, language: str) -> str:
    if prompt:
        return prompt_title(outline, prompt, language, session)
    return translator(language)(WHOLE_PLAN)


def _prompts(session: Session, record: str) -> Iterator[str]:
    """Yield the parts that comments can be on: those of the outline, and those commented on."""
    outline = plan(session, record).outline
    yield from (prompt.id for prompt in outline.prompts)
    yield from session.scalars(
        select(PlanComment.prompt_id).where(PlanComment.plan_id == record).distinct()
    )
