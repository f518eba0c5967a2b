"""Value objects (attrs): what a text states and what we compute, with its uncertainty.

Frozen, slotted, hashable, equal by content. They know no record and no file.
"""
