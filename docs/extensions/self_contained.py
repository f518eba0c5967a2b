"""A check of the built pages: nothing in them is fetched from elsewhere, and no link within them leads nowhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_NO_PLACE = "and there is no such place on that page"

FETCHED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data"}


class Page(HTMLParser):
    """The ids of a page, what it links to and what it fetches."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.fetched = set(), set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids |= {values.get("id"), values.get("name")} - {None}
        if tag == "a" and values.get("href"):
            self.links.add(values["href"])
        elif values.get(FETCHED.get(tag)):
            self.fetched.add(values[FETCHED[tag]])


def faults(folder):
    """Yield what is wrong with the pages of a folder, one sentence each."""
    folder = Path(folder).resolve()
    for path in sorted(folder.rglob("*.css")):
        for address in set(re.findall(r"""url\(["']?([a-z]+:|//)""", path.read_text(encoding="utf-8"))) - {"data:"}:
            yield f"{path.relative_to(folder)} fetches something by {address}"
    pages = {path: Page(path) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        source = "_modules" in path.relative_to(folder).parts
        for address in sorted(page.fetched | page.links):
            wrong = _fault(path, address, pages)
            # A page of source code leads back by a name that Sphinx makes: the page is right, the place is not.
            if wrong and not (source and wrong == _NO_PLACE):
                yield f"{path.relative_to(folder)} leads to {address}, {wrong}"


def _fault(path, address, pages):
    """Return what is wrong with an address on a page, or None."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return "which is fetched from elsewhere" if address in pages[path].fetched and parts.scheme != "data" else None
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.exists():
        return "which is not there"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return _NO_PLACE
    return None


def _checked(app, failed):
    from sphinx.util import logging  # noqa: PLC0415 (the check itself needs no Sphinx)

    if failed is None and app.builder.name == "html":
        for fault in faults(app.outdir):
            logging.getLogger(__name__).warning(fault)


def setup(app):
    """Check when all pages are written."""
    app.connect("build-finished", _checked)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
