"""Pages of bands and venues."""
