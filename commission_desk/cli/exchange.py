"""Commands for other people's files: import and export."""

import argparse
import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from commission_desk.cli.desks import opened, with_file, with_json, with_output
from commission_desk.cli.kinds import KINDS, rows_of
from commission_desk.cli.output import Row, plain, say, say_json
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language

if TYPE_CHECKING:
    from commission_desk.exchange.mapping import Mapping
    from commission_desk.exchange.preview import Answers, Preview
    from commission_desk.exchange.source import Source, Table

COMMANDS = ("import", "export")
PUBLISHED = ("transparency-csv", "wales-s40-csv", "ocds", "360giving", "ics")
FORMATS = ("xlsx", "csv", "json", *PUBLISHED)
FLAT = tuple(kind for kind in KINDS if kind not in ("prompts", "agenda"))
ANSWERS = ("header_row", "columns", "day_order", "end_meaning", "kind", "accept", "spellings")


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    imports = commands.add_parser(
        "import", help=_("take in a register from another program"),
        epilog=_(
            "A mapping is a JSON file: header_row; columns, from a heading or column letter to "
            "a field or null; day_order (“day first” or “month first”); end_meaning (initial, "
            "extended or unknown); kind; accept (row numbers or “all”); spellings."
        ),
    )  # fmt: skip
    with_file(imports)
    imports.add_argument("source", metavar="SOURCE", type=Path, help=_("the file to take in"))
    imports.add_argument(
        "--as", dest="kind", metavar="KIND", choices=("agreements",), default="agreements",
        help=_("what its rows are (default and so far only: %(default)s)"),
    )  # fmt: skip
    imports.add_argument("--mapping", metavar="M", type=Path, help=_("what its columns mean"))
    imports.add_argument("--dry-run", action="store_true", help=_("say what would change"))
    with_json(imports)
    imports.set_defaults(run=_import)

    exports = commands.add_parser(
        "export", help=_("write a list as xlsx, csv or json, or publish the register"),
        epilog=_(
            "transparency-csv, wales-s40-csv, ocds, 360giving and ics are of agreements only; what "
            "they must say and the desk does not hold is listed. With --strict nothing is written "
            "then."
        ),
    )  # fmt: skip
    with_file(exports)
    exports.add_argument(
        "format", metavar="FORMAT", choices=FORMATS, help=_("one of: ") + ", ".join(FORMATS)
    )
    exports.add_argument(
        "--kind", choices=FLAT, default="agreements", help=_("the list (default: %(default)s)")
    )
    exports.add_argument(
        "--strict", action="store_true", help=_("write nothing while something is missing")
    )
    exports.add_argument("--language", choices=("en", "cy"), default="en",
                         help=_("of the words in a calendar (default: %(default)s)"))  # fmt: skip
    with_json(exports)
    with_output(exports, "OUT", _("the file to write"))
    exports.set_defaults(run=_export)


def _import(chosen: argparse.Namespace) -> None:
    from commission_desk.exchange.choosing import (  # noqa: PLC0415 - as above
        chosen_fields,
        with_chosen,
    )
    from commission_desk.exchange.preview import preview  # noqa: PLC0415 - only imports need it
    from commission_desk.exchange.reading import read_source  # noqa: PLC0415 - as above
    from commission_desk.operations.column_mappings import known_mapping  # noqa: PLC0415 - as below
    from commission_desk.operations.importing import (  # noqa: PLC0415 - loads the ORM
        Remembered,
        existing_agreements,
        import_agreements,
    )
    from commission_desk.operations.organisation_merging import other_names  # noqa: PLC0415 - ORM

    given = _given(chosen.mapping)
    with opened(chosen.file, chosen.passphrase_file) as found:
        table, mapping = _understood(read_source(chosen.source), given)
        answers = _answers(given)
        known = found.desk.ask(known_mapping, chosen_fields(mapping))
        if known is not None:  # as last time, but for what the mapping file says
            if "columns" not in given:
                mapping = with_chosen(mapping, known.fields)
            if "end_meaning" not in given:
                answers = replace(answers, end_meaning=known.end_meaning)
        existing, names = found.desk.ask(existing_agreements), found.desk.ask(other_names)
        asked = replace(answers, spellings={**names, **answers.spellings})
        seen = preview(table, mapping, existing, asked)
        if not chosen.dry_run and seen.added + seen.changed:
            said = Remembered(
                chosen.source.name, chosen_fields(mapping), answers.end_meaning,
                dict(answers.spellings),
            )  # fmt: skip
            found.desk.do(import_agreements, seen.taken, None, said)
    report = _report(seen, mapping, dry_run=chosen.dry_run)
    if chosen.json:
        say_json(report)
        return
    say(
        _("Read {read}, added {added}, changed {changed}, unchanged {unchanged}, "
          "rejected {rejected}.").format(**{**report, "rejected": seen.rejected})
    )  # fmt: skip
    for row in report["rejected"]:
        words = _("Row {row}, {column}: {value}: {reason}")
        say((words if row["column"] else _("Row {row}: {value}: {reason}")).format(**row))


def _report(seen: "Preview", mapping: "Mapping", *, dry_run: bool) -> dict[str, Any]:
    """Say what came of the rows; ``rejected`` has one entry a row, with its first problem.

    ``columns`` says what each was taken to mean; one without a field is kept as it is.
    """
    rejected, remarks = [], []
    for each in seen.rows:
        problems = [
            {"row": p.row, "column": p.column, "value": p.value, "reason": p.reason}
            for p in sorted(each.problems, key=lambda problem: not problem.stops)
        ]
        if each.verdict == "rejected":
            rejected += problems[:1] or [
                {"row": each.row_number, "column": "", "value": "", "reason": ""}
            ]
        else:
            remarks += problems
    questions = [
        {"column": q.column.heading, "examples": q.examples, "count": q.count}
        for q in seen.questions
    ]
    columns = [
        {"column": each.heading, "field": each.field, "sure": each.sure} for each in mapping.columns
    ]
    return {
        "dry_run": dry_run, "read": seen.read, "added": seen.added, "changed": seen.changed,
        "unchanged": seen.unchanged, "rejected": rejected, "remarks": remarks,
        "questions": questions, "columns": columns, "notes": list(seen.notes),
    }  # fmt: skip


def _given(file: Path | None) -> dict[str, Any]:
    """Read a mapping file; raises UserError if it is not one."""
    if file is None:
        return {}
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserError(
            _("The mapping “{name}” cannot be read: {reason}.").format(
                name=file.name, reason=problem
            )
        ) from problem
    if not isinstance(given, dict) or set(given) - set(ANSWERS):
        raise UserError(
            _("The mapping “{name}” may hold only: {names}.").format(
                name=file.name, names=", ".join(ANSWERS)
            )
        )
    return given


def _understood(source: "Source", given: dict[str, Any]) -> "tuple[Table, Mapping]":
    """Return the first table that looks like a register, and what its columns mean."""
    from commission_desk.content.headings import heading_synonyms  # noqa: PLC0415 - content
    from commission_desk.exchange.mapping import suggest_mapping  # noqa: PLC0415 - only imports

    synonyms = heading_synonyms("agreement")
    problem: UserError | None = None
    for table in source.tables:
        try:
            mapping = suggest_mapping(table, synonyms, given.get("header_row"))
        except UserError as one:
            problem = problem or one
        else:
            return table, _mapped(mapping, given.get("columns", {}))
    raise problem or UserError(_("“{name}” has no rows.").format(name=source.name))


def _mapped(mapping: "Mapping", columns: dict[str, str | None]) -> "Mapping":
    known = {name for column in mapping.columns for name in (column.heading, column.letter)}
    strange = sorted(set(columns) - known)
    if strange:
        raise UserError(
            _("The mapping names columns that are not there: {names}.").format(
                names=", ".join(strange)
            )
        )
    said = {column.index: columns[name] for column in mapping.columns
            for name in (column.letter, column.heading) if name in columns}  # fmt: skip
    taken = {field for field in said.values() if field}
    chosen = tuple(
        replace(column, field=said[column.index], sure=True)
        if column.index in said
        else replace(column, field=None if column.field in taken else column.field)
        for column in mapping.columns
    )
    return replace(mapping, columns=chosen)


def _answers(given: dict[str, Any]) -> "Answers":
    from commission_desk.domain.dates import DayOrder  # noqa: PLC0415 - only imports need it
    from commission_desk.exchange.preview import Answers  # noqa: PLC0415 - only imports need it

    order = given.get("day_order")
    try:
        return Answers(
            day_order=DayOrder(order) if order else None,
            end_meaning=given.get("end_meaning", "unknown"), kind=given.get("kind", ""),
            accept=given.get("accept", ()), spellings=given.get("spellings", {}),
        )  # fmt: skip
    except ValueError as problem:
        raise UserError(_("day_order is “day first” or “month first”.")) from problem


def _export(chosen: argparse.Namespace) -> None:
    from commission_desk.exchange import export  # noqa: PLC0415 - loads openpyxl

    if chosen.format in PUBLISHED:
        _publish(chosen)
        return
    with opened(chosen.file, chosen.passphrase_file) as found:
        rows = found.desk.ask(rows_of, chosen.kind)
    if chosen.format == "json":
        count = export.write_json(chosen.output, [plain(row) for row in rows])
    else:
        columns = [
            export.Column(name, _heading(name), _holds(name, rows))
            for name in (rows[0] if rows else ())
        ]
        written = [{name: _cell(value) for name, value in row.items()} for row in rows]
        if chosen.format == "csv":
            count = export.write_csv(chosen.output, columns, written)
        else:
            count = export.write_xlsx(chosen.output, _heading(chosen.kind), columns, written)
    _say_written(chosen, count, [])


def _publish(chosen: argparse.Namespace) -> None:
    """Write the register in a form that others read, and list what it lacks."""
    from commission_desk.exchange.publish import (  # noqa: PLC0415 - loads openpyxl
        kinds_of,
        publish,
        still_missing,
    )
    from commission_desk.exchange.publishing import Publisher  # noqa: PLC0415 - as above
    from commission_desk.operations.register import (  # noqa: PLC0415 - loads the ORM
        RegisterQuery,
        agreement_ids,
    )
    from commission_desk.operations.register_facts import (  # noqa: PLC0415 - as above
        agreement_facts,
    )
    from commission_desk.operations.team import team  # noqa: PLC0415 - as above

    if chosen.kind != "agreements":
        raise UserError(_("{format} is a form for agreements only.").format(format=chosen.format))
    with opened(chosen.file, chosen.passphrase_file) as found:
        ids = found.desk.ask(agreement_ids, RegisterQuery(sort="reference"))
        facts = found.desk.ask(agreement_facts, ids, kinds_of(chosen.format))
        publisher = Publisher(found.desk.ask(team).organisation)
    missing = still_missing(chosen.format, facts, publisher, language())
    listed = [
        {"id": each.id, "reference": each.reference, "title": each.title, "missing": each.called}
        for each in missing
    ]
    if listed and chosen.strict:
        if chosen.json:
            say_json({"file": str(chosen.output), "written": None, "missing": listed})
        else:
            _say_missing(listed)
        raise UserError(
            _("Nothing was written: {count} fields that must not be empty are.").format(
                count=len(listed)
            )
        )
    count = publish(chosen.output, chosen.format, facts, publisher, chosen.language)
    _say_written(chosen, count, listed)


def _say_written(chosen: argparse.Namespace, count: int, missing: list[dict[str, str]]) -> None:
    if chosen.json:
        say_json({"file": str(chosen.output), "written": count, "missing": missing})
        return
    say(_("{file}: {count} rows").format(file=chosen.output, count=count))
    _say_missing(missing)


def _say_missing(missing: list[dict[str, str]]) -> None:
    for each in missing:
        say(_("{reference} {title}: {missing} is missing").format(**each))


def _heading(name: str) -> str:
    """Return a column's heading, such as "Annual value" for annual_pence."""
    words = f"{name.removesuffix('_pence')} value" if name.endswith("_pence") else name
    return words.replace("_", " ").capitalize()


def _holds(name: str, rows: list[Row]) -> Literal["text", "number", "money", "date"]:
    if name.endswith("_pence"):
        return "money"
    if any(isinstance(row[name], date) for row in rows):
        return "date"
    return "text"


def _cell(value: Any) -> Any:
    """Return what a cell holds: several things are written one after the other."""
    if isinstance(value, tuple | list):
        return "; ".join(str(each) for each in value)
    return f"{value:%H:%M}" if isinstance(value, time) else value
