"""Who is here: the entrance to every page, signing in and out, what each role may do."""
