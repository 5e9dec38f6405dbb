"""Pearson's chi-squared test of a uniform distribution, without a library."""

from collections.abc import Collection
from math import erfc, sqrt


def p_of_uniform(counts: Collection[int], widths: Collection[int] = ()) -> float:
    """Give the probability of counts at least as uneven as these if all were equally likely (Wilson-Hilferty).

    A count may be of several that are likely: `widths` says of how many.
    """
    widths, freedom = widths or [1] * len(counts), len(counts) - 1
    each = sum(counts) / sum(widths)
    chi_squared = sum((count - each * width) ** 2 / (each * width) for count, width in zip(counts, widths, strict=True))
    spread = 2 / (9 * freedom)
    return erfc(((chi_squared / freedom) ** (1 / 3) - 1 + spread) / sqrt(2 * spread)) / 2
