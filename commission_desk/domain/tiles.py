"""Amounts short enough for a tile or an axis, in whole numbers only: the first paint uses them."""

UNITS = ((100, 0, ""), (100_000, 0, "k"), (100_000_000, 1, "m"), (100_000_000_000, 1, "bn"))


def short_money(pence: int) -> str:
    """Write an amount for a tile or an axis: "£32.0m", "£24k", "£950"; halves go up."""
    sign = "-" if pence < 0 else ""
    for size, digits, name in UNITS:
        parts = _rounded(abs(pence) * 10**digits, size)
        if parts < 1_000 * 10**digits or name == "bn":
            break
    whole, part = divmod(parts, 10**digits)
    return f"{sign}£{whole:,}{f'.{part}' if digits else ''}{name}"


def _rounded(amount: int, size: int) -> int:
    return (2 * amount + size) // (2 * size)
