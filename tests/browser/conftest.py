"""A real browser, with the page of each dataset opened from a file."""

import importlib.util
import os
import shutil
from contextlib import contextmanager

import pytest
from hostile import hostile, large

import mxus

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""For a container without a network, in which everything runs as root."""


@pytest.fixture(scope="session")
def browser():
    """Chromium: that named by MXUS_BROWSER, or the system's own."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("playwright is not installed; the step of .ci/run for the browser installs it and runs this")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("MXUS_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("there is no Chromium here; MXUS_BROWSER may name one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The pages of three datasets, as files: the article's, a hostile one, and one of 2,000 records."""
    folder = tmp_path_factory.mktemp("pages")
    held, texts = hostile()
    pages = {
        "bundled": mxus.report_page(mxus.load()),
        "hostile": mxus.report_page(held, texts=texts),
        "large": mxus.report_page(large()),
    }
    for name, page in pages.items():
        folder.joinpath(f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser, files):
    """Open a page, and hold at the end that it said nothing to the console and asked nothing of a network."""

    @contextmanager
    def open_page(name="bundled", fragment="", width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        said, asked = [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        address = files.joinpath(f"{name}.html").as_uri()
        page.goto(address + fragment)
        yield page
        context.close()
        assert said == []
        assert {url.partition("#")[0] for url in asked} - {"data:,"} == {address}

    return open_page
