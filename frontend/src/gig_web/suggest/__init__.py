"""Suggest: one card of a band, a venue and a day, dealt from what the services know."""
