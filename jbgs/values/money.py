"""Money as arithmetic: exact Decimal yuan with two decimals, never a float, rounded in one place."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

FEN = Decimal("0.01")
EXACT = Context(prec=400)  # twice the longest amount that is read: no context of ours ever rounds one


def yuan(value: str | int | Decimal) -> Decimal:
    """A number of yuan with exactly two decimals; ``ValueError`` if it is none or finer than a 分."""
    try:
        number = Decimal(value)
        exact = number.quantize(FEN, context=EXACT)
    except InvalidOperation as error:
        raise ValueError(f"no amount of yuan: {value!r}") from error
    if exact != number:
        raise ValueError(f"finer than a 分: {value!r}")
    return exact if exact else Decimal("0.00")


def round_fen(value: Decimal) -> Decimal:
    """Yuan rounded half up to the 分: the one place where money is rounded."""
    return value.quantize(FEN, ROUND_HALF_UP, EXACT)


def money_text(value: Decimal) -> str:
    """Yuan as the store and JSON write it, ``3000000.00``; ``ValueError`` for what was not rounded before."""
    return f"{yuan(value):f}"


def wan(value: Decimal) -> str:
    """Yuan as 万元 in prose: exact, at most six decimals, no trailing zeros (3000000 → 300)."""
    return f"{yuan(value).scaleb(-4, EXACT).normalize(EXACT):f}"


def yuan_text(amount: Decimal | str) -> str:
    """An amount as a sentence has it: ``12,500,000.00 元``."""
    return f"{yuan(amount):,.2f} 元"
