"""A text with words marked in it: underlined or struck through as well as tinted."""

from html import escape

from commission_desk.domain.wording import Pieces
from commission_desk.i18n import _
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme

# mark -> its ink, its tint, and the line that says the same without colour
MARKS = {
    "added": ("green", "greenbg", "underline"),
    "gone": ("red", "redbg", "line-through"),
    "theirs": ("blue", "bluebg", "underline"),
}


class Marked(Label):
    """Wrapped text whose changed pieces are marked; plain text always, as every label is."""

    def __init__(self, pieces: Pieces, mark: str) -> None:
        self.pieces, self.mark = pieces, mark
        super().__init__("".join(piece.text for piece in pieces), wrap=True)
        said = [" ".join(piece.text.split()) for piece in pieces if piece.changed]
        words = _("New here: {words}") if mark == "added" else _("Not in the other: {words}")
        if changed := "; ".join(each for each in said if each):
            self.setAccessibleDescription(words.format(words=changed))

    def _marked_up(self, _text: str) -> str:
        ink, tint, line = MARKS[self.mark]
        style = (
            f"color:{theme.tokens[ink]};background-color:{theme.tokens[tint]};"
            f"text-decoration:{line}"
        )
        body = "".join(
            f'<span style="{style}">{_escaped(piece.text)}</span>'
            if piece.changed and piece.text.strip()
            else _escaped(piece.text)
            for piece in self.pieces
        )
        return f'<div style="line-height:109%">{body}</div>'


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
