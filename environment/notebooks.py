"""Executes notebooks headlessly, each in a fresh kernel, and keeps the results.

A notebook that fails is kept as far as it came, its error is shown, and the others still run.
"""

import argparse
import csv
import os
import re
import signal
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

FAILURES = (CellExecutionError, CellTimeoutError, DeadKernelError)


def code_cells(notebook):
    """The cells that a kernel runs: empty ones are never counted."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def execute(notebook, log, timeout=None, on_cell=lambda number: None):
    """Runs all cells in place, with notebooks/ as the working folder; the JVM's own words go to log.

    Ctrl-C ends the kernel at once. nbclient would see to that too, but not while the kernel starts, and
    would report a kernel that died; in a thread it leaves signals alone.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout,
        startup_timeout=300,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        on_cell_execute=lambda cell, cell_index: on_cell(cell_index + 1),
    )
    outcome = Future()

    def work():
        try:
            with open(log, "wb") as words:
                client.execute(stdout=words, stderr=words)
            outcome.set_result(None)
        except Exception as error:
            outcome.set_exception(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(1)  # Windows does not interrupt a longer wait.
    except KeyboardInterrupt:
        if client.km and client.km.has_kernel:
            client.km.provisioner.process.kill()
        raise
    outcome.result()


def drop_copies(notebook):
    """Drops the plain text that the kernel adds to HTML: it is the HTML again, and no page shows it."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if "text/html" in data and data.get("text/plain") == data["text/html"]:
                del data["text/plain"]


def failure(notebook, log, error):
    """What a reader needs to see of an execution that failed."""
    if isinstance(error, DeadKernelError):
        words = log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(["the kernel died, perhaps for lack of memory; its last words:", *words[-20:]])
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                trace = [COLOUR.sub("", line) for line in output.traceback]
                return "\n".join([f"cell {number} failed:", cell.source, "", *trace])
    return str(error)


def save(notebook, path):
    """Writes aside, then renames, so that a killed run leaves no half notebook."""
    aside = path.with_name(path.name + ".part")
    aside.write_text(notebook, encoding="utf-8", newline="\n")
    os.replace(aside, path)


def run(path, results, inplace, timeout):
    """Runs one notebook file and says whether it passed."""
    notebook = nbformat.read(path, as_version=4)
    cells = len(notebook.cells)
    live = sys.stdout.isatty()
    log = results / "notebooks" / f"{path.stem}.log"
    log.parent.mkdir(exist_ok=True)
    began = time.monotonic()
    print(f"{path.stem} ...", end="", flush=True)

    def on_cell(number):
        if live:
            print(f"\r{path.stem} ... cell {number} of {cells}", end="", flush=True)

    error = None
    try:
        execute(notebook, log, timeout, on_cell)
        log.unlink()
    except FAILURES as raised:
        error = failure(notebook, log, raised)
    finally:
        seconds = round(time.monotonic() - began)
        if live:
            print(f"\r\x1b[K{path.stem} ...", end="")
    print(f" {'ok' if error is None else 'FAILED'} {seconds} s", flush=True)
    if error is not None:
        print(error, flush=True)
    drop_copies(notebook)
    target = path if inplace and error is None else results / "notebooks" / path.name
    save(nbformat.writes(notebook) + "\n", target)
    html, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    save(html, results / "notebooks" / f"{path.stem}.html")
    return error is None


def show_table(path):
    """Prints a CSV file in columns."""
    with open(path, newline="", encoding="utf-8") as lines:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines) if row]
    widths = [max(map(len, column)) for column in zip(*rows)]
    print(f"\n{path}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def prepare_results():
    """The folder that CELLCOUNT_RESULTS names, made and found writable."""
    results = Path(os.environ["CELLCOUNT_RESULTS"])
    try:
        results.mkdir(parents=True, exist_ok=True)
        probe = results / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sys.exit(f"cellcount: the results folder {results} cannot be written: {error.strerror}")
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--inplace", action="store_true")
    parser.add_argument("--timeout", type=int, help="seconds a cell may take")
    parser.add_argument("notebooks", nargs="*", type=Path)
    options = parser.parse_args()
    paths = options.notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        sys.exit(f"cellcount: no notebooks in {NOTEBOOKS}")
    results = prepare_results()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        failed = [
            path.stem for path in paths if not run(path, results, options.inplace, options.timeout)
        ]
    except KeyboardInterrupt:
        print("\ninterrupted")
        sys.exit(130)
    table = results / "ablation.csv"
    if table.exists():
        show_table(table)
    print(f"\nexecuted notebooks and pages to read: {results / 'notebooks'}")
    if failed:
        sys.exit(f"cellcount: {len(failed)} of {len(paths)} notebooks failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
