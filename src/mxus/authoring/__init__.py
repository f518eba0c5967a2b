"""A text of one's own, from the first quoted words to a dataset: projects written by hand, locked, kept up to date."""
