"""The words of the program: gather them from the code, and compile the Welsh ones.

    python packaging/words.py

writes resources/locale/commission_desk.pot, brings resources/locale/cy/LC_MESSAGES up to date
without losing a translation, and compiles it. It runs in the project's virtual environment.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "commission_desk.pot"
WELSH = LOCALE / "cy" / "LC_MESSAGES" / "commission_desk.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
QT_WORDS = ("OK", "Cancel", "Close", "Save", "Open", "Yes", "No", "Undo", "Redo", "Cut", "Copy",
            "Paste", "Delete", "Select All", "Print")  # fmt: skip


def gather():
    """Return the catalogue of every message in the code and the words Qt asks for."""
    catalogue = Catalog(project="Commission Desk", charset="utf-8")
    found = extract_from_dir(str(ROOT / "commission_desk"), keywords=KEYWORDS)
    for file, line, message, comments, context in found:
        catalogue.add(message, None, [(f"commission_desk/{file}", line)], auto_comments=comments,
                      context=context)  # fmt: skip
    for word in QT_WORDS:
        catalogue.add(word, None, [("Qt", 1)])
    return catalogue


def welsh(template):
    """Return the Welsh catalogue brought up to date with the template."""
    if WELSH.exists():
        with WELSH.open("rb") as file:
            catalogue = read_po(file, locale="cy")
    else:
        catalogue = Catalog(locale="cy", project="Commission Desk", charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def missing(catalogue):
    """Return the messages that have no Welsh yet."""
    return [message.id for message in catalogue if message.id and not all(_strings(message))]


def _strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def main():
    """Gather, update, compile; say how many messages have no Welsh."""
    template = gather()
    LOCALE.mkdir(parents=True, exist_ok=True)
    with TEMPLATE.open("wb") as file:
        write_po(file, template, width=100, omit_header=True, sort_output=True)
    catalogue = welsh(template)
    WELSH.parent.mkdir(parents=True, exist_ok=True)
    with WELSH.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_previous=False)
    with WELSH.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    left = missing(catalogue)
    print(f"{len(catalogue)} messages, {len(left)} without Welsh")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
