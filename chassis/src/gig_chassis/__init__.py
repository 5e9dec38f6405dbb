"""What every service of Gig Planner does the same way; knows no band, venue or gig."""
