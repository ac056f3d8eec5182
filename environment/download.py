"""Downloads the BBBC038 training images, going on where an earlier try stopped.

    download.py FILE

The file appears under its name only when it is complete and every entry of the zip has been checked.
"""

import os
import sys
import zipfile
from pathlib import Path

import requests

URL = "https://data.broadinstitute.org/bbbc/BBBC038/stage1_train.zip"
TIMEOUT_SECONDS = 60
BLOCK = 1 << 16


class Failed(Exception):
    """What went wrong and what to do, in one sentence."""


def download(file):
    if file.exists():
        return
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fetch(part)
    except OSError as error:  # also what requests raises, of which only the kind is short
        network = isinstance(error, requests.RequestException) and error.response is None
        reason = type(error).__name__ if network else error
        raise Failed(
            f"{URL} cannot be fetched ({reason}); run environment/get-data again to go on, or fetch it"
            " in a browser and run environment/get-data with the file"
        ) from None
    try:
        check(part)
    except zipfile.BadZipFile as error:
        part.unlink()
        raise Failed(f"{URL} came damaged ({error}); run environment/get-data again") from None
    os.replace(part, file)


def fetch(part):
    """Appends what is missing to the file."""
    have = part.stat().st_size if part.exists() else 0
    request = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(URL, headers=request, stream=True, timeout=TIMEOUT_SECONDS) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # Nothing is missing.
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial_content:
            have = 0
        total = have + int(answer.headers.get("Content-Length", 0))
        with open(part, "r+b" if have else "wb") as out:
            out.seek(have)
            for block in answer.iter_content(BLOCK):
                out.write(block)
                have += len(block)
                progress(have, total)
    if have < total:
        raise OSError(f"the connection ended after {have:,} of {total:,} bytes")


def progress(have, total):
    if sys.stdout.isatty():
        print(f"\rstage1_train.zip: {have / 1e6:.0f} of {total / 1e6:.0f} MB ", end="", flush=True)


def check(part):
    """Reads every entry against its checksum."""
    with zipfile.ZipFile(part) as archive:
        damaged = archive.testzip()
    if damaged:
        raise zipfile.BadZipFile(f"{damaged} does not match its checksum")


if __name__ == "__main__":
    print(f"Fetching {URL}", flush=True)
    try:
        download(Path(sys.argv[1]))
    except Failed as failed:
        sys.exit(f"cellcount: {failed}")
    except KeyboardInterrupt:
        sys.exit(130)
