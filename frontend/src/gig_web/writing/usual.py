"""The mails in plain words: their names, their usual texts, and what can be filled in."""

NAMES = {"ask": "Ask", "hold": "Hold", "offer": "Offer", "confirm": "Confirm", "release": "Release"}
RELEASE = "release"
ASKING = ("ask", "hold", "offer")  # after which one waits for an answer
PURPOSES = {
    "ask": "Asks whether the band or the venue is up for it.",
    "hold": "Asks to keep the night in pencil.",
    "offer": "Makes the offer.",
    "confirm": "Confirms the night with its times.",
    "release": "Gives a night back, when it is released, declined or cancelled.",
}
PLACES = {
    "contact": "the name of their contact, else “there”",
    "gig": "who plays where: “The Howl at The Wardrobe”",
    "band": "the band written to, else the whole line-up",
    "venue": "the venue",
    "city": "the city of the venue",
    "date": "the night: “Fri 12 Mar 2027”",
    "dates": "the night with its alternatives: “Thu 14 or Fri 15 Oct 2027”",
    "load_in": "the load-in",
    "soundcheck": "the soundcheck",
    "doors": "when doors open",
    "set_time": "when the band written to is on",
    "hold": "which hold it is: “1st hold”",
    "hold_until": "the review date of the hold",
    "offer_until": "the day the offer ends",
    "fee": "the fee of the band written to; never in a mail to a venue",
    "deal": "the deal in a sentence; never in a mail to a venue",
    "held_for": "who asked for the night",
    "me": "your name",
}
EXAMPLES = {
    "contact": "Ada",
    "gig": "The Howl at The Wardrobe",
    "band": "The Howl",
    "venue": "The Wardrobe",
    "city": "Leeds",
    "date": "Thu 14 Oct 2027",
    "dates": "Thu 14 or Fri 15 Oct 2027",
    "load_in": "16:00",
    "soundcheck": "17:00",
    "doors": "19:30",
    "set_time": "21:00",
    "hold": "1st hold",
    "hold_until": "Fri 1 Oct 2027",
    "offer_until": "Mon 20 Sep 2027",
    "fee": "250.00 GBP",
    "deal": "Flat fee: 250.00 GBP",
    "held_for": "Ada at the agency",
    "me": "Sam",
}
TEXTS = {
    "ask": (
        "{gig}, {dates}",
        """Hi {contact},

we are planning {gig}.
The date we have in mind: {dates}.
Doors would be at {doors}.

Would that work for you, and what would you need from us?

Best wishes,
{me}
""",
    ),
    "hold": (
        "Hold: {gig}, {dates}",
        """Hi {contact},

could you put {gig} in pencil for us?

Date: {dates}
We have it down as the {hold}.
You will hear from us by {hold_until}.

Thank you,
{me}
""",
    ),
    "offer": (
        "Offer: {gig}, {dates}",
        """Hi {contact},

this is our offer for {gig}.

Date: {dates}
Doors: {doors}
Set: {set_time}
Fee: {fee}
Deal: {deal}

Please let us know by {offer_until}.

Best wishes,
{me}
""",
    ),
    "confirm": (
        "Confirmed: {gig}, {date}",
        """Hi {contact},

good news: {gig} is confirmed.

Date: {date}
Load-in: {load_in}
Soundcheck: {soundcheck}
Doors: {doors}
Set: {set_time}
Fee: {fee}

Please tell us if any of this is not as you have it.

See you there,
{me}
""",
    ),
    "release": (
        "Released: {gig}, {date}",
        """Hi {contact},

we are letting go of {gig}.
The date is yours again: {date}.

Thank you for keeping it for us. We hope to find another night soon.

Best wishes,
{me}
""",
    ),
}
