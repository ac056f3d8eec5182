"""Tests this folder, checks the notebooks as committed, executes them in the tiny profile, drives
their pages to touch and one notebook in a browser.

The last line counts the checks: 'N passed, N failed, N skipped'.
"""

import os
import re
import signal
import sys
import tempfile
import time
import unittest
from pathlib import Path

import nbformat

import browser
import notebooks
import pages
import prose

MEGABYTE = 1_000_000
CELL_SECONDS = 600
# A folder of somebody's machine; not preceded by what would make it part of a URL, a relative path or
# of encoded data.
LOCAL_PATH = re.compile(
    r"(?<![\w.:/+=~-])(?:/(?:home|root|Users|tmp|work|mnt|var/folders)/|[A-Z]:\\)[\w.-]+"
)


def texts(notebook):
    """All that a reader sees, cell by cell, pictures apart."""
    for number, cell in enumerate(notebook.cells, start=1):
        yield number, cell.source
        for output in cell.get("outputs", []):
            if "text" in output:
                yield number, output.text
            for kind, content in output.get("data", {}).items():
                if not kind.startswith("image/"):
                    yield number, str(content)


def check_committed(path):
    """What is wrong with a notebook file as it is committed, as a list of sentences."""
    wrong = []
    size = path.stat().st_size
    if size > MEGABYTE:
        wrong.append(f"it has {size:,} bytes, more than {MEGABYTE:,}: draw smaller or fewer figures")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    if kernel != "java":
        wrong.append(f"its kernel is {kernel}, not java")
    counts = [cell.execution_count for cell in notebooks.code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        wrong.append(f"its cells were not run once from top to bottom: execution counts {counts}")
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                wrong.append(f"cell {number} holds an error: {output.ename}: {output.evalue}")
    for number, text in texts(notebook):
        for found in LOCAL_PATH.findall(text):
            wrong.append(f"cell {number} names a folder of one machine: {found}")
    return wrong + prose.unfounded(notebook, prose.ALLOWED.get(path.stem[:2], ()))


def check_execution(path, results, executed):
    """What goes wrong when a notebook runs from top to bottom, as a list of sentences; keeps it."""
    notebook = executed[path.stem] = nbformat.read(path, as_version=4)
    log = results / f"{path.stem}.log"
    try:
        notebooks.execute(notebook, log, CELL_SECONDS)
    except notebooks.FAILURES as error:
        return [notebooks.failure(notebook, log, error)]
    return []


def test_environment(counts):
    """Runs the unit tests of this folder; the failed ones are printed and all are counted."""
    began = time.monotonic()
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromName("test_environment").run(result)
    failures = result.failures + result.errors
    counts["failed"] += len(failures)
    counts["skipped"] += len(result.skipped)
    counts["passed"] += result.testsRun - len(failures) - len(result.skipped)
    print(f"{'failed' if failures else 'passed'}  environment  {time.monotonic() - began:.1f} s")
    for test, trace in failures:
        print(f"    {test.id()}\n{trace}", flush=True)


def check(counts, name, call):
    """Runs one check, prints its line and counts it."""
    began = time.monotonic()
    try:
        wrong = call()
        outcome = "failed" if wrong else "passed"
    except browser.Skipped as reason:
        wrong = [str(reason)]
        outcome = "skipped"
    counts[outcome] += 1
    print(f"{outcome}  {name}  {time.monotonic() - began:.1f} s", flush=True)
    for sentence in wrong:
        print(f"    {sentence}", flush=True)


def main():
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    paths = sorted(notebooks.NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        sys.exit(f"cellcount: no notebooks in {notebooks.NOTEBOOKS}")
    test_environment(counts)
    began = time.monotonic()
    os.environ["CELLCOUNT_PROFILE"] = "tiny"
    with tempfile.TemporaryDirectory(prefix="cellcount-") as folder:
        os.environ["CELLCOUNT_RESULTS"] = folder
        for path in paths:
            check(counts, f"{path.stem} as committed", lambda: check_committed(path))
        executed = {}
        for path in paths:
            name = f"{path.stem} executed"
            check(counts, name, lambda: check_execution(path, Path(folder), executed))
        check(counts, "pages to touch in a browser", lambda: pages.check(executed))
        shown = browser.choose(paths)
        check(counts, f"{shown.stem} in JupyterLab in a browser", lambda: browser.check(shown))
    print(f"notebooks: {time.monotonic() - began:.0f} s")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sys.exit(1 if counts["failed"] else 0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        print("\ninterrupted")
        sys.exit(130)
