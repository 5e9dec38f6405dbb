"""Chance that repeats: the same seed and the same words always give the same number."""

import secrets
from hashlib import blake2b

SEEDS = 2**31


def new_seed() -> int:
    """Draw a seed nobody can foresee."""
    return secrets.randbelow(SEEDS)


def next_seed(seed: int, *words: object) -> int:
    """Give the seed that follows `seed` after what `words` say."""
    return _number(seed, words) % SEEDS


def roll(seed: int, *words: object) -> float:
    """Give a number strictly between 0 and 1; it hangs on `seed` and `words` alone, not on earlier rolls."""
    return ((_number(seed, words) >> 12) + 0.5) / 2**52


def _number(seed: int, words: tuple[object, ...]) -> int:
    text = "\0".join(map(str, (seed, *words)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
