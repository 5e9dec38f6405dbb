"""Lists of bands, venues and gigs that come as files: uploaded, looked at, taken, taken back."""
