"""The last cards that were saved or discarded, small enough for a cookie."""

import json
from collections.abc import Sequence

from gig_web.memory import SeenCard
from gig_web.suggest.cards import Card

LONGEST_LABEL = 80  # bytes as JSON, where a letter beyond ASCII takes six


def with_card(cards: Sequence[SeenCard], card: Card) -> list[SeenCard]:
    """Put `card` in front; the same band, venue and day is there once."""
    newest = SeenCard(card.gig_day, card.act["band_id"], card.venue["id"], _label(card))
    return [newest, *(seen for seen in cards if seen[:3] != newest[:3])]


def _label(card: Card) -> str:
    """Name both, shortened where they are long."""
    label = f"{card.act['name']} at {card.venue['name']}"
    short = label
    while len(json.dumps(short)) > LONGEST_LABEL:
        short = short[:-1]
    return label if short == label else f"{short.rstrip()}…"
