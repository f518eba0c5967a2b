"""Fuzzing of every door through which text and files come in: ``python -m tests.fuzz DOOR --seconds 300``."""
