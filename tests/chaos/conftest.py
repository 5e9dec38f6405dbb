"""The long series: each file breaks one kind of thing; `figures`, `seed`, `scale`, `share` are of testkit.figures."""
