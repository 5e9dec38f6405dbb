"""What is usual in a room of one's own: it goes before what is usual for the whole planner."""
