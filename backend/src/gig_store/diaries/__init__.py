"""Their diaries: when bands and venues say they are busy. Days only; what happens on them is never stored."""
