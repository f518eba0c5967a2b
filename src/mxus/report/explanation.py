"""An answer explained down to the words: what made it, where the text says so, and what the text says there.

A result holds locators, never the text. Whoever has a copy of a source gets its words beside them. What we leave out:
passages of sources of which no copy is given; their paragraphs are named as ever.
"""

from __future__ import annotations

from collections.abc import Mapping

from mxus.analysis._common import require_dataset
from mxus.analysis.bargain import Bargain
from mxus.analysis.discourse import DiscourseTie
from mxus.authoring.copies import TextLike, coded_copies
from mxus.dataset.dataset import Dataset
from mxus.dataset.paragraphs import words_of
from mxus.errors import InvalidValueError, shown
from mxus.values.explanation import explained
from mxus.values.locator import Passage
from mxus.values.result import Result
from mxus.values.versions import in_one_line

__all__ = ["explain"]


def explain(
    answer: Result | Bargain | DiscourseTie,
    dataset: Dataset,
    *,
    texts: TextLike | Mapping[str, TextLike] | None = None,
) -> str:
    r"""Explain an answer: its contributions by weight, with the words of their passages where a copy is given.

    Parameters
    ----------
    answer : Result, Bargain or DiscourseTie
        What a question to the dataset returned.
    dataset : Dataset
        The dataset that was asked.
    texts : str, Path, SourceText, or Mapping of str to these, optional
        By id of a source, a copy of its whole text: the path of a UTF-8 text file, or a text at hand. One alone, if the
        dataset has one source. Line breaks, quotation marks and Unicode form do not matter.

    Returns
    -------
    str
        In lines of up to 80 characters: the answer; whether the weights sum to it; each contribution with weight,
        records, gloss and paragraphs, and below it the words of each passage of a source in `texts`. Words that the
        copy has otherwise are said to differ. Last, of a result, the versions that made it.

    Raises
    ------
    UnknownIdError
        If `texts` has a source that the dataset has not.
    InvalidValueError
        If the answer, the dataset or `texts` is something else; if a text is not the coded one.
    UnreadableFileError
        If a file cannot be read as UTF-8 text.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> towards = mxus.cooperation(ds, "mexico", "united-states").groups["material"]
    >>> print(*mxus.explain(towards, ds).splitlines()[:4], sep="\n")
    net cooperation: 1 (n=3)
    contributions, the weightiest first; weights sum to the value
      +0.3333  extraditions-to-us: Mexico handed over traffickers of three cartels
        to US justice. (¶11)

    With a copy of the text, ``mxus.explain(towards, ds, texts="article.txt")``, the words stand below each passage.
    Another text is an error:

    >>> mxus.explain(towards, ds, texts=mxus.SourceText.of("Another text.", source="rojas-2025"))
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: not the coded text of source 'rojas-2025': none of its 21 paragraphs is in it
    """
    if not isinstance(answer, Result | Bargain | DiscourseTie):
        message = f"found {shown(answer)}; expected a Result, Bargain or DiscourseTie, as a question returns it"
        raise InvalidValueError(message)
    require_dataset(dataset)
    copies = coded_copies(dataset, texts)

    def quote(passage: Passage) -> str | None:
        copy = copies.get(passage.source)
        return None if copy is None else words_of(copy, passage.locator)

    if not isinstance(answer, Result):
        return "\n".join(explained(str(answer), answer.contributions, "", quote))
    note, foot = answer.weights_told(), f"made with {in_one_line(answer.made_with)}"
    return "\n".join(
        explained(answer.summary(), answer.contributions, note, quote, left_out=answer.left_out, foot=foot)
    )
