"""Import of CSV files: reading what is found in the wild, and jobs that stage it. Knows no band, venue or gig."""
