"""The page as a whole: head, sections in the order of the argument, and the style and script that come with it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Final, Literal

from mxus.authoring.copies import TextLike
from mxus.dataset.dataset import Dataset
from mxus.dataset.required import require_dataset
from mxus.errors import require_kind
from mxus.report.findings import Findings
from mxus.report.html.argument import argument
from mxus.report.html.browser import browser
from mxus.report.html.claims import claims
from mxus.report.html.context import Context
from mxus.report.html.markup import Html, el, raw, said
from mxus.report.html.network import network
from mxus.report.html.relations import relations
from mxus.report.html.timeline import timeline
from mxus.report.html.trade import trade
from mxus.values.progress import Progress
from mxus.values.versions import in_one_line, made_with

__all__ = ["report_page"]

_STATES: Final[tuple[Literal["excused", "open"], ...]] = ("excused", "open")

_TITLES: Final = {
    "argument": "The argument",
    "relations": "Alignment",
    "network": "Network",
    "timeline": "Timeline",
    "trade": "Trade",
    "rivals": "Rival readings",
    "records": "Records",
}


def report_page(
    dataset: Dataset,
    *,
    texts: TextLike | Mapping[str, TextLike] | None = None,
    progress: Progress | None = None,
) -> str:
    """Return a report on a dataset as one HTML page, to read, to print and to explore.

    Parameters
    ----------
    dataset : Dataset
        Any dataset. What it has nothing on (trade, dates, rival claims) is left out.
    texts : str, Path, SourceText, or Mapping of str to these, optional
        By id of a source, a copy of its whole text: the path of a UTF-8 text file, or a text at hand. One alone, if the
        dataset has one source. Only then are the words of passages on the page: whoever gets the page gets them, too.
        The page says how many passages differ in the copy.
    progress : callable, optional
        ``progress(done, total)`` is called after each part of the page.

    Returns
    -------
    str
        HTML that needs no other file and no network. The same dataset gives the same page. The camps of the network
        are there if ``mxus[balance]`` is installed.

    Raises
    ------
    UnknownIdError
        If `texts` has a source that the dataset has not.
    InvalidValueError
        If a text is not the coded one.
    UnreadableFileError
        If a file cannot be read as UTF-8 text.

    See Also
    --------
    mxus.explain : One result with its records and passages, as text.

    Examples
    --------
    >>> import mxus
    >>> page = mxus.report_page(mxus.load())
    >>> page.startswith("<!doctype html>"), 'id="r-us-embargo-on-cuba"' in page
    (True, True)
    """
    require_dataset(dataset)
    require_kind(progress, Callable | None, "progress", "a function of two numbers")  # type: ignore[arg-type]
    context, findings = Context.of(dataset, texts), Findings.of(dataset)
    making: dict[str, Callable[[], Html | None]] = {
        "argument": lambda: argument(context, findings),
        "relations": lambda: relations(context, findings),
        "network": lambda: network(context, findings),
        "timeline": lambda: timeline(context),
        "trade": lambda: trade(context, findings),
        "rivals": lambda: claims(context, findings.rivals),
        "records": lambda: browser(context),
    }
    found: dict[str, Html | None] = {}
    for name, make in making.items():
        found[name] = make()
        if progress is not None:
            progress(len(found), len(making))
    script = _asset("page.js")
    sections = {name: section for name, section in found.items() if section is not None}
    body = el(
        "body",
        el("a", "Skip to the report", href="#main", class_="skip"),
        _head(context, findings, sections),
        el("main", sections.values(), id="main", tabindex="-1"),
        _foot(dataset),
        el(
            "aside",
            el("button", "Close", type="button", class_="close"),
            el("h2", id="panel-title", tabindex="-1"),
            el("div", id="panel-body"),
            id="panel",
            aria_labelledby="panel-title",
            hidden=True,
        ),
        el("script", raw(script)),
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content="mxus"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("link", rel="icon", href="data:,"),
        el("title", dataset.title),
        el("style", raw(_asset("page.css"))),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _policy(script: str) -> str:
    """Return what a browser allows the page: its own script and no other, and no network at all."""
    own = base64.b64encode(sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; script-src 'sha256-{own}'; style-src 'unsafe-inline'; img-src data:"


def _asset(name: str) -> str:
    return files("mxus.report.html").joinpath("assets", name).read_text(encoding="utf-8")


def _head(context: Context, findings: Findings, sections: Mapping[str, Html]) -> Html:
    dataset = context.dataset
    coded: list[Html] = []
    for reference, coverage in zip(dataset.references(), findings.coverages, strict=True):
        of = f"{coverage.count('coded')} of {len(coverage.sentences)} sentences coded"
        counts = ", ".join([of, *(f"{coverage.count(state)} {state}" for state in _STATES if coverage.count(state))])
        link = el("a", said(str(reference)), href=f"#r-{coverage.source}")
        coded.append(el("li", link, el("span", counts, class_="note")))
    return el(
        "header",
        el("h1", said(dataset.title)),
        el("ul", coded, class_="sources"),
        el("p", context.words_told(), class_="note"),
        el(
            "nav",
            el("ul", (el("li", el("a", _TITLES[name], href=f"#{name}")) for name in sections)),
            aria_label="Parts of the report",
        ),
        class_="masthead",
    )


def _foot(dataset: Dataset) -> Html:
    description = str(dataset.about()["description"])
    coders = ", ".join(dataset.about()["coders"])
    return el(
        "footer",
        el("p", said(description)) if description else None,
        el("p", "Coded by ", said(coders), ".") if coders else None,
        el(
            "p",
            f"Made with {in_one_line(made_with()[:1])}. ",
            "The figures describe a coded text, not the world: what its author chose to tell.",
        ),
    )
