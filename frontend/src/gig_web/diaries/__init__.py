"""Diaries of bands and venues on their pages; what reads them is `diary_reader`, in a process of its own."""
