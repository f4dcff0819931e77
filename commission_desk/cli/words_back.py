"""The command that takes in a plan's text edited in Word, and the comments made there."""

import argparse
from pathlib import Path
from typing import Any

from commission_desk.cli.desks import opened, with_file, with_json
from commission_desk.cli.output import say, say_json
from commission_desk.i18n import _, language, ngettext

COMMANDS = ("take-in",)


def add_commands(commands: Any) -> None:
    """Add the commands of this area."""
    take = commands.add_parser(
        "take-in",
        help=_("take in a plan’s text edited in Word, and comments made there"),
        description=_(
            "Take in the parts that were changed in WORD alone, in one step that undo takes back. "
            "Parts that the desk has changed too, that are empty in WORD or no longer apply are "
            "listed and left. Comments are taken in under the names they were made by."
        ),
    )
    with_file(take)
    take.add_argument(
        "word", metavar="WORD", type=Path, help=_("the Word file that came back, a .docx")
    )
    take.add_argument("--plan", metavar="ID", help=_("the plan; else the newest"))
    take.add_argument("--dry-run", action="store_true", help=_("say what would change"))
    take.add_argument(
        "--accept", choices=("changed", "all", "none"), default="changed",
        help=_("which parts to take in: changed in WORD alone, all that differ, or none "
               "(default: %(default)s)"),
    )  # fmt: skip
    with_json(take)
    take.set_defaults(run=_take_in)


def _take_in(chosen: argparse.Namespace) -> None:
    from commission_desk.cli.printing import usual  # noqa: PLC0415 - only this command
    from commission_desk.exchange.word.reading import read_word  # noqa: PLC0415 - as above
    from commission_desk.operations import plan_review_copy as copies  # noqa: PLC0415 - as above
    from commission_desk.operations import plan_words_back as back  # noqa: PLC0415 - loads the ORM

    with opened(chosen.file, chosen.passphrase_file) as found:
        desk = found.desk
        record = chosen.plan or usual(desk, "plan")
        read = read_word(chosen.word, record, desk.ask(back.word_places, record))
        parts = desk.ask(back.words_back, record, read.texts, read.exported, language())
        wanted = {"all": parts, "none": ()}.get(
            chosen.accept, tuple(part for part in parts if part.wanted)
        )
        said = desk.ask(copies.comments_back, record, read.comments, read.sent, language())
        dry_run = chosen.dry_run or chosen.accept == "none"
        if (wanted or said) and not dry_run:
            desk.do(copies.take_in_file, record, wanted, said)
    rows = [
        {"prompt": part.prompt_id, "number": part.number, "title": part.title,
         "state": part.state, "taken": part in wanted, "desk": part.ours, "word": part.theirs}
        for part in parts
    ]  # fmt: skip
    if chosen.json:
        say_json({"dry_run": dry_run, "taken": len(wanted), "parts": rows, "comments": said,
                  "notes": read.notes})  # fmt: skip
        return
    words = ngettext(
        "{count} part differs, taken in: {taken}.", "{count} parts differ, taken in: {taken}.",
        len(parts),
    )  # fmt: skip
    say(words.format(count=len(parts), taken=len(wanted)))
    for row in rows:
        taken = _("taken in") if row["taken"] else _("left: {state}").format(state=row["state"])
        say(f"  {row['number']} {row['title']}: {taken}")
    for each in said:
        say(f"  {each.title}: {each.comment.who}: {each.comment.text}")
    for note in read.notes:
        say(note)
