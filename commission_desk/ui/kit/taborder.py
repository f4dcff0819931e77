"""The order in which Tab goes: what is made later stands where it is seen, not last."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget


def in_order(before: QWidget, *roots: QWidget | QLayout) -> None:
    """Let Tab go on from a widget to what is in the others, in the order of the page."""
    found = [before, *(stop for root in roots for stop in stops(root) if stop is not before)]
    fields = [(each, proxy) for each in found if (proxy := each.focusProxy()) is not None]
    kept = [(proxy, proxy.focusPolicy()) for _field, proxy in fields]
    for field, _proxy in fields:  # Qt leaves out what takes no focus itself, even with a proxy
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for first, second in pairwise(found):
        QWidget.setTabOrder(first, second)
    for field, _proxy in fields:
        field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for proxy, policy in kept:
        proxy.setFocusPolicy(policy)


def stops(root: QWidget | QLayout) -> Iterator[QWidget]:
    """Yield what may have the focus, in the order of the page."""
    if isinstance(root, QLayout):
        for place in range(root.count()):
            item = root.itemAt(place)
            inner = item.widget() or item.layout() if item is not None else None
            if inner is not None:
                yield from stops(inner)
    elif _is_stop(root):
        yield root  # Qt moves what is in it with it
    elif isinstance(root, QScrollArea) and (held := root.widget()) is not None:
        yield from stops(held)
    elif (layout := root.layout()) is not None:
        yield from stops(layout)
    else:
        for child in root.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from stops(child)


def _is_stop(widget: QWidget) -> bool:
    """Say whether it takes the focus itself, or as a field hands it to what is in it."""
    proxy = widget.focusProxy()
    if proxy is not None:
        return widget.isAncestorOf(proxy)
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def one_stop(buttons: Iterable[QAbstractButton]) -> None:
    """Let Tab reach only one of the buttons that exclude each other: the chosen, or the first.

    Qt sees to it when one is pressed, and not for those that are added or shown as chosen.
    """
    made = list(buttons)
    chosen = next((each for each in made if each.isChecked()), made[0] if made else None)
    for each in made:
        strong = Qt.FocusPolicy.StrongFocus if each is chosen else Qt.FocusPolicy.ClickFocus
        each.setFocusPolicy(strong)
