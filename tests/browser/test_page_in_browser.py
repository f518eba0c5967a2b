"""The report in a real browser: filters, marks, keyboard, hashes, paper, and what a screen reader needs."""

import re

import pytest
from hostile import ATTACKS

import mxus

READY = "performance.getEntriesByName('mxus-ready')[0].startTime"


def shown(page):
    """Return the ids of the records that are shown."""
    return page.evaluate("[...document.querySelectorAll('#cards > article')].filter(e => !e.hidden).map(e => e.id)")


def in_panel(page):
    """Return the ids of the records in the panel."""
    return page.locator("#panel .record .id").all_text_contents()


def test_opens_and_is_interactive_within_a_second(opened):
    with opened() as page:
        assert page.title() == mxus.load().title
        assert page.locator("#filters").is_visible()
        assert page.evaluate(READY) < 1000


def test_first_screen_holds_the_argument(opened):
    with opened(height=800) as page:
        for part in ("h1", "#argument h2", "#argument .lede", "#argument .stage >> nth=0", "#argument .stage >> nth=1"):
            box = page.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= 800, part


def test_a_page_of_2000_records_is_usable(opened):
    with opened("large") as page:
        assert page.evaluate("document.querySelectorAll('#cards > article').length") == 2004
        assert page.evaluate(READY) < 5000
        page.locator("#filters [name=kind]").select_option("policy")
        assert page.locator("#found").text_content() == "200 of 2004 records"
        took = page.evaluate(
            """() => {
              const box = document.querySelector("#filters [name=words]");
              box.value = "p17";
              const start = performance.now();
              box.dispatchEvent(new Event("input", { bubbles: true }));
              document.body.getBoundingClientRect();
              return performance.now() - start;
            }"""
        )
        assert took < 1000


def test_filters_leave_the_records_that_a_dataset_selects(opened, ds):
    def ids(records):
        return [f"r-{record.id}" for record in records]

    with opened() as page:
        choose = lambda name, value: page.locator(f"#filters [name={name}]").select_option(value)  # noqa: E731 (short)
        choose("kind", "event")
        assert shown(page) == ids(ds.events.values())
        choose("arena", "regional-diplomacy")
        assert shown(page) == ids(ds.select("events", arena="regional-diplomacy"))
        choose("actor", "mexico")
        assert shown(page) == ids(ds.select("events", arena="regional-diplomacy", actor="mexico"))
        page.get_by_role("button", name="Clear").click()
        page.wait_for_function(f"document.getElementById('found').textContent === '{len(ds)} records'")
        choose("paragraph", "rojas-2025-11")
        wanted = [one for one in ds.values() if any(each.locator.paragraph == 11 for each in one.evidence)]
        assert shown(page) == ids(wanted)
        page.locator("#filters [name=words]").fill("EXTRADITIONS zhang")
        assert 0 < len(shown(page)) < len(wanted)
        page.locator("#filters [name=words]").fill("no such word")
        assert page.locator("#found").text_content() == f"0 of {len(ds)} records"


def test_words_are_found_without_their_accents(opened):
    with opened() as page:
        page.locator("#filters [name=words]").fill("maria corina")
        assert "r-maria-corina-machado" in shown(page)


def test_a_click_on_a_tie_shows_its_records_and_paragraphs(opened, ds):
    tie = mxus.signed_network(ds).tie("cuba", "mexico")
    with opened() as page:
        page.locator(".network.broad a[href='#tie-cuba--mexico'] circle").click()
        assert in_panel(page) == list(tie.records)
        text = page.locator("#panel").text_content()
        for paragraph in {each.locator.paragraph for name in tie.records for each in ds[name].evidence}:
            assert f"¶{paragraph}" in text
        assert page.evaluate("location.hash") == "#tie-cuba--mexico"


@pytest.mark.parametrize("key", ["Enter"])
def test_the_keyboard_opens_a_tie_and_comes_back_to_it(opened, ds, key):
    with opened() as page:
        tie = page.locator(".network.broad a[href='#tie-mexico--united-states']")
        tie.focus()
        page.keyboard.press(key)
        assert in_panel(page) == list(mxus.signed_network(ds).tie("mexico", "united-states").records)
        assert page.evaluate("document.activeElement.id") == "panel-title"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#tie-mexico--united-states"


def test_tab_reaches_ties_codes_rows_and_records(opened):
    with opened() as page:
        reached = set()
        for _ in range(140):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("(document.activeElement.getAttribute('href') ?? '').split('-')[0]"))
        assert {"#main", "#argument", "#r", "#code", "#stage", "#gap", "#without", "#alignment", "#tie"} <= reached


def test_a_hash_opens_what_it_names(opened, ds):
    with opened(fragment="#tie-cuba--united-states") as page:
        assert in_panel(page) == list(mxus.signed_network(ds).tie("cuba", "united-states").records)
        page.evaluate("location.hash = '#r-us-embargo-on-cuba'")
        page.wait_for_function("document.getElementById('panel-title').textContent.includes('ban on trade')")
        assert in_panel(page) == ["us-embargo-on-cuba"]
    with opened(fragment="#%E0%A4%A") as page:
        assert page.locator("#panel").is_hidden()


def test_every_mark_opens_records(opened):
    with opened() as page:
        empty = page.evaluate(
            """() => [...document.querySelectorAll("a.mark")].filter((mark) => {
              mark.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
              return !document.querySelector("#panel:not([hidden]) .record .id");
            }).map((mark) => mark.getAttribute("href"))"""
        )
        assert empty == []


def test_without_a_script_every_mark_leads_to_its_entry(opened):
    with opened(java_script_enabled=False) as page:
        assert page.locator("#filters").is_hidden()
        page.locator(".network.broad a[href='#tie-cuba--mexico'] circle").click()
        assert page.locator("#tie-cuba--mexico .refs a").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", ["bundled", "hostile"])
def test_nothing_runs_over_the_side(opened, name, width):
    with opened(name, width=width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("drawing", ["broad", "slim"])
def test_labels_lie_within_their_boxes_and_boxes_apart(opened, drawing):
    with opened(width=1280 if drawing == "broad" else 390) as page:
        boxes = page.evaluate(
            f"""[...document.querySelectorAll(".network.{drawing} .actor")].map((actor) =>
              ["rect", "text"].map((name) => actor.querySelector(name).getBoundingClientRect().toJSON()))"""
        )
        assert len(boxes) == 27
        for box, label in boxes:
            assert box["left"] <= label["left"], label
            assert label["right"] <= box["right"], label
        for number, (box, _) in enumerate(boxes):
            for other, _ in boxes[:number]:
                over = [
                    min(box[high], other[high]) - max(box[low], other[low])
                    for low, high in (("left", "right"), ("top", "bottom"))
                ]
                assert min(over) <= 0


def test_hostile_texts_run_nothing_and_are_read(opened):
    with opened("hostile") as page:
        assert page.evaluate("window.hurt") is None
        assert page.evaluate("document.images.length + document.scripts.length") == 1
        names = page.locator("#cards h3").all_text_contents()
        assert set(ATTACKS) <= set(names)
        for mark in page.locator(".network.broad a.mark").all()[:6]:
            mark.dispatch_event("click")
            assert page.locator("#panel .record").count() > 0
        page.locator("#filters [name=words]").fill('"><img')
        assert shown(page)
        assert page.evaluate("window.hurt") is None


def test_a_script_that_is_not_the_pages_own_does_not_run(browser, files, tmp_path):
    page = files.joinpath("bundled.html").read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(page.replace("<main", "<script>window.hurt = 1</script><img src=x onerror='hurt = 2'><main"))
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(broken.as_uri())
    assert opened.locator("#filters").is_visible()
    assert opened.evaluate("window.hurt") is None
    context.close()


def test_on_paper_every_record_is_shown_and_what_is_folded_is_counted(opened, ds):
    with opened() as page:
        page.locator("#filters [name=kind]").select_option("policy")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        seen = page.evaluate(
            "[...document.querySelectorAll('#cards > article')].filter(e => e.offsetHeight > 0).length"
        )
        assert seen == len(ds)
        assert page.evaluate("[...document.querySelectorAll('.stages ~ .fold .entry')].every(e => e.offsetHeight > 0)")
        folded = page.locator("details:not([open]) > summary").all_inner_texts()
        assert len(folded) > 100
        assert [line for line in folded if not re.search(r"\d", line)] == []
        assert page.locator("#filters").is_hidden()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.querySelectorAll('details[open]').length") == 0


def test_the_article_takes_fewer_than_twenty_five_pages_of_paper(opened):
    with opened() as page:
        printed = page.pdf(format="A4")
        assert 10 < len(re.findall(rb"/Type\s*/Page\b", printed)) < 25


def violations(page):
    """Return what axe-core finds that is serious or critical, in the first of what is there hundreds of times."""
    page.evaluate(
        """() => {
          for (const kind of ["source", "actor", "policy", "trade_link", "event", "position", "claim"])
            for (const card of [...document.querySelectorAll(`#cards [data-kind=${kind}]`)].slice(3)) card.remove();
          for (const list of document.querySelectorAll(".entries"))
            for (const entry of [...list.children].slice(5)) entry.remove();
        }"""
    )
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary"))
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, scheme):
    with opened(color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.locator(".network.broad a[href='#tie-cuba--mexico']").dispatch_event("click")
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_where_it_is_narrow(opened, scheme):
    with opened("hostile", width=390, color_scheme=scheme) as page:
        assert violations(page) == []
