"""One spelling for matching: names that differ in case, accents or white space fold to the same text."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and an accent; signs that people type in several ways;
# and what is there but cannot be seen.
_LETTERS = dict(zip("øłđðħıŧŋəɛɔɓɗƙ", "olddhitneeobdk", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
_SIGNS = dict.fromkeys("\u2018\u2019\u02bb\u02bc`´", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_UNSEEN = dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", "")
_PLAIN = str.maketrans(_LETTERS | _SIGNS | _UNSEEN)
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


@lru_cache(maxsize=4096)  # names, cities and genres come again and again
def fold(text: str) -> str:
    """Lower case, Latin letters without accents, single spaces; other scripts as casefolded NFKC, accents kept."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    # Twice the table: ´ has to go before NFKC makes a space of it, and Ø before it is folded is not in the table.
    folded = unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold()
    plain = unicodedata.normalize("NFD", folded).translate(_PLAIN)
    return " ".join(unicodedata.normalize("NFKC", _ACCENTS.sub("", plain)).split())
