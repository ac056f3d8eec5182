"""One notebook in JupyterLab in a real browser: opened, run, its figure seen."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import Error, sync_playwright

import notebooks

START_SECONDS = 300
RUN_SECONDS = 900
SAVE_SECONDS = 30
INSTALL_SECONDS = 300
TOKEN = "browser-test"

INSTALLED = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
]
CHROMIUM_FLAGS = [
    # The sandbox needs rights that root in a container has not; only our own page is opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Clicked earlier, Run All Cells asks for a kernel.
CONNECTED = """() => {
  const panel = selector => document.querySelector('.jp-NotebookPanel ' + selector);
  const kernel = panel('.jp-Toolbar-kernelName');
  const status = panel('.jp-Notebook-ExecutionIndicator');
  return panel('.jp-CodeCell') && kernel && kernel.textContent === 'Java'
      && status && ['idle', 'unknown'].includes(status.dataset.status);
}"""

# Counts the code cells of the page that ran, that wait, and the figures to be seen.
STATE = """() => {
  const all = selector => [...document.querySelectorAll('.jp-NotebookPanel ' + selector)];
  const prompts = all('.jp-CodeCell .jp-InputPrompt').map(prompt => prompt.textContent.trim());
  return {
    ran: prompts.filter(prompt => /^\\[\\d+\\]:$/.test(prompt)).length,
    waiting: prompts.filter(prompt => prompt === '[*]:').length,
    figures: all('.jp-OutputArea-output img').filter(image => image.naturalWidth > 0).length,
  };
}"""


class Skipped(Exception):
    """There is no browser here, and why."""


def choose(paths):
    """The first notebook with a figure, else the first."""
    for path in paths:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                if "image/png" in output.get("data", {}):
                    return path
    return paths[0]


def check(path):
    """What goes wrong when a reader opens the notebook and runs all cells, as a list of sentences."""
    with contextlib.ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        chromium = launch(playwright)
        stack.callback(chromium.close)
        # JupyterLab saves what it shows, so it is given a copy.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cellcount-")))
        (folder / "notebooks").mkdir()
        copy = folder / "notebooks" / path.name
        cells = copy_without_outputs(path, copy)
        address = stack.enter_context(jupyter_lab(folder))
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(START_SECONDS * 1000)
        try:
            page.goto(f"{address}/lab/tree/{path.name}?token={TOKEN}")
            wrong = run_all_cells(page, cells) or errors(page, copy)
        except Error as error:
            wrong = [f"JupyterLab is not as expected: {error.message}"]
        return [*wrong, picture(page)] if wrong else []


def copy_without_outputs(path, copy):
    """So that what is seen later was made here; returns the number of code cells."""
    notebook = nbformat.read(path, as_version=4)
    code = notebooks.code_cells(notebook)
    for cell in code:
        cell.outputs = []
        cell.execution_count = None
    nbformat.write(notebook, copy)
    return len(code)


def run_all_cells(page, cells):
    """Clicks Run All Cells and watches the page until every cell has run and the figures are there."""
    page.wait_for_function(CONNECTED)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    end = time.monotonic() + RUN_SECONDS
    while True:
        state = page.evaluate(STATE)
        if state["ran"] == cells and not state["waiting"]:
            return [] if state["figures"] else ["no figure is shown"]
        if time.monotonic() > end:
            return [f"after {RUN_SECONDS} s {state['ran']} of {cells} cells had run"]
        page.wait_for_timeout(500)
def errors(page, copy):
    """Saves the notebook and looks there: on the page an error is styled just as a warning."""
    page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="save"]').click()
    end = time.monotonic() + SAVE_SECONDS
    while True:
        saved = notebooks.code_cells(nbformat.read(copy, as_version=4))
        if all(cell.execution_count for cell in saved):
            break
        if time.monotonic() > end:
            return ["the notebook was not saved"]
        page.wait_for_timeout(200)
    found = [output for cell in saved for output in cell.outputs if output.output_type == "error"]
    return [f"an error is shown: {error.ename}: {error.evalue}" for error in found]


def picture(page):
    """Keeps what the browser shows, and says where."""
    file = Path(tempfile.mkdtemp(prefix="cellcount-"), "browser.png")
    page.screenshot(path=file, full_page=True)
    return f"the page looked like {file}"


@contextlib.contextmanager
def jupyter_lab(folder):
    """A server of its own on folder/notebooks, with settings of its own; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Every cell is in the page, also those far below its end.
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder / 'notebooks'}"),
    ]
    log = folder / "server.log"
    address = f"http://127.0.0.1:{port}"
    with open(log, "wb") as words:
        server = subprocess.Popen(command, env=environment, stdout=words, stderr=words)
    try:
        wait_for(address, server, log)
        yield address
    finally:
        # The kernel goes with its server, if that has the time.
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(address, server, log):
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=5) as answer:
                json.load(answer)
            return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None or time.monotonic() > end:
                words = log.read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"JupyterLab does not start:\n{words[-2000:]}") from None
            time.sleep(0.5)


def launch(playwright):
    """Chromium: one that is here, else Playwright's, else the distribution's."""
    tried = []
    for obtain in (find, download, install_package):
        try:
            executable = obtain(playwright)
            return playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        except Skipped as reason:
            tried.append(str(reason))
        except Error as error:
            tried.append(f"{executable} does not start ({error.message.splitlines()[0]})")
    raise Skipped("no Chromium to drive: " + "; ".join(tried))


def find(playwright):
    for name in [*INSTALLED, playwright.chromium.executable_path]:
        found = shutil.which(name)
        if found:
            return found
    raise Skipped("none is installed")


def download(playwright):
    install([sys.executable, "-m", "playwright", "install", "chromium"])
    return playwright.chromium.executable_path


def install_package(_):
    if not shutil.which("apt-get"):
        raise Skipped("there is no apt-get to install it with")
    if os.geteuid() != 0:
        raise Skipped("only root may install it (apt-get install chromium)")
    install(["apt-get", "update", "-qq"])
    install(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return shutil.which("chromium") or "chromium"


def install(command):
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Skipped(f"{' '.join(command)} took more than {INSTALL_SECONDS} s") from None
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Skipped(f"{' '.join(command)} failed {last}")
