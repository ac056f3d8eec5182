"""Trains this library's network and StarDist on the same crops and scores both on the same others.

For every split environment/train holds test crops of other source images back; StarDist learns from,
chooses on and is tested on exactly the same ones (AccuracyBenchmark writes them). Both write label
images, which one scorer compares with the true cells. Steps that are done are not done again.
"""

import argparse
import ast
import csv
import json
import os
import random
import signal
import sys
import zipfile
import zlib
from collections import Counter, namedtuple
from pathlib import Path

import bench
import jvm

LIBRARY = "org.cellcount.bench.AccuracyBenchmark"
TRAIN = "org.cellcount.cli.Train"
FIRST_SEED = 42
GRIDS = (1, 2)
OURS = "this library"
SAMPLES = 2000
IOUS = (0.5, 0.7, 0.9)
# Values of the arrays that the two sides write, by NumPy's names.
TYPES = {"|u1": "B", "<u2": "H", "<i4": "i", "<i8": "q"}

# What one crop's cells are worth, see compare(); as in InstanceScores of the library.
Scores = namedtuple("Scores", "found truth splits merges missed extra ious")
# A crop of a test part: the image it was cut from, how many cells it has, and the scores.
Crop = namedtuple("Crop", "source count scores")
# One line of the table: the errors are for every 100 true cells.
Row = namedtuple(
    "Row",
    "method crops mae mae_low mae_high bias merged split missed extra ap50 ap70 ap90"
    " training_seconds milliseconds",
)


def compare(found, truth):
    """Scores the cells of one crop; both arguments hold a label for each pixel, 0 for background.

    A found and a true cell are linked if more than half of either lies in the other. A true cell
    without a link is missed, a found one extra; k > 1 links of one found cell are k - 1 merges, of one
    true cell k - 1 splits. The IoUs are those of pairs that overlap by 0.5 or more, each cell in one.
    """
    overlaps = Counter(zip(found, truth))
    found_areas, true_areas = Counter(), Counter()
    for (f, t), area in overlaps.items():
        found_areas[f] += area
        true_areas[t] += area
    del found_areas[0], true_areas[0]
    found_links, true_links = dict.fromkeys(found_areas, 0), dict.fromkeys(true_areas, 0)
    matched, ious = set(), []
    for (f, t), both in sorted(overlaps.items()):
        if f == 0 or t == 0:
            continue
        if 2 * both > min(found_areas[f], true_areas[t]):
            found_links[f] += 1
            true_links[t] += 1
        union = found_areas[f] + true_areas[t] - both
        # At exactly 0.5 a cell may have two halves; only one of them can match.
        if 2 * both >= union and not matched & {("found", f), ("true", t)}:
            matched |= {("found", f), ("true", t)}
            ious.append(both / union)
    return Scores(
        len(found_areas),
        len(true_areas),
        sum(max(0, links - 1) for links in true_links.values()),
        sum(max(0, links - 1) for links in found_links.values()),
        sum(links == 0 for links in true_links.values()),
        sum(links == 0 for links in found_links.values()),
        sorted(ious),
    )


def average_precision(scores, iou):
    """Pairs / (pairs + cells without partner) at an IoU of at least 0.5; 1 where there is no cell."""
    pairs = sum(value >= iou for s in scores for value in s.ious)
    everything = sum(s.found + s.truth for s in scores) - pairs
    return pairs / everything if everything else 1.0


def interval(values, sources):
    """The 95 % interval of a mean over crops: whole source images are drawn with replacement.

    One source image alone tells nothing of others: then both ends are None.
    """
    sums = {}
    for value, source in zip(values, sources):
        total, number = sums.get(source, (0, 0))
        sums[source] = total + value, number + 1
    drawn = list(sums.values())
    if len(drawn) == 1:
        return None, None
    generator = random.Random(1)
    means = []
    for _ in range(SAMPLES):
        totals, numbers = zip(*generator.choices(drawn, k=len(drawn)))
        means.append(sum(totals) / sum(numbers))
    means.sort()
    outside = SAMPLES // 40
    return means[outside], means[SAMPLES - 1 - outside]


def summarise(method, crops, training_seconds, milliseconds):
    """The line of a method over the test crops of all splits; the times are means over the splits."""
    scores = [crop.scores for crop in crops]
    errors = [crop.scores.found - crop.count for crop in crops]
    absolute = [abs(error) for error in errors]
    cells = sum(s.truth for s in scores)
    low, high = interval(absolute, [crop.source for crop in crops])

    def per_100(name):
        return 100 * sum(getattr(s, name) for s in scores) / cells if cells else 0.0

    return Row(
        method,
        len(crops),
        sum(absolute) / len(crops),
        low,
        high,
        sum(errors) / len(crops),
        *map(per_100, ("merges", "splits", "missed", "extra")),
        *(average_precision(scores, iou) for iou in IOUS),
        sum(training_seconds) / len(training_seconds),
        sum(milliseconds) / len(milliseconds),
    )


def cells(rows):
    """The rows as text."""
    head = ["method", "MAE [95 %]", "bias", "merged + split", "missed", "extra"]
    table = [[*head, "AP50", "AP70", "AP90", "training", "a crop"]]
    for r in rows:
        limits = "" if r.mae_low is None else f" [{r.mae_low:.3f}, {r.mae_high:.3f}]"
        table.append(
            [
                r.method,
                f"{r.mae:.3f}{limits}",
                f"{r.bias:+.3f}",
                f"{r.merged + r.split:.2f}",
                f"{r.missed:.2f}",
                f"{r.extra:.2f}",
                *(f"{ap:.3f}" for ap in (r.ap50, r.ap70, r.ap90)),
                f"{bench.number(r.training_seconds)} s",
                f"{bench.number(r.milliseconds)} ms",
            ]
        )
    return table


def array(file, name):
    """Shape and values of an array of an npz file; None if it has no such array."""
    with zipfile.ZipFile(file) as archive:
        if name + ".npy" not in archive.namelist():
            return None
        data = archive.read(name + ".npy")
    before = 10 if data[6] == 1 else 12
    start = before + int.from_bytes(data[8:before], "little")
    header = ast.literal_eval(data[before:start].decode("latin-1"))
    if header["fortran_order"] or header["descr"] not in TYPES:
        raise bench.Failed(f"{file}: {name} is {header}, expected whole numbers in C order")
    return header["shape"], memoryview(data)[start:].cast(TYPES[header["descr"]])


def label_images(file):
    """The labels of every crop of a file, pixel by pixel."""
    (number, height, width), values = array(file, "labels")
    area = height * width
    return [values[i * area : (i + 1) * area] for i in range(number)]


def scored(test, labels):
    """Every crop of a test part with the scores of the labels found in it."""
    truth, found = label_images(test), label_images(labels)
    if len(found) != len(truth):
        raise bench.Failed(f"{labels} holds {len(found)} crops, expected {len(truth)} as {test}")
    numbers, sources = array(test, "counts"), array(test, "groups")
    crops = []
    for i, scores in enumerate(map(compare, found, truth)):
        count = numbers[1][i] if numbers else scores.truth
        crops.append(Crop(sources[1][i] if sources else i, count, scores))
    return crops


class Comparison:
    """The runs of both sides in a folder."""

    def __init__(self, folder, options):
        self.folder = folder
        self.options = options
        self.notes = {}
        self.chosen = []

    def java(self, label, main, *arguments):
        """The last line that a main class of the library prints, on as many threads as wanted."""
        threads = str(self.options.threads)
        (java, *rest), environment = jvm.command(main, list(map(str, arguments)), bench.TESTS)
        environment["OMP_NUM_THREADS"] = threads
        line, _ = bench.execute(label, [java, f"-XX:ActiveProcessorCount={threads}", *rest], environment)
        return line

    def once(self, file, label, work):
        """What the work gives, unless that is there from before; told in both cases."""
        if file.exists():
            print(f"{label} ... done before")
            return json.loads(file.read_text(encoding="utf-8"))
        figures = work(label)
        print(" done")
        write_json(file, figures)
        return figures

    def prepare(self):
        """Writes the crops that everything is done with."""
        options = self.options
        data = Path(options.data).resolve() if options.data else None
        if data and not data.exists():
            raise bench.Failed(f"{data} is missing, expected what environment/train takes as --data")
        checksum = zlib.crc32(data.read_bytes()) if data and data.is_file() else None
        asked = {
            "data": [data.name, checksum] if data else None,
            "crops": options.crops,
            "epochs": options.epochs,
            "preset": options.preset,
            "threads": options.threads,
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        arguments = ["cells", self.folder, options.crops or 0, *([data] if data else [])]
        work = lambda label: {"asked": asked, **json.loads(self.java(label, LIBRARY, *arguments))}
        figures = self.once(self.folder / "cells.json", "crops", work)
        before = figures.pop("asked")
        for name, value in asked.items():
            if before[name] != value:
                raise bench.Failed(
                    f"{self.folder} holds a comparison with {name} {before[name]}, not {value}:"
                    " ask for the same again, choose another --output, or remove the folder"
                )
        self.notes.update(figures)

    def split(self, number):
        """One split on both sides."""
        folder = self.folder / f"split-{number}"
        folder.mkdir(exist_ok=True)
        seed = FIRST_SEED + number - 1
        arguments = ["parts", self.folder / "cells.npz", seed, folder]
        label = f"split {number}"
        parts = lambda label: json.loads(self.java(label, LIBRARY, *arguments))
        print(f"  {self.once(folder / 'parts.json', label, parts)['parts']}")
        self.once(folder / "ours.json", f"{label}, {OURS}", lambda label: self.ours(label, folder, seed))
        if self.options.peers:
            for grid in GRIDS:
                work = lambda label: self.stardist(label, folder, grid, seed)
                self.once(folder / f"stardist-{grid}.json", f"{label}, StarDist, grid {grid}", work)

    def ours(self, label, folder, seed):
        arguments = ["--data", self.folder / "cells.npz", "--preset", self.options.preset]
        arguments += ["--epochs", self.options.epochs, "--seed", seed, "--output", folder / "model"]
        self.java(label, TRAIN, *arguments)
        print(" trained")
        arguments = ["count", folder / "model", folder / "test.npz", folder / "ours-count.npz"]
        return json.loads(self.java(f"{label}, counting", LIBRARY, *arguments))

    def stardist(self, label, folder, grid, seed):
        script = bench.ENVIRONMENT / "accuracy_stardist.py"
        command = [self.options.peers, script, folder, grid, self.options.epochs, seed]
        threads = str(self.options.threads)
        limits = {f"{name}_NUM_THREADS": threads for name in ("OMP", "OPENBLAS", "NUMBA")}
        limits.update({f"TF_NUM_{kind}OP_THREADS": threads for kind in ("INTRA", "INTER")})
        line, _ = bench.execute(label, list(map(str, command)), {**os.environ, **limits})
        return json.loads(line)

    def table(self):
        """The lines of every method that is done on all splits asked for."""
        methods = [(OURS, "ours", "count")]
        for grid in GRIDS:
            for use, name in (("ap", "AP"), ("count", "count")):
                method = f"StarDist, grid {grid}, threshold for {name}"
                methods.append((method, f"stardist-{grid}", use))
        rows = []
        for method, unit, use in methods:
            crops, figures = [], []
            for number in range(1, self.options.splits + 1):
                folder = self.folder / f"split-{number}"
                done = folder / f"{unit}.json"
                if done.exists():
                    figures.append(json.loads(done.read_text(encoding="utf-8")))
                    settings = json.dumps(figures[-1]["settings"].get(use))
                    self.chosen.append(f"split {number}, {method}: {settings}")
                    crops += scored(folder / "test.npz", folder / f"{unit}-{use}.npz")
            if len(figures) == self.options.splits:
                seconds = [f["training_seconds"] for f in figures]
                times = [f["milliseconds"][use] for f in figures]
                rows.append(summarise(method, crops, seconds, times))
                self.notes.update(figures[0].get("versions", {}))
        return rows


def write_json(file, content):
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    os.replace(part, file)


def write(folder, rows, facts, chosen):
    """The table as Markdown, with what was chosen on the validation crops, and as CSV."""
    lines = ["", "Chosen on the validation crops:", "", *(f"- {line}" for line in chosen), ""]
    text = bench.markdown(cells(rows), facts) + "\n".join(lines)
    (folder / "accuracy.md").write_text(text, encoding="utf-8")
    with open(folder / "accuracy.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}, expected 1 or more")
    return number


def main():
    parser = argparse.ArgumentParser(prog="environment/bench --accuracy")
    parser.add_argument("--data", metavar="FILE", help="as of environment/train, with labels")
    parser.add_argument("--splits", metavar="N", type=positive, default=5, help="default %(default)s")
    parser.add_argument("--epochs", metavar="N", type=positive, default=25, help="default %(default)s")
    parser.add_argument("--crops", metavar="N", type=positive, help="only about so many; default all")
    parser.add_argument("--preset", metavar="NAME", default="counting", help="ours; default %(default)s")
    parser.add_argument("--threads", metavar="N", type=positive, default=os.cpu_count())
    parser.add_argument("--output", metavar="FOLDER", help="default results/accuracy")
    parser.add_argument("--peers", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = Path(options.output or Path(os.environ["CELLCOUNT_RESULTS"], "accuracy")).resolve()
    comparison = Comparison(folder, options)
    comparison.prepare()
    for number in range(1, options.splits + 1):
        comparison.split(number)
    rows = comparison.table()
    facts = {
        **bench.machine(None),
        "threads": options.threads,
        "splits": options.splits,
        "epochs": options.epochs,
        "preset": options.preset,
        **comparison.notes,
    }
    write(folder, rows, facts, comparison.chosen)
    print()
    print(bench.text(cells(rows)))
    print()
    print(", ".join(f"{name} {value}" for name, value in facts.items()))
    print(*comparison.chosen, sep="\n")
    print(f"table: {folder / 'accuracy.md'} and accuracy.csv")
    if len(rows) == 1 and not options.peers:
        print(
            "StarDist was not run, because it is not installed: environment/bench --accuracy --peers"
            " installs it into .venv-accuracy and adds its lines to what is there"
        )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except bench.Failed as error:
        sys.exit(f"cellcount: {error}")
    except KeyboardInterrupt:
        print("\ninterrupted; the same command goes on from here")
        sys.exit(130)
