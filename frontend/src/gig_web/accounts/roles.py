"""The roles in words."""

DUTIES = {
    "viewer": "sees what is planned, but no money, and changes nothing",
    "booker": "plans: gigs, bands and venues",
    "admin": "plans, and looks after people too",
}
NAMES = {name: name.capitalize() for name in DUTIES}


def a(role: str) -> str:
    """Say a role with its article."""
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def words(role: str) -> str:
    """Say what a role may do: "Booker: plans: …"; one not known yet by its name."""
    return f"{NAMES[role]}, who {DUTIES[role]}" if role in DUTIES else role.capitalize()
