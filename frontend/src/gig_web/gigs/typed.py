"""Check what was typed into the gig form, and bring each value into the one spelling it is saved in."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gig_web.gigs.draft import DEAL, FIELDS, NOTES, YES, ActDraft, ClauseDraft, Draft
from gig_web.gigs.words import BILLINGS, CLAUSE, DEALS, SLOTS

Errors = dict[str, str]

MOST_NAME, MOST_NOTE = 200, 10_000
ALL = 100  # per cent
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])")
_MONEY = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")
_COUNT = re.compile(r"[0-9]{1,8}")
_CURRENCY = re.compile(r"[A-Z]{3}")


class _MistypedError(ValueError):
    """A sentence that says how to write it."""


def check(draft: Draft) -> tuple[Draft, Errors]:
    """Give the draft in its saved spelling without empty rows, and a sentence for each field that cannot be read."""
    errors: Errors = {}
    fields = {name: _read(errors, name, draft.fields[name], _READERS.get(name, _line)) for name in FIELDS}
    filled = filter(_is_filled, draft.acts)
    acts = tuple(_check_act(errors, row, act) for row, act in enumerate(filled))
    _read(errors, "venue", draft.venue.name, _line)
    if not fields["deal_type"] and any(fields[f"deal_{name}"] for name in DEAL if name not in {"type", "currency"}):
        errors.setdefault("deal_type", "Choose the kind of deal these amounts belong to.")
    if not fields["deal_type"]:
        fields["deal_currency"] = ""  # offered by the form; it means nothing without a deal
    elif not fields["deal_currency"]:
        errors.setdefault("deal_currency", "Write the currency as three letters, such as GBP.")
    return replace(draft, fields=fields, acts=acts), errors


def body(draft: Draft, names: Iterable[str]) -> dict[str, Any]:
    """Write the plain fields in `names` as the backend takes them; deal fields become one deal."""
    wanted = set(names)
    plain = {name: _wire(name, draft.fields[name]) for name in FIELDS if name in wanted and not _is_deal(name)}
    return plain | ({"deal": _deal(draft)} if any(map(_is_deal, wanted)) else {})


def _is_filled(act: ActDraft) -> bool:
    return bool(act.band.name or act.set_time or act.fee)


def _check_act(errors: Errors, row: int, act: ActDraft) -> ActDraft:
    at = f"act-{row}"
    name = _read(errors, f"{at}-name", act.band.name, _line)
    if not name:
        errors[f"{at}-name"] = "Name the band, or remove the row."
    return replace(
        act,
        billing=_read(errors, f"{at}-billing", act.billing, _one_of(BILLINGS)),
        set_time=_read(errors, f"{at}-set_time", act.set_time, _clock),
        fee=_read(errors, f"{at}-fee", act.fee, _money),
        clause=act.clause and _check_clause(errors, at, act.clause),
    )


def _check_clause(errors: Errors, at: str, clause: ClauseDraft) -> ClauseDraft:
    read = ClauseDraft(*(_read(errors, f"{at}-{name}", getattr(clause, name), _count) for name in CLAUSE))
    if (read.days_before or read.days_after) and not read.radius_km:
        errors.setdefault(f"{at}-radius_km", "Write the radius these days belong to, in km.")
    return read


def _read(errors: Errors, name: str, text: str, reader: Callable[[str], str]) -> str:
    try:
        return reader(text) if text else ""
    except _MistypedError as error:
        errors[name] = str(error)
        return text


def _line(text: str) -> str:
    return _bounded(text, MOST_NAME)


def _note(text: str) -> str:
    return _bounded(text, MOST_NOTE)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise _MistypedError(f"Shorten this to {most:,} characters; it has {len(text):,}.")
    return text


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise _MistypedError("Write the time as 19:30.")
    return f"{int(found[1]):02}:{found[2]}"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise _MistypedError("Write the date as year-month-day, such as 2027-03-12.") from error


def _money(text: str) -> str:
    plain = text.replace(",", "").replace(" ", "")
    if not _MONEY.fullmatch(plain):
        raise _MistypedError("Write an amount such as 250 or 250.00.")
    whole, _, rest = plain.partition(".")
    return f"{int(whole)}.{rest:0<2}"


def _share(text: str) -> str:
    share = _money(text)
    if Decimal(share) > ALL:
        raise _MistypedError("Write a share of at most 100.")
    return share


def _count(text: str) -> str:
    plain = text.replace(",", "").replace(" ", "")
    if not (plain.isascii() and _COUNT.fullmatch(plain)):
        raise _MistypedError("Write a whole number.")
    return str(int(plain))


def _currency(text: str) -> str:
    if not _CURRENCY.fullmatch(text.upper()):
        raise _MistypedError("Write the currency as three letters, such as GBP.")
    return text.upper()


def _one_of(options: Iterable[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in options:
            raise _MistypedError("Choose one of those offered.")
        return text

    return read


_READERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("load_in", "soundcheck", "doors", "start", "end"), _clock),
    **dict.fromkeys(("gig_day", "hold_expires", "offer_expires", "asked_on"), _day),
    **dict.fromkeys(("hold_level", "attendance", "deal_comps"), _count),
    **dict.fromkeys((f"deal_{name}" for name in DEAL[2:] if name != "comps"), _money),
    **dict.fromkeys(("deal_tax_pct", "deal_gross_pct", "deal_split_pct"), _share),
    **dict.fromkeys(NOTES, _note),
    "slot": _one_of(SLOTS),
    "published": _one_of((YES,)),
    "deal_type": _one_of(DEALS),
    "deal_currency": _currency,
}
_COUNTS = {name for name, reader in _READERS.items() if reader is _count}


def _is_deal(name: str) -> bool:
    return name.startswith("deal_")


def _wire(name: str, text: str) -> str | int | bool | None:
    if name == "published":
        return text == YES
    if not text:
        return None
    return int(text) if name in _COUNTS else text


def _deal(draft: Draft) -> dict[str, Any] | None:
    if not draft.fields["deal_type"]:
        return None
    return {name: _wire(f"deal_{name}", draft.fields[f"deal_{name}"]) for name in DEAL}
