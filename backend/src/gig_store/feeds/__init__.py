"""Calendar feeds: secret addresses by which a person's calendars read the gigs."""
