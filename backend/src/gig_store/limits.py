"""Lengths, bounds and words that the tables and the validation share."""

NAME = 200
NOTE = 10_000
SEARCH = 12_000

STATUSES = ("idea", "hold", "offered", "confirmed", "cancelled")
FIRMEST_FIRST = ("confirmed", "offered", "hold", "idea", "cancelled")
SLOTS = ("evening", "matinee", "late")
SLOTS_BY_HOUR = ("matinee", "evening", "late")
BILLINGS = ("headline", "support")
MAILS = ("ask", "hold", "offer", "confirm", "release")
DEALS = ("flat", "door", "versus", "plus")
LONGEST_WORD = 12  # of these

LINEUP = 50
HOLD_LEVEL = 9
OTHERS = 50  # gigs that change in one step with another
REVS = 10**9
CHALLENGE_HOURS = 48
PEOPLE = 10_000_000
RADIUS_KM = 20_040  # half of the equator
CLAUSE_DAYS = 365
PERCENT = 100
YEARS = (1900, 2199)
REV = 2**31 - 1

TRASH_DAYS = 30
REST_DAYS = 30

ROLES = ("viewer", "booker", "admin")
THEMES = ("auto", "light", "dark")
PERSON = 100  # of a name; every answer to a signed-in person carries it
CONSTRAINTS = 1_000
PASSWORD = (8, 256)
PASSWORD_HASH = 255
SECRET = 100  # of a token or an invite's secret as it is sent
SESSION_DAYS = 30
INVITE_DAYS = 7

CONTACT = 320  # of an email address
SHARES = 20  # links to one day sheet
FEEDS = 20  # of one person
FEED_DAYS = 365  # that a feed goes back
FEED_PAGE = 1_000
OFF_DAYS = 30  # that calendars are told a night is off

DIARY_KINDS = ("band", "venue")
DIARIES_AT_ONCE = 50
DIARY_SOURCE = 2_000
DIARY_ERROR = 500
DIARY_RANGES = DIARY_DAYS = 2_000
DIARY_FRESH_DAYS = 30  # an older reading says nothing about a night
