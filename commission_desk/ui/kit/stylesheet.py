"""The one stylesheet, generated from the tokens and set on the window.

In the template ``$token`` is a colour, ``~12`` is 12 px scaled by the text size, ``@13.5`` is a
font size in points. There is no ``QWidget { color }`` and no ``QAbstractItemView`` rule: they
break disabled text, menus and calendars. Plain colours come from the palette. What a stylesheet
cannot draw well (pills, badges, focus) is painted.
"""

import re
from collections.abc import Callable

from commission_desk.ui.kit.glyphs import tinted
from commission_desk.ui.kit.tokens import ROLES, Colours

FRAMES = """
#page, QDialog { background: $canvas; }
#header { background: $surface; border-bottom: 1px solid $line; }
#status { background: $surface; border-top: 1px solid $line; }
#rail { background: $nav; border-right: 1px solid $navline; }
#left { background: $surface; border-right: 1px solid $line; }
#right { background: $surface; border-left: 1px solid $line; }
#drawer { background: $surface; border-left: 1px solid $edge; }
#card { background: $surface; border: 1px solid $line; border-radius: ~8; }
#popup { background: $surface; border: 1px solid $edge; }
#dashcard { background: transparent; border: 1px dashed $edge; border-radius: ~8; }
#sunkcard { background: $canvas; border: 1px solid $line; border-radius: ~8; }
#note { background: $amberbg; border-radius: ~6; }
#problem { background: $redbg; border-radius: ~6; }
#viewing { background: $amberbg; border-bottom: 1px solid $amber; }
#rule { background: $line; max-height: 1px; min-height: 1px; border: 0; }
#toast { background: $text; border-radius: ~8; }
#palette { background: $surface; border: 1px solid $edge; }
#kbd { background: $surface; border: 1px solid $line; border-radius: ~4; padding: 0 ~5; }
#clear { background: transparent; border: 0; }
QToolTip { background: $text; color: $canvas; border: 0; padding: ~4 ~8; }
"""

BUTTONS = """
QPushButton { background: $surface; border: 1px solid $line; border-radius: ~6; padding: 0 ~12;
  min-height: ~32; outline: 0; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $line; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $onaccent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accenthover; border-color: $accenthover; }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; color: $accent;
  font-weight: 600; padding: 0 ~6; }
QPushButton[kind="ghost"]:hover { background: $accent2; }
QPushButton[kind="tool"] { background: transparent; border-color: transparent; padding: 0;
  min-width: ~28; min-height: ~26; }
QPushButton[kind="tool"]:hover, QPushButton[kind="tool"]:checked { background: $sunken; }
QPushButton[kind="tool"]:checked { border-color: $edge; }
QPushButton[kind="pill"] { background: $sunken; color: $muted; border: 1px solid $softline;
  border-radius: ~14; min-height: ~28; font-size: @13; font-weight: 600; }
QPushButton[kind="pill"]:hover { color: $text; }
QPushButton[kind="pill"]:checked { background: $bluebg; color: $blue; }
QPushButton[kind="seg"] { background: $sunken; border: 1px solid $softline; border-radius: ~4;
  padding: 0; min-width: ~20; }
QPushButton[kind="seg"]:checked { background: $accent; border-color: $accent; color: $onaccent;
  font-weight: 700; }
QPushButton[kind="search"] { background: $canvas; color: $muted; text-align: left;
  padding: 0 ~10; }
QPushButton[kind="undo"] { background: transparent; border: 1px solid $muted; color: $canvas;
  font-weight: 600; }
QPushButton[kind="mini"] { background: transparent; border: 0; color: $accent; font-size: @13;
  font-weight: 600; padding: 0 ~6; min-height: ~24; }
QPushButton:disabled, QPushButton[kind="primary"]:disabled { background: $sunken;
  border-color: $line; color: $muted; }
"""

INPUTS = """
QLineEdit, QComboBox, QPlainTextEdit { background: $surface; border: 1px solid $edge;
  border-radius: ~6; }
QLineEdit, QComboBox { padding: 0 ~10; min-height: ~32; }
QPlainTextEdit { padding: ~6 ~6; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $sunken;
  border-color: $line; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {
  border: 2px solid $red; }
#cell { border: 2px solid $accent; border-radius: 0; padding: 0 ~9; min-height: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: ~28; }
QComboBox::down-arrow { image: url(tinted:chevron-down-$muted.svg); width: ~16; height: ~16; }
QComboBox QAbstractItemView { border: 1px solid $edge; padding: ~4; outline: 0; }
QComboBox QAbstractItemView::item { min-height: ~30; padding: 0 ~8; }
QComboBox QAbstractItemView::item:selected { background: $accent2; color: $text; }
QCheckBox { spacing: ~8; }
QCheckBox::indicator { width: ~16; height: ~16; border: 1px solid $edge; border-radius: ~3;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url(tinted:check-$onaccent.svg); }
QCheckBox::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox::indicator:checked:disabled { image: url(tinted:check-$muted.svg); }
"""

LISTS = """
QTabBar::scroller { width: ~28; }
QTabBar QToolButton { background: $surface; border: 0; padding: 0; }
QTabBar QToolButton::left-arrow { image: url(tinted:chevron-left-$text.svg); width: ~16;
  height: ~16; }
QTabBar QToolButton::right-arrow { image: url(tinted:chevron-right-$text.svg); width: ~16;
  height: ~16; }
QTabBar QToolButton::left-arrow:disabled { image: url(tinted:chevron-left-$line.svg); }
QTabBar QToolButton::right-arrow:disabled { image: url(tinted:chevron-right-$line.svg); }
QMenu { background: $surface; border: 1px solid $edge; padding: ~4; }
QMenu::item { padding: ~6 ~24 ~6 ~10; border-radius: ~4; }
QMenu::item:selected { background: $accent2; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ~4 ~6; }
QHeaderView { background: $surface; border: 0; font-size: @13; font-weight: 600; }
QHeaderView::section { background: $surface; color: $muted; border: 0;
  border-bottom: 1px solid $line; padding: ~8 ~12; }
QHeaderView::section:hover { color: $text; }
QScrollBar:vertical { background: transparent; width: ~12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ~12; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ~3; margin: ~3; min-height: ~28;
  min-width: ~28; }
QScrollBar::handle:disabled, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: $surface; border: 0; }
#rail QScrollBar:vertical { width: ~5; }
#rail QScrollBar::handle { background: $navtext; border-radius: ~1; margin: ~1; }
"""

TEMPLATE = FRAMES + BUTTONS + INPUTS + LISTS
LINE_HEIGHT = 1.42  # of a label of one line; "line-height" is ignored by Qt


def stylesheet(colours: Colours, scale: float, points: Callable[[float], float]) -> str:
    """Fill in the template; ``points`` turns a size in pixels at 100% into font points."""
    css = TEMPLATE + "".join(_role_rule(role) for role in ROLES)
    css = re.sub(r"\$(\w+)", lambda m: colours[m[1]], css)
    css = re.sub(r"~(\d+)", lambda m: f"{round(int(m[1]) * scale)}px", css)
    css = re.sub(r"@([\d.]+)", lambda m: f"{points(float(m[1])):.2f}pt", css)
    return re.sub(r"tinted:(.+?)-(#\w+)\.svg", lambda m: tinted(m[1], m[2]), css)


def _role_rule(name: str) -> str:
    role = ROLES[name]
    colour = f"color: ${role.colour};" if role.colour else ""
    return (
        f'QLabel[role="{name}"] {{ font-size: @{role.size}; font-weight: {role.weight};'
        f" min-height: ~{round(role.size * LINE_HEIGHT)}; {colour} }}\n"
    )
