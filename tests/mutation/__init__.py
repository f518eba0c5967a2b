"""Mutation testing: the changes mutmut makes, one at a time, in a fork of a session that has collected the tests."""
