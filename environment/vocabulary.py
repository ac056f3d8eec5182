"""Holds the notebooks to one vocabulary: a term's first use in their text is linked to the glossary."""

import re

import notebooks

GLOSSARY = notebooks.NOTEBOOKS / "glossary.md"

# The numbers of the notebooks that are held to it.
HELD = [f"{number:02}" for number in range(12)]

# Headings of the glossary that a text must link, and how they are written there. Words that are also
# used in another sense, such as test or scale, are left to the writer.
KEY = {
    "mask": r"masks?",
    "label image": r"label images?",
    "foreground": r"foreground",
    "convolution": r"(?<!transposed )convolutions?",
    "relu": r"ReLUs?",
    "max-pooling": r"max-pooling",
    "transposed convolution": r"transposed convolutions?",
    "skip connection": r"skips?(?: connections?)?",
    "receptive field": r"receptive fields?",
    "batch normalisation": r"batch normalisation",
    "logit": r"logits?",
    "sigmoid": r"sigmoids?",
    "loss": r"loss(?:es)?",
    "gradient": r"gradients?(?! flows?)",
    "adam": r"Adam",
    "epoch": r"epochs?",
    "over-fitting": r"over-?fit(?:s|ted|ting)?",
    "augmentation": r"augmentations?",
    "elastic deformation": r"elastic(?: deformations?| fields?)",
    "component": r"components?",
    "watershed": r"watersheds?",
    "h-maxima": r"(?<!two-sided )h-maxima",
    "two-sided h-maxima": r"two-sided h-maxima",
    "gradient flow": r"(?:gradient )?flows",
    "star-convex polygon": r"star-convex(?: polygons?| shapes?)?",
    "density": r"density|densities",
    "merge": r"merge[sd]?",
    "count mae": r"(?:count )?MAE",
    "bias": r"bias",
    "iou": r"IoU",
    "average precision": r"average precision",
    "interval": r"intervals?",
    "coverage": r"coverage",
    "fine-tuning": r"fine-tun(?:ing|ed|es?)",
    "calibration": r"calibrat(?:ion|ed)",
}

HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
NO_PROSE = re.compile(
    r"```[\s\S]*?```|`[^`\n]*`|<[^>\n]*>|^[#|].*$|https?://\S+", re.MULTILINE
)


def anchor(heading):
    """What code hosts and JupyterLab both make of a heading in small letters."""
    return heading.replace(" ", "-")


def anchors():
    return {anchor(heading) for heading in HEADING.findall(GLOSSARY.read_text(encoding="utf-8"))}


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def prose(markdown):
    """The text with all else blanked out, every letter in its place: code, headings, tables, links.

    Of links to the glossary the words stay.
    """

    def words(link):
        if not link[2].startswith(GLOSSARY.name):
            return blank(link[0])
        return f" {link[1]}" + blank(link[0][len(link[1]) + 1 :])

    return LINK.sub(words, NO_PROSE.sub(lambda match: blank(match[0]), markdown))


def first_use(cells, term):
    """Where a term first stands in the prose of the cells: cell, begin and end, or None."""
    word = re.compile(rf"(?<![\w-])(?:{KEY[term]})(?![\w-])", re.IGNORECASE)
    for number, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            found = word.search(prose(cell.source))
            if found:
                return number, found.start(), found.end()
    return None


def linked(markdown, begin, end, term):
    """Whether these letters lie in the text of a link to the term."""
    return any(
        link.start(1) <= begin and end <= link.end(1)
        and link[2] == f"{GLOSSARY.name}#{anchor(term)}"
        for link in LINK.finditer(markdown)
    )


def unlinked(notebook):
    """A sentence for each key term whose first use is no link to it."""
    wrong = []
    for term in KEY:
        found = first_use(notebook.cells, term)
        if found:
            cell, begin, end = found
            markdown = notebook.cells[cell].source
            if not linked(markdown, begin, end, term):
                wrong.append(
                    f"cell {cell + 1} uses '{markdown[begin:end]}' first and does not link it:"
                    f" [{markdown[begin:end]}]({GLOSSARY.name}#{anchor(term)})"
                )
    return wrong


def dangling(markdown):
    """The links to the glossary for which it has no heading."""
    targets = [link[2] for link in LINK.finditer(markdown)]
    return [
        target
        for target in targets
        if target.startswith(GLOSSARY.name + "#") and target.split("#")[1] not in anchors()
    ]
