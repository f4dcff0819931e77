"""The words of the program: gather them from the code, and compile the Welsh ones.

    python packaging/words.py

writes resources/locale/commission_desk.pot, brings resources/locale/cy/LC_MESSAGES up to date
without losing a translation that is still used, and compiles it. It runs in the project's virtual
environment. The Welsh is written in the .po file, by hand or with any translator's editor; notes
there that begin with "Check:" ask a translator about a term.
"""

import ast
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "commission_desk.pot"
WELSH = LOCALE / "cy" / "LC_MESSAGES" / "commission_desk.po"
CALLS = ("_", "N_", "ngettext")
HEAD = "# Welsh for Commission Desk.\n# Licensed as the program is; see LICENSE.\n#"
# As Unicode has it (CLDR): 0, 1, 2, 3, 6 and the rest. Babel's own rule for gettext has no nought.
PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
HEADERS = {
    "Project-Id-Version": "Commission Desk",
    "Language": "cy",
    "Plural-Forms": PLURALS,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
QT_WORDS = (
    # buttons, and the menus of text boxes and scroll bars
    "OK", "Cancel", "Close", "Save", "Open", "Yes", "No", "Undo", "Redo", "Cut", "Copy", "Paste",
    "Delete", "Select All", "Copy Link Location", "Help", "Discard", "Apply", "Reset", "Retry",
    "Ignore", "Abort", "Yes to All", "No to All", "Save All", "Restore Defaults",
    "Show Details...", "Hide Details...", "Scroll here", "Top", "Bottom", "Page up", "Page down",
    "Scroll up", "Scroll down", "Left edge", "Right edge", "Page left", "Page right",
    "Scroll left", "Scroll right", "Scroll Left", "Scroll Right",
    # the file dialog, where the desktop has none of its own
    "Look in:", "Directory:", "Directories", "File name:", "Files of type:", "Files", "Save As",
    "Create New Folder", "Create a New Folder", "New Folder", "List View", "Detail View",
    "Change to list view mode", "Change to detail view mode", "Back", "Forward", "Go back",
    "Go forward", "Parent Directory", "Go to the parent directory", "Sidebar",
    "List of places and bookmarks", "Rename", "Computer", "Show hidden files", "Show ",
    "All Files (*)", "Choose", "Name", "Size", "Type", "Date Modified", "Folder", "File", "Drive",
    "%1 already exists.\nDo you want to replace it?",
    "%1\nFile not found.\nPlease verify the correct file name was given.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.",
    # the print dialog, likewise
    "Print", "Printer", "Name:", "Location:", "Type:", "Output file:", "Properties", "Preview",
    "Print to File (PDF)", "Write PDF file", "Local file", "Options", "Options >>", "Options <<",
    "Print range", "Print all", "Pages from", "to", "Pages", "Current Page", "Selection",
    "Page Set:", "All Pages", "Odd Pages", "Even Pages", "Output Settings", "Copies", "Copies:",
    "Collate", "Reverse", "Color Mode", "Color", "Grayscale", "Double Sided Printing", "Off",
    "Long side binding", "Short side binding",
)  # fmt: skip


class Words(Catalog):
    """A catalogue with a short head: no names, no times, so that equal words make equal files."""

    mime_headers = property(lambda _self: list(HEADERS.items()), Catalog.mime_headers.fset)

    def __init__(self):
        super().__init__(locale="cy", fuzzy=False, header_comment=HEAD)
        self.mime_headers = list(HEADERS.items())


def calls(source):
    """Yield each message that a source file marks: a text, or a pair of one and many."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            words = [part.value for part in node.args if isinstance(part, ast.Constant)]
            texts = [text for text in words if isinstance(text, str)]
            if texts:
                yield tuple(texts[:2]) if node.func.id == "ngettext" else texts[0]


def gather():
    """Return the catalogue of every message in the code and the words Qt asks for."""
    catalogue = Words()
    for file in sorted((ROOT / "commission_desk").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for message in calls(file.read_text(encoding="utf-8")):
            catalogue.add(message, None, [(place, 0)])
    for word in QT_WORDS:
        catalogue.add(word, None, [("Qt", 0)])
    return catalogue


def welsh(template):
    """Return the template's messages with the Welsh that the catalogue has for them."""
    with WELSH.open("rb") as file:
        known = read_po(file, locale="cy")
    catalogue = Words()
    for message in template:
        if message.id:
            old = known.get(message.id)
            string, notes = (old.string, old.user_comments) if old else (None, ())
            catalogue.add(message.id, string, message.locations, user_comments=notes)
    return catalogue


def missing(catalogue):
    """Return the messages that have no Welsh yet."""
    return [message.id for message in catalogue if message.id and not all(strings(message))]


def strings(message):
    """Return a message's translations: one, or one for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def main():
    """Gather, update, compile; say which messages have no Welsh."""
    template = gather()
    with TEMPLATE.open("wb") as file:
        write_po(file, template, width=100, omit_header=True, sort_output=True,
                 include_lineno=False)  # fmt: skip
    catalogue = welsh(template)
    with WELSH.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    with WELSH.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    left = missing(catalogue)
    for message in left:
        print(message)
    print(f"{len(catalogue)} messages, {len(left)} without Welsh")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
