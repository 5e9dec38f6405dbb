"""Pearson's chi-squared test of a uniform distribution, without a library."""

from collections.abc import Collection
from math import erfc, sqrt


def p_of_uniform(counts: Collection[int]) -> float:
    """Give the probability of counts at least as uneven as these if all were equally likely (Wilson-Hilferty)."""
    expected, freedom = sum(counts) / len(counts), len(counts) - 1
    chi_squared = sum((count - expected) ** 2 for count in counts) / expected
    spread = 2 / (9 * freedom)
    return erfc(((chi_squared / freedom) ** (1 / 3) - 1 + spread) / sqrt(2 * spread)) / 2
