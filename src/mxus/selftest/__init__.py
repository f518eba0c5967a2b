"""The measures against values that other people computed or printed: ``python -m mxus.selftest``."""
