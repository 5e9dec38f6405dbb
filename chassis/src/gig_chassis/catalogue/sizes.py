"""How long a text may be: one constant for the column and for the check of what arrives."""

NAME = 200
FOLDED = 200  # a folded text may be longer than its original: it is cut
EXTERNAL_ID = 100
CITY = 120
CONTACT = 200
EMAIL = 254
PHONE = 50
NOTES = 5000
SEED = 64
EXCLUDED = 100  # ids a pick may exclude
PAGE = 100  # rows of a page
MATCHES = 1_000  # items a match may ask for
PICKS = 50  # rows of a pick
