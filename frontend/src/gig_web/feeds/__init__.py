"""iCalendar (RFC 5545, 7986): feeds that calendars read, and the file of one gig."""
