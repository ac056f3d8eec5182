"""The pages to touch that notebooks hold, in a real browser: dragged, clicked, and their text read back.

Each page is opened as a file, without its kernel and without the network.
"""

import re

from playwright.sync_api import Error, sync_playwright

import browser

PAGE = re.compile(r'<div class="([a-z-]+)-[0-9a-f]+" data-lm-suppress-shortcuts')
LARGEST = 150_000
# Every state of these is drawn beforehand.
LARGE = {"picture-chooser"}
SHELL = '<!doctype html><meta charset="utf-8"><body style="margin: 20px">'


def found(notebooks):
    """The pages in the outputs of notebooks, as name of the notebook, kind and HTML."""
    for name, notebook in notebooks.items():
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                html = output.get("data", {}).get("text/html", "")
                kind = PAGE.match(html)
                if kind:
                    yield name, kind[1], html


def check(notebooks):
    """What goes wrong on the pages of executed notebooks, as a list of sentences."""
    pages = list(found(notebooks))
    missing = CHECKS.keys() - {kind for _, kind, _ in pages}
    wrong = [f"no notebook holds a page {kind}" for kind in sorted(missing)]
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        for name, kind, html in pages:
            for sentence in check_page(chromium, kind, html):
                wrong.append(f"{name}, {kind}: {sentence}")
        chromium.close()
    return wrong


def check_page(chromium, kind, html):
    if kind not in LARGE and len(html.encode()) > LARGEST:
        yield f"it has {len(html.encode()):,} bytes, more than {LARGEST:,}"
    context = chromium.new_context(
        viewport={"width": 1000, "height": 1000}, has_touch=True, offline=True
    )
    page = context.new_page()
    failures = []
    page.on("pageerror", lambda error: failures.append(f"a script failed: {error}"))
    page.on("request", lambda asked: failures.extend(outside(asked.url)))
    page.set_content(SHELL + html)
    try:
        yield from CHECKS[kind](page)
    except Error as error:
        yield f"it is not as expected: {error.message.splitlines()[0]}"
    yield from failures
    context.close()


def outside(address):
    return [] if address.startswith("data:") else [f"it asks for {address[:80]}"]


def caption(page):
    return page.locator(".caption").inner_text()


def expect(expected, seen, what):
    if expected != seen:
        yield f"{what}: expected {expected!r}, seen {seen!r}"


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()


def check_chooser(page):
    control = page.locator("input[type=range], select").first
    before = caption(page)
    picture = page.locator(".picture").get_attribute("src")
    control.focus()
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"]:
        page.keyboard.press(key)
        if (caption(page), page.locator(".picture").get_attribute("src")) != (before, picture):
            return
    yield "neither picture nor caption follow the first control"


def check_wipe(page):
    names = [layer.get_attribute("alt") for layer in page.locator(".layers img").all()]
    handles = page.get_by_role("slider")
    yield from expect(len(names) - 1, handles.count(), "number of handles")
    box = page.locator(".layers").bounding_box()

    def place(share):
        return box["x"] + share * box["width"], box["y"] + box["height"] / 2

    def borders():
        return [int(handle.get_attribute("aria-valuenow")) for handle in handles.all()]

    drag(page, place(borders()[0] / 100), place(0.1))
    yield from expect(10, borders()[0], "first border after a drag to a tenth")
    yield from expect(f"{names[0]} 0 to 10 %", caption(page).split(" · ")[0], "caption")
    handles.first.focus()
    page.keyboard.press("ArrowRight")
    yield from expect(11, borders()[0], "first border after the right arrow")
    page.keyboard.press("End")
    yield from expect([100] * len(borders()), borders(), "borders pushed to the end")
    shown = caption(page).split(" · ")
    yield from expect([f"{name} hidden" for name in names[1:]], shown[1:], "caption at the end")
    page.touchscreen.tap(*place(0.5))
    yield from expect(50, borders()[0], "the nearest border after a tap in the middle")


def check_receptive_field(page):
    output = page.locator(".output")
    box = output.bounding_box()
    sizes = page.locator(".size")

    def frame(number):
        return page.locator(".map").first.locator("div").nth(number).bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    before = page.locator(".pixel").inner_text()
    yield from expect(True, bool(re.fullmatch(r"row \d+, column \d+", before)), "pixel in words")
    top = frame(0)["y"]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 3 * box["height"] / 4)
    after = page.locator(".pixel").inner_text()
    yield from expect(False, before == after, "the same pixel after a move")
    yield from expect(True, frame(0)["y"] > top, "the frame in the image moved down")
    # Each skip further down sees more, the bottleneck most.
    seen = [int(text.split(" × ")[0]) for text in sizes.all_inner_texts()]
    yield from expect(sorted(set(seen)), seen, "sizes of the windows")
    yield from expect(True, frame(0)["width"] < frame(1)["width"], "the first frame is smaller")
    output.focus()
    row, column = map(int, re.findall(r"\d+", after))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    moved = f"row {row - 1}, column {column - 1}"
    yield from expect(moved, page.locator(".pixel").inner_text(), "pixel after two arrows")


def check_counting(page):
    canvas = page.locator("canvas")
    box = canvas.bounding_box()
    yield from expect("0 cells counted", caption(page), "caption at first")
    page.mouse.click(box["x"] + 40, box["y"] + 40)
    page.mouse.click(box["x"] + 80, box["y"] + 80)
    yield from expect("2 cells counted", caption(page), "caption after two clicks")
    page.mouse.click(box["x"] + 81, box["y"] + 80)
    yield from expect("1 cell counted", caption(page), "caption after a click on a mark")
    page.touchscreen.tap(box["x"] + 120, box["y"] + 80)
    canvas.focus()
    page.keyboard.press("Enter")
    yield from expect("3 cells counted", caption(page), "caption after a tap and the Enter key")
    yield from expect(False, page.locator(".you").is_visible(), "the truth is seen before")
    page.get_by_text("Compare", exact=True).click()
    rows = page.locator("tbody tr").all()
    yours = [int(text) for text in rows[0].locator("td").all_inner_texts()[1:]]
    count, off, missed, merged, extra, twice = yours
    truth = int(rows[-1].locator("td").nth(1).inner_text())
    yield from expect((3, 3 - truth), (count, off), "count and difference")
    yield from expect(off, twice - merged + extra - missed, "the errors add up to the difference")
    words = f"You counted 3 of {truth}: {3 - extra - twice} hits, {missed} missed"
    yield from expect(True, caption(page).startswith(words), f"'{caption(page)}' starts '{words}'")
    page.get_by_text("Start again").click()
    yield from expect("0 cells counted", caption(page), "caption after starting again")
    yield from expect(False, page.locator(".you").is_visible(), "the truth is seen again")


CHECKS = {
    "picture-chooser": check_chooser,
    "wipe": check_wipe,
    "receptive-field": check_receptive_field,
    "count-yourself": check_counting,
}
