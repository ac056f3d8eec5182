"""Holds the numbers that a notebook's text names to what its cells show.

A number of two digits or more, or with decimals, must stand in the code or in an output of the same
notebook. A percentage may stand there as a share. What is no result is passed over: links, years,
sizes such as 128x128, and what ALLOWED names. A digit alone proves nothing either way.
"""

import re
from decimal import Decimal

# By the number of the notebook: what no cell of it can show, and why it is true.
ALLOWED = {
    "00": {
        "1.12": "the training step of U-Net 16 beside PyTorch fp32, in environment/benchmark.md",
        "0.93": "the same beside PyTorch tuned",
        "16": "the width of that network",
    },
    "07": {
        "9.57": "the score of the public project's first entry",
        "10.01": "the same on the public part of the images",
        "2.186": "the score of its last",
        "2.297": "the same on the public part of the images",
        "0.5": "the threshold of the public project's scripts",
        "10": "the smallest component, in pixels, that the public project counts",
    },
    "09": {
        "95": "the intervals that the columns low95 and high95 are named for",
        "0.5": "a threshold to try",
    },
}

NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[fL]?(?!\w|[.,]\d)(?P<share> ?%)?"
)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
PASSED_OVER = [
    re.compile(r"\[(?:\d\d|arXiv:|doi:)[^\]]*\]\([^)]*\)"),
    re.compile(r"\]\([^)]*\)"),
    re.compile(r"^# \d\d · |^\d+\. ", re.MULTILINE),
    re.compile(r"\b(?:19|20)\d\d\b"),
    re.compile(r"\b\d+ ?[x×] ?\d+\b"),
]
TAG = re.compile(r"<[^>]*>")
ENCODED = re.compile(r"[A-Za-z0-9+/=]{80,}")


def value(digits):
    return Decimal(re.sub("[,_]", "", digits))


def values(text):
    return {value(match["digits"]) for match in NUMBER.finditer(text)}


def named(markdown):
    """The numbers in a text, as written, each with the values of which a cell must show one."""
    text = CODE.sub(" ", markdown)
    for pattern in PASSED_OVER:
        text = pattern.sub(" ", text)
    for match in NUMBER.finditer(text):
        if len(match["digits"]) > 1:
            number = value(match["digits"])
            yield match[0], {number, number / 100} if match["share"] else {number}


def texts(cell):
    """What of a cell counts as shown: code, also in text, and outputs other than pictures."""
    if cell.cell_type == "markdown":
        yield from CODE.findall(cell.source)
        return
    yield cell.source
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        yield output.get("text", "")
        for kind in ["text/html", "image/svg+xml"]:
            yield ENCODED.sub(" ", TAG.sub(" ", data.get(kind, "")))
        if set(data) == {"text/plain"}:
            yield data["text/plain"]


def unfounded(notebook, allowed=()):
    """A sentence for each number that the text names and nothing shows."""
    shown = {number for cell in notebook.cells for text in texts(cell) for number in values(text)}
    shown.update(map(value, allowed))
    return [
        f"cell {place} names {number}, which no code and no output of the notebook shows"
        for place, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "markdown"
        for number, equals in named(cell.source)
        if shown.isdisjoint(equals)
    ]
