import pytest

from gig_chassis.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Sigur Rós", "sigur ros"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("GROẞ", "gross"),
        ("Mø", "mo"),
        ("Ænima", "aenima"),
        ("Cœur de pirate", "coeur de pirate"),
        ("Þórshöfn, Seyðisfjörður", "thorshofn, seydisfjordur"),
        ("Đakovo", "dakovo"),
        ("İstanbul, Diyarbakır, IĞDIR", "istanbul, diyarbakir, igdir"),  # noqa: RUF001  the dotless i is the point
        ("Spın̈al Tap", "spinal tap"),  # noqa: RUF001  their own spelling
        ("Bjo\u0308rk", "bjork"),
        ("Nguyễn", "nguyen"),
        ("ﬁre", "fire"),
        ("ＡＢＢＡ", "abba"),  # noqa: RUF001  full-width letters
        ("AC/DC", "ac/dc"),
        ("!!!", "!!!"),
    ],
)
def test_latin_letters_lose_case_and_accents(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["Guns N' Roses", "Guns N\u2019 Roses", "Guns N` Roses", "Guns N´ Roses"])  # noqa: RUF001
def test_all_apostrophes_are_one(written: str) -> None:
    assert fold(written) == "guns n' roses"


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212"], ids=ascii)
def test_all_dashes_are_one(dash: str) -> None:
    assert fold(f"Jay{dash}Z") == "jay-z"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  The \t Cure\r\n", "the cure"),
        ("The\u00a0\u2003Cure", "the cure"),
        ("The\u3000Cure", "the cure"),
        ("\ufeffThe Cu\u00adre\u200b", "the cure"),
        (" \t\n\u00a0", ""),
        ("", ""),
    ],
    ids=["ascii", "no-break", "ideographic", "unseen", "only spaces", "nothing"],
)
def test_white_space_collapses_and_the_unseen_goes(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Кино́", "кино́"),
        ("ЙОД, Ёлка", "йод, ёлка"),
        ("ΑΘΉΝΑ", "αθήνα"),
        ("Κόρες", "κόρεσ"),  # casefolding knows one sigma
        ("がぎぐ", "がぎぐ"),
        ("ｶﾞ", "ガ"),
        ("한글", "한글"),
        ("हिन्दी", "हिन्दी"),
        ("فيروز", "فيروز"),
    ],
)
def test_other_scripts_keep_their_accents(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_is_folding_once() -> None:
    characters = [chr(code) for code in range(0x3000)] + ["n\u0308\u0323", "Ǿ", "ŉ", "\ud800", "\0"]

    changed = [character for character in characters if fold(fold(character)) != fold(character)]

    assert changed == []


def test_the_ascii_short_cut_agrees_with_the_long_way() -> None:
    ascii_text = "".join(map(chr, range(128)))

    assert fold(ascii_text) == fold(f"{ascii_text}é")[:-1].rstrip()
