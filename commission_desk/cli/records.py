"""Commands on records: list, show, search."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from commission_desk.cli.desks import opened, with_file, with_json
from commission_desk.cli.kinds import KINDS, rows_of
from commission_desk.cli.output import complain, plain, say, say_json, say_rows
from commission_desk.domain.errors import UserError
from commission_desk.domain.history import end_of
from commission_desk.i18n import _, full_date

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commission_desk.store.desk import Desk

COMMANDS = ("list", "show", "search")
FOUND = ("kind", "title", "excerpt", "record")
MOST = 100  # things found


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    lists = commands.add_parser("list", help=_("list the records of a kind"))
    with_file(lists)
    _with_kind(lists)
    lists.add_argument(
        "home", metavar="ID", nargs="?",
        help=_("the plan of prompts, the meeting of agenda, or the agreement of its own records"),
    )  # fmt: skip
    _with_as_at(lists)
    with_json(lists)
    lists.set_defaults(run=_list)

    show = commands.add_parser("show", help=_("show one record, with its history"))
    with_file(show)
    _with_kind(show)
    show.add_argument("id", metavar="ID", help=_("its id, or an agreement’s reference"))
    _with_as_at(show)
    with_json(show)
    show.set_defaults(run=_show)

    search = commands.add_parser("search", help=_("find anything"))
    with_file(search)
    search.add_argument("words", metavar="WORDS", nargs="+", help=_("words or their beginnings"))
    with_json(search)
    search.set_defaults(run=_search)


def record_id(session: "Session", kind: str, words: str) -> str:
    """Return the id meant: the id itself, or an agreement's reference."""
    if kind == "agreements":
        wanted = words.casefold()
        for row in rows_of(session, kind):
            if wanted in (row["id"], row["reference"].casefold()):
                return str(row["id"])
    return words


def _with_kind(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "kind", metavar="KIND", choices=tuple(KINDS), help=_("one of: ") + ", ".join(KINDS)
    )


def _with_as_at(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-at", metavar="DATE", type=date.fromisoformat,
        help=_("as it stood at the end of a day, such as 2026-03-03"),
    )  # fmt: skip


@contextmanager
def _desk(chosen: argparse.Namespace) -> "Iterator[Desk]":
    """Open the desk, or a view of it as it stood at the end of the day that was named."""
    with opened(chosen.file, chosen.passphrase_file) as found:
        if chosen.as_at is None:
            yield found.desk
            return
        from commission_desk.operations.thinning import day_kept  # noqa: PLC0415 - the ORM
        from commission_desk.store.as_at import look_at_moment  # noqa: PLC0415 - the ORM

        day = found.desk.ask(day_kept, chosen.as_at)
        if day != chosen.as_at:
            complain(
                _("The history was thinned: what stood at the end of {date} is shown.").format(
                    date=full_date(day)
                )
            )
        view = look_at_moment(found.desk.path, end_of(day))
        try:
            yield view
        finally:
            view.close()


def _list(chosen: argparse.Namespace) -> None:
    kind = chosen.kind
    with _desk(chosen) as desk:
        home = chosen.home
        if home and kind in ("meetings", "actions", "risks", "measures"):
            home = desk.ask(record_id, "agreements", home)
        rows = desk.ask(rows_of, kind, home)
    say_rows(rows, as_json=chosen.json, columns=KINDS[kind].columns)


def _show(chosen: argparse.Namespace) -> None:
    with _desk(chosen) as desk:
        shown = desk.ask(_whole, chosen.kind, chosen.id)
    if chosen.json:
        say_json(shown)
        return
    for name, value in shown["record"].items():
        if value not in (None, "", []):
            say(f"{name}: {value}")
    for change in shown["history"]:
        say(f"{change['at']}  {change['who']}  {change['label']}  {change['field']}")


def _search(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.finding import search  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.search import SearchIndex  # noqa: PLC0415 - loads the ORM

    with opened(chosen.file, chosen.passphrase_file) as found:
        index = SearchIndex(found.desk.path.with_name("search.sqlite"))
        hits = found.desk.ask(search, index, " ".join(chosen.words), MOST)
    say_rows([plain(hit) for hit in hits], as_json=chosen.json, columns=FOUND)


def _whole(session: "Session", kind: str, words: str) -> dict[str, Any]:
    """Return a record's facts and its history; raises UserError if there is none."""
    from commission_desk.operations.history import history  # noqa: PLC0415 - loads the ORM

    record = record_id(session, kind, words)
    if kind == "prompts":
        facts, record = _answer(session, record)
    elif kind == "agreements":
        facts = _agreement(session, record)
    elif kind in ("plans", "meetings"):
        parts = {"plans": "prompts", "meetings": "agenda"}[kind]
        facts = {**_row(session, kind, record), parts: rows_of(session, parts, record)}
    elif kind == "agenda":
        facts = _item(session, record)
    else:
        facts = _row(session, kind, record)
    changes = history(session, record)
    return {"kind": kind, "record": plain(facts), "history": plain(changes)}


def _row(session: "Session", kind: str, record: str) -> dict[str, Any]:
    for row in rows_of(session, kind):
        if row["id"] == record:
            return dict(row)
    raise UserError(
        _("There is no record “{record}” among {kind}.").format(record=record, kind=kind)
    )


def _agreement(session: "Session", record: str) -> dict[str, Any]:
    from commission_desk.operations.agreement_detail import agreement  # noqa: PLC0415 - the ORM
    from commission_desk.operations.agreement_money import agreement_money  # noqa: PLC0415
    from commission_desk.operations.agreement_why import agreement_why  # noqa: PLC0415

    _row(session, "agreements", record)
    found = agreement(session, record)
    facts = plain(found)
    money = agreement_money(session, record)
    value = {"current": money.value.current, "whole": money.value.whole}
    today = date.today()  # noqa: DTZ011 - the person's own day
    return {
        **facts.pop("row"), **facts, "term": found.term.words,
        "money": {**plain(money), "value": {**plain(money.value), **value}},
        "why": plain(agreement_why(session, record, today)),
    }  # fmt: skip


def _answer(session: "Session", prompt: str) -> tuple[dict[str, Any], str]:
    """Return what the plans say to a prompt, and the id of the newest plan's answer."""
    from commission_desk.operations.plans import plan, plans  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.tables.base import id_of  # noqa: PLC0415 - loads the ORM

    for row in plans(session):
        for known in rows_of(session, "prompts", row.id) if row.outline_known else ():
            if prompt in (known["id"], known["number"]):
                answer = plan(session, row.id).answer(known["id"])
                facts = {**known, "plan_id": row.id, **plain(answer)}
                return facts, id_of("answer", row.id, known["id"])
    raise UserError(_("There is no prompt “{prompt}” in a plan.").format(prompt=prompt))


def _item(session: "Session", item: str) -> dict[str, Any]:
    for meeting in rows_of(session, "meetings"):
        for row in rows_of(session, "agenda", meeting["id"]):
            if row["id"] == item:
                return {**row, "meeting_id": meeting["id"]}
    raise UserError(_("There is no item “{item}” on an agenda.").format(item=item))
