"""Kinds and states of policies: standing courses of action, as opposed to events, which happen."""

from __future__ import annotations

from mxus.vocabulary._term import Term

__all__ = ["PolicyStatus", "PolicyType"]


class PolicyType(Term):
    """The instrument a policy uses.

    Examples
    --------
    >>> PolicyType.TARIFF.meaning
    'A duty on imports, in force or threatened.'
    """

    STRATEGY = ("strategy", "A declared plan or programme with goals, and its parts.")
    TRADE_AGREEMENT = ("trade-agreement", "A treaty or standing negotiation on trade between states.")
    TARIFF = ("tariff", "A duty on imports, in force or threatened.")
    SUBSIDY = ("subsidy", "Money or goods given below price, at home or to another state.")
    SERVICE_CONTRACT = ("service-contract", "Standing hire of another state's personnel or services.")
    EMBARGO = ("embargo", "A standing prohibition of trade or finance with a state.")
    RESTRICTION = ("restriction", "A standing limit on firms, routes or persons short of an embargo.")
    REFORM = ("reform", "A change of a country's laws or institutions, proposed or made.")
    DOCTRINE = ("doctrine", "A principle or style that a government professes or follows.")
    DIPLOMATIC_LINE = ("diplomatic-line", "A standing orientation towards a state, bloc or kind of government.")
    SECURITY_OPERATION = ("security-operation", "A continuing use of armed or police force.")
    COOPERATION = ("cooperation", "Standing joint work of two or more states on a shared matter.")
    PUBLIC_WORK = ("public-work", "An infrastructure project.")


class PolicyStatus(Term):
    """How far a policy is, at the time the text speaks.

    Examples
    --------
    >>> PolicyStatus.NOT_PURSUED.meaning
    'A course that the text says its owner leaves aside.'
    """

    PROPOSED = ("proposed", "Announced, planned or demanded, not yet in force.")
    IN_FORCE = ("in-force", "Carried out or valid.")
    SUSPENDED = ("suspended", "Paused or postponed.")
    UNDER_REVIEW = ("under-review", "In force with a review begun or scheduled.")
    ENDED = ("ended", "No longer in force.")
    NOT_PURSUED = ("not-pursued", "A course that the text says its owner leaves aside.")
