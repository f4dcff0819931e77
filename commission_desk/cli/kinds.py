"""The kinds of record the command line lists and shows, and where their rows come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commission_desk.cli.output import Row, facts
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ALL = 10_000_000  # rows; a list without a window has no first page
Rows = Callable[["Session", str | None], list[Row]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its rows, the columns of a plain list, and the name of its table."""

    table: str
    columns: tuple[str, ...]
    rows: Rows


def rows_of(session: "Session", kind: str, home: str | None = None) -> list[Row]:
    """Return the rows of a kind; of one plan, meeting or agreement where ``home`` names it."""
    return KINDS[kind].rows(session, home)


def _agreements(session: "Session", _home: str | None) -> list[Row]:
    from commission_desk.operations.register import (  # noqa: PLC0415 - loads the ORM
        RegisterQuery,
        first_agreements,
    )

    return _facts(first_agreements(session, RegisterQuery(sort="reference"), ALL))


def _organisations(session: "Session", _home: str | None) -> list[Row]:
    from commission_desk.operations.organisations import organisations  # noqa: PLC0415 - the ORM

    return _facts(organisations(session))


def _stakeholders(session: "Session", _home: str | None) -> list[Row]:
    from commission_desk.operations.stakeholders import stakeholders  # noqa: PLC0415 - the ORM

    return _facts(stakeholders(session))


def _contacts(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.stakeholders import contacts  # noqa: PLC0415 - loads the ORM

    return _facts(contacts(session, home))


def _plans(session: "Session", _home: str | None) -> list[Row]:
    from commission_desk.operations.plans import plans  # noqa: PLC0415 - loads the ORM

    return [{**facts(row), "percent": row.percent} for row in plans(session)]


def _prompts(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.outlines import known_outline  # noqa: PLC0415 - loads the ORM
    from commission_desk.operations.plans import plan  # noqa: PLC0415 - loads the ORM
    from commission_desk.operations.titles import prompt_title  # noqa: PLC0415 - loads the ORM

    found = plan(session, home or _only(_plans(session, None), _("plan")))
    known_outline(session, found.row.outline_id)
    placed: list[Row] = [
        {
            "id": prompt.id, "section": section.title.en, "number": prompt.number,
            "title": prompt.title.en, "status": found.answer(prompt.id).status,
        }
        for section in found.outline.sections
        for prompt in section.prompts
    ]  # fmt: skip
    unplaced: list[Row] = [
        {
            "id": each.prompt_id, "section": "Unplaced", "number": "",
            "title": prompt_title(found.outline.key, each.prompt_id, "en", session),
            "status": each.status,
        }
        for each in found.unplaced
    ]  # fmt: skip
    return placed + unplaced


def _meetings(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.meetings import meetings  # noqa: PLC0415 - loads the ORM

    return _facts(meetings(session, home))


def _agenda(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.meetings import meeting  # noqa: PLC0415 - loads the ORM

    return _facts(meeting(session, home or _only(_meetings(session, None), _("meeting"))).items)


def _actions(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.actions import actions  # noqa: PLC0415 - loads the ORM

    return _facts(actions(session, **({"agreement_id": home} if home else {})))


def _risks(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.agreement_detail import risks  # noqa: PLC0415 - loads the ORM

    found = risks(session, **({"agreement_id": home} if home else {}))
    return [{**facts(row), "score": row.score} for row in found]


def _measures(session: "Session", home: str | None) -> list[Row]:
    from commission_desk.operations.agreement_detail import (  # noqa: PLC0415 - loads the ORM
        measured_agreements,
        measures,
    )

    return [
        {"agreement_id": agreement, **facts(row), "latest": row.latest, "standing": row.standing}
        for agreement in ((home,) if home else measured_agreements(session))
        for row in measures(session, agreement)
    ]


def _facts(rows: Any) -> list[Row]:
    return [facts(row) for row in rows]


def _only(rows: list[Row], name: str) -> str:
    """Return the id of the only row; raises UserError where there are none or several."""
    if len(rows) == 1:
        return str(rows[0]["id"])
    raise UserError(
        _("Say which {kind}: the desk has {count}; list gives their ids.").format(
            kind=name, count=len(rows)
        )
    )


KINDS: dict[str, Kind] = {
    "agreements": Kind(
        "agreement", ("reference", "title", "provider", "annual_pence", "end", "risk", "grade"),
        _agreements,
    ),
    "organisations": Kind("organisation", ("name", "sector", "id"), _organisations),
    "stakeholders": Kind(
        "stakeholder", ("name", "category", "interest", "influence", "support_now", "id"),
        _stakeholders,
    ),
    "contacts": Kind("engagement", ("held_on", "method", "about", "id"), _contacts),
    "plans": Kind("plan", ("title", "care_group", "status", "percent", "id"), _plans),
    "prompts": Kind("answer", ("number", "title", "status"), _prompts),
    "meetings": Kind("meeting", ("held_on", "title", "status", "minutes_status", "id"), _meetings),
    "agenda": Kind("agenda_item", ("number", "title", "lead", "minutes"), _agenda),
    "actions": Kind("action", ("due", "status", "title", "owner", "id"), _actions),
    "risks": Kind("risk", ("score", "status", "title", "owner", "id"), _risks),
    "measures": Kind("measure", ("title", "kind", "latest", "target", "standing"), _measures),
}  # fmt: skip
