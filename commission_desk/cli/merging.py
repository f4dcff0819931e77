"""The command that brings two copies of one desk together."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from commission_desk.cli.desks import opened, with_file, with_json
from commission_desk.cli.output import plain, say, say_json
from commission_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from commission_desk.operations.conflicts import ConflictView
    from commission_desk.store.merging import Merged

COMMANDS = ("merge",)


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    merge = commands.add_parser(
        "merge",
        help=_("take in another copy of the desk"),
        description=_(
            "Take in what another copy of the desk knows. Nothing is lost: where two people "
            "changed the same without seeing each other, both versions are kept until somebody "
            "settles them. A backup is made first; OTHER stays as it is."
        ),
    )
    with_file(merge)
    merge.add_argument("other", metavar="OTHER", type=Path, help=_("another copy of the desk"))
    merge.add_argument(
        "--dry-run", action="store_true", help=_("only say what would come of it")
    )  # fmt: skip
    merge.add_argument(
        "--accept", choices=("all", "none"), default="all",
        help=_("what to take in; none is as --dry-run (default: %(default)s)"),
    )  # fmt: skip
    with_json(merge)
    merge.set_defaults(run=_merge)


def _merge(chosen: argparse.Namespace) -> None:
    from commission_desk.operations.merging import conflicts  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.copies import rehearse  # noqa: PLC0415 - as above

    dry_run = chosen.dry_run or chosen.accept == "none"
    with opened(chosen.file, chosen.passphrase_file) as found, TemporaryDirectory() as folder:
        if dry_run:
            desk, merged = rehearse(
                found.desk, chosen.other.absolute(), Path(folder), found.shared.key
            )
        else:
            desk, merged = found.desk, found.shared.take_in(chosen.other.absolute())
        asked = desk.ask(conflicts)
        if dry_run:
            desk.close()
    if chosen.json:
        say_json(_report(merged, asked, dry_run=dry_run))
    else:
        _say(merged, asked)


def _report(
    merged: "Merged", asked: "tuple[ConflictView, ...]", *, dry_run: bool
) -> dict[str, Any]:
    changed = [
        {"kind": kind, "record": record, "field": field} for kind, record, field in merged.changed
    ]
    return {"dry_run": dry_run, "steps": merged.steps, "changed": changed, "conflicts": asked}


def _say(merged: "Merged", asked: "tuple[ConflictView, ...]") -> None:
    if merged.steps:
        steps = ngettext("Took in {count} step", "Took in {count} steps", merged.steps)
        fields = ngettext("{count} change", "{count} changes", len(merged.changed))
        say(f"{steps.format(count=merged.steps)}: {fields.format(count=len(merged.changed))}.")
    else:
        say(_("There was nothing new in it."))
    for view in asked:
        say(_("To be settled: {kind} “{title}”, {field}:").format(
            kind=view.kind, title=view.title, field=view.field
        ))  # fmt: skip
        for version in view.versions:
            say(_("  {who}, {when}: {value}").format(
                who=version.who or _("somebody"), when=f"{version.at:%Y-%m-%d %H:%M}",
                value=plain(version.value),
            ))  # fmt: skip
