"""Measures this checkout and, where it is told how, the same work in Python; prints one table.

Every measurement is a process of its own, started as the kernel is (jvm.py), so that none inherits
the memory or the compiled code of another. Networks use every core, all else one thread.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import namedtuple
from datetime import date
from pathlib import Path

import jvm

ENVIRONMENT = Path(__file__).resolve().parent
TARGET = jvm.ROOT / "lib" / "target"
TESTS = [TARGET / "test-classes", TARGET / "bench" / "*"]
NETWORK = "org.cellcount.bench.NetworkBenchmark"
JMH = "org.openjdk.jmh.Main"

ARCHITECTURES = {"unet": "U-Net", "attention_unet": "Attention U-Net", "residual_unet": "Residual U-Net"}
BATCH = 16
# Steps that are timed, by the channels of the first level.
STEPS = {16: 20, 32: 10, 64: 5}
# The allocator finds its size in some 650 steps; growth is told of the last 200.
MANY_STEPS = 1000
# All of Java's heap is there from the start, so that what grows is native.
FIXED_HEAP = ["-Xms1500m", "-Xmx1500m", "-XX:+AlwaysPreTouch"]

# PyTorch as it comes, then as well as it can be set.
TRAINERS = {
    "PyTorch fp32": "train",
    "PyTorch tuned": "train_tuned",
    "PyTorch compiled": "train_compiled",
}
PREDICTORS = {
    "PyTorch fp32": "predict",
    "PyTorch tuned": "predict_tuned",
    "OpenVINO": "predict_openvino",
    "ONNX Runtime": "predict_onnxruntime",
}

# One measurement of ours; what does not apply to it is None.
Row = namedtuple(
    "Row", "what value unit images_per_second peak_bytes peers", defaults=[None, None, ()]
)
# The same work in another library: its value and how many times as fast ours is, or why it has none.
Peer = namedtuple("Peer", "name value ratio why", defaults=[None])


class Failed(Exception):
    """A measurement that did not end well."""


def execute(label, command, environment):
    """Runs a command to its end, showing the time; gives its last line and its peak memory in bytes."""
    print(f"{label} ...", end="", flush=True)
    live = sys.stdout.isatty()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            start_new_session=os.name != "nt",
        )
        stopped = threading.Event()

        def tick():
            began = time.monotonic()
            while live and not stopped.wait(1):
                print(f"\r{label} ... {time.monotonic() - began:.0f} s ", end="", flush=True)

        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            with process.stdout:
                output = process.stdout.read().decode(errors="replace")
            status, peak = wait(process)
        except BaseException:
            end(process)
            raise
        finally:
            stopped.set()
            ticker.join()
        if live:
            print(f"\r\x1b[K{label} ...", end="")
        if status != 0 or not output.strip():
            print(" failed")
            words.seek(0)
            raise Failed(f"{label} ended with {status}:\n{words.read().decode(errors='replace')[-4000:]}")
    return output.strip().splitlines()[-1], peak


def wait(process):
    """Exit status and peak memory in bytes, None where the system does not count it."""
    if not hasattr(os, "wait4"):
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def end(process):
    """Kills a process and what it started."""
    try:
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class Bench:
    """Takes measurements and gathers the rows of the table."""

    def __init__(self, quick, peers, data):
        self.quick = quick
        self.peers = peers
        self.data = data
        self.rows = []
        self.failures = []

    def add(self, what, measure, unit, images=None, peers=None, arguments=()):
        """One row.

        measure: gives a value and the peak memory; images: how many the time is for; peers: by name,
        the measurement of the same work in bench_peers.py, which takes the arguments.
        """
        try:
            value, peak = measure()
        except Failed as error:
            self.failures.append(str(error))
            return
        print(f" {number(value)} {unit}")
        others = []
        for name, measurement in (peers or {}).items() if self.peers else ():
            try:
                figures = self.peer(f"  {name}", measurement, *arguments)
            except Failed as error:
                self.failures.append(str(error))
                continue
            if "why" in figures:
                print(f" {figures['why']}")
                others.append(Peer(name, None, None, figures["why"]))
                continue
            (other,) = figures.values()
            print(f" {number(other)} {unit}")
            others.append(Peer(name, other, other / value if unit == "s" else value / other))
        rate = images / value if images else value if unit == "images/s" else None
        self.rows.append(Row(what, value, unit, rate, peak, others))

    def network(self, label, *arguments, flags=()):
        """What NetworkBenchmark measures: its figures and the peak memory."""
        java, environment = jvm.command(NETWORK, list(map(str, arguments)), TESTS)
        end_of_flags = java.index("-cp")
        java[end_of_flags:end_of_flags] = flags
        line, peak = execute(label, java, environment)
        return json.loads(line), peak

    def jmh(self, label, benchmark, **parameters):
        """The score of one JMH benchmark, with the iterations it asks for unless it is to be quick."""
        with tempfile.TemporaryDirectory() as folder:
            result = Path(folder, "result.json")
            arguments = [f"{benchmark}$", "-rf", "json", "-rff", str(result), "-foe", "true"]
            for name, value in parameters.items():
                arguments += ["-p", f"{name}={value}"]
            if self.quick:
                arguments += ["-wi", "2", "-i", "2"]
            (java, *flags), environment = jvm.command(JMH, arguments, TESTS)
            # The lock in the temporary folder may be somebody else's.
            execute(label, [java, "-Djmh.ignoreLock=true", *flags], environment)
            (run,) = json.loads(result.read_text(encoding="utf-8"))
        return run["primaryMetric"]["scorePercentiles"]["50.0"], None

    def peer(self, label, measurement, *arguments):
        command = [self.peers, ENVIRONMENT / "bench_peers.py", measurement, self.data]
        environment = dict(os.environ)
        if not measurement.startswith(("train", "predict")):
            environment["OMP_NUM_THREADS"] = environment["OPENBLAS_NUM_THREADS"] = "1"
        if measurement.endswith(("_tuned", "_compiled")):
            malloc = {name: at for name, at in jvm.ENVIRONMENT.items() if name.startswith("MALLOC_")}
            environment.update(malloc)
        line, _ = execute(label, [*map(str, command), *map(str, arguments)], environment)
        return json.loads(line)

    def training(self):
        architectures = ["unet"] if self.quick else list(ARCHITECTURES)
        for architecture in architectures:
            for base in (16, 64) if self.quick else STEPS:
                for precision in ("auto",) if self.quick else ("auto", "fp32"):
                    self.train(architecture, base, precision)
        for measured, where in (("train", "a run"), ("bare", "a bare DJL loop")):
            what = f"training step, U-Net of DJL's blocks 16, batch {BATCH}, fp32, in {where}"
            arguments = (measured, "djl", 16, "fp32", BATCH, STEPS[16])
            self.add(what, lambda: self.seconds(what, *arguments), "s", BATCH)

    def train(self, architecture, base, precision):
        what = f"training step, {ARCHITECTURES[architecture]} {base}, batch {BATCH}, {precision}"
        steps = STEPS[base] // (2 if self.quick else 1)
        self.add(
            what,
            lambda: self.seconds(what, "train", architecture, base, precision, BATCH, steps),
            "s",
            BATCH,
            TRAINERS if architecture == "unet" and precision == "auto" and base in (16, 64) else None,
            (base, BATCH, steps),
        )

    def long_training(self):
        """What only shows after a while."""
        what = f"{MANY_STEPS} training steps, U-Net 16, batch {BATCH}, auto"
        arguments = ("train", "unet", 16, "auto", BATCH, MANY_STEPS)
        try:
            figures, _ = self.network(what, *arguments, flags=FIXED_HEAP)
        except Failed as error:
            self.failures.append(str(error))
            return
        print(f" {number(figures['seconds'])} s")
        share = 100 * figures["waiting"]
        self.rows.append(Row("share of an epoch spent waiting for batches", share, "%"))
        if "growth" in figures:
            growth = figures["growth"] / 1e6
            self.rows.append(Row("growth of native memory over 200 training steps", growth, "MB"))

    def prediction(self):
        for base, size in ((16, 16), (64, 8)):
            for precision in ("auto",) if self.quick else ("auto", "fp32"):
                what = f"prediction, U-Net {base}, batch {size}, {precision}"
                self.add(
                    what,
                    lambda: self.seconds(what, "predict", "unet", base, precision, size, 10),
                    "s",
                    size,
                    PREDICTORS if precision == "auto" else None,
                    (base, size, 10),
                )
        what = "prediction and counting, U-Net 16, 512 images, auto"
        self.add(what, lambda: self.seconds(what, "count", "unet", 16, "auto", 512, 3), "s", 512)
        what = "prediction and counting, the library's own model, 512 images"
        self.add(what, lambda: self.seconds(what, "pretrained", 128, 512, 3), "s", 512)
        what = "prediction and counting, the library's own model, one field of 1024x1024"
        self.add(what, lambda: self.seconds(what, "pretrained", 1024, 1, 5), "s", 1)

    def seconds(self, label, *arguments):
        figures, peak = self.network(label, *arguments)
        return figures["seconds"], peak

    def single_thread(self):
        what = "reading 2,000 + 2,000 images from compressed npz"
        read = lambda: self.jmh(what, "NpzBenchmark.read", folder=self.data)
        self.add(what, read, "s", 4000, {"NumPy": "read"}, (5,))
        for chain in ("full",) if self.quick else ("full", "robust"):
            what = f"augmentation, {chain} chain"
            augment = lambda: self.jmh(what, "AugmentationBenchmark.augment", augmentation=chain)
            peers = {"NumPy and SciPy": "augment", "AlbumentationsX": "augment_albumentations"}
            self.add(what, augment, "images/s", None, peers if chain == "full" else None, (5,))
        components = {"cc3d": "components_cc3d", "OpenCV": "components_opencv"}
        cleaning = {"SciPy": "count_published", "OpenCV": "count_published_opencv"}
        separating = {"scikit-image": "count", "edt": "count_edt", "OpenCV": "count_opencv"}
        for method, name, others in (
            ("components", "components and their areas", components),
            ("countOnly", "the number of cells", separating),
            ("labelImage", "cells as a label image", separating),
            ("published", "published pipeline", cleaning),
        ):
            what = f"counting 128x128, {name}"
            count = lambda: self.jmh(what, f"CountingBenchmark.{method}")
            self.add(what, count, "images/s", peers=others, arguments=(5,))
        what = "counting 4096x4096, cells as a label image"
        count = lambda: self.jmh(what, "CountingBenchmark.field4096")
        self.add(what, count, "s", peers={"scikit-image": "count_field"}, arguments=(1,))


def launcher(quick):
    """What each setting of jvm.py is worth, told from training without it."""
    malloc = [name for name in jvm.ENVIRONMENT if name.startswith("MALLOC_")]
    ways = {
        "as jvm.py starts it": {},
        "without the MALLOC settings": {"unset": malloc},
        "without GOMP_SPINCOUNT": {"unset": ["GOMP_SPINCOUNT"]},
        "without MaxDirectMemorySize": {"drop": "-XX:MaxDirectMemorySize"},
        "on one thread": {"set": {"OMP_NUM_THREADS": "1"}},
    }
    cases = [("U-Net 16", 16, "auto", False), ("U-Net 16 on a busy machine", 16, "auto", True)]
    if not quick:
        cases += [("U-Net 64", 64, "auto", False), ("U-Net 64, fp32", 64, "fp32", False)]
    table = [["started", *(f"{case[0]}: s a step, peak memory" for case in cases)]]
    for way, changes in ways.items():
        cells = [way]
        for name, base, precision, busy in cases:
            arguments = ["train", "unet", str(base), precision, str(BATCH), str(STEPS[base])]
            java, environment = jvm.command(NETWORK, arguments, TESTS)
            java = [part for part in java if not part.startswith(changes.get("drop", "\0"))]
            for variable in changes.get("unset", ()):
                environment.pop(variable, None)
            environment.update(changes.get("set", {}))
            with Busy(os.cpu_count() if busy else 0):
                line, peak = execute(f"{name} {way}", java, environment)
            seconds = json.loads(line)["seconds"]
            print(f" {number(seconds)} s")
            cells.append(f"{number(seconds)} s, {memory(peak)}")
        table.append(cells)
    return table


class Busy:
    """Other programs that would each like a core to themselves."""

    def __init__(self, number):
        self.command = [sys.executable, "-c", "while True: pass"]
        self.number = number

    def __enter__(self):
        self.programs = [subprocess.Popen(self.command) for _ in range(self.number)]

    def __exit__(self, *_):
        for program in self.programs:
            program.kill()
            program.wait()


def number(value):
    """Three significant digits, whole numbers from 100 on."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".") if value else "0"


def memory(peak):
    return f"{peak / 1e9:.2f} GB" if peak else ""


def machine(peers):
    """Processor, memory and versions, as (name, value)."""
    facts = {"date": date.today().isoformat(), "processor": processor(), "cores": os.cpu_count()}
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        facts["memory"] = f"{total / 1e9:.0f} GB"
    facts["system"] = f"{platform.system()} {platform.machine()}"
    java, environment = jvm.command("-version", [])
    words = subprocess.run([java[0], "-version"], env=environment, capture_output=True, text=True)
    facts["java"] = words.stderr.splitlines()[0]
    if peers:
        facts.update(peers)
    return facts


def processor():
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def cells(rows):
    """The rows as text; the columns of peers only where there is one, each further one on a line."""
    table = [["what", "result", "images/s", "peak memory", "peer", "its result", "times as fast"]]
    for r in rows:
        value = f"{number(r.value)} {r.unit}"
        rate = number(r.images_per_second) if r.images_per_second else ""
        line = [r.what, value, rate, memory(r.peak_bytes)]
        for peer in r.peers or [Peer("", None, None, "")]:
            other = peer.why if peer.value is None else f"{number(peer.value)} {r.unit}"
            table.append([*line, peer.name, other, number(peer.ratio) if peer.ratio else ""])
            line = [""] * len(line)
    if not any(r.peers for r in rows):
        table = [line[:4] for line in table]
    return table


def text(table):
    widths = [max(map(len, column)) for column in zip(*table)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths)).rstrip() for line in table)


def markdown(table, facts):
    head, *body = ["| " + " | ".join(line) + " |" for line in table]
    rule = "|" + "---|" * len(table[0])
    about = ", ".join(f"{name} {value}" for name, value in facts.items())
    return "\n".join([head, rule, *body, "", f"Measured on: {about}.", ""])


def write(folder, name, table, facts, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(markdown(table, facts), encoding="utf-8")
    content = json.dumps({"machine": facts, **content}, indent=2)
    (folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")
    print(f"\n{text(table)}\n\n{folder / name}.md, {name}.json")


def busy():
    """Share of the processors that programs use now, over two seconds; None where it is not told."""

    def ticks():
        # user, nice, system, idle, iowait, ...
        numbers = [int(n) for n in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
        return sum(numbers), numbers[3] + numbers[4]

    if not Path("/proc/stat").exists():
        return None
    before = ticks()
    time.sleep(2)
    total, idle = (now - then for now, then in zip(ticks(), before))
    return 1 - idle / total


def measure(quick, peers, folder):
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    bench = Bench(quick, peers, data)
    try:
        bench.single_thread()
        bench.training()
        if not quick:
            bench.long_training()
        bench.prediction()
        return bench, machine(bench.peer("versions", "versions") if peers else None)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--launcher", action="store_true")
    parser.add_argument("--peers", help="a Python with bench-requirements.txt")
    options = parser.parse_args()
    folder = Path(os.environ["CELLCOUNT_RESULTS"], "bench")
    began = time.monotonic()
    used = busy()
    if used is None:
        note = "not known whether idle"
    elif used <= 0.1:
        note = "otherwise idle"
    else:
        note = f"{used:.0%} in use by other programs at the start"
        print(f"note: the processors are {note}; the figures will be lower than they could be")
    failures = []
    if options.launcher:
        table = launcher(options.quick)
        write(folder, "launcher", table, {**machine(None), "machine": note}, {"table": table})
    else:
        bench, facts = measure(options.quick, options.peers, folder)
        failures = bench.failures
        rows = [{**r._asdict(), "peers": [peer._asdict() for peer in r.peers]} for r in bench.rows]
        content = {"rows": rows}
        write(folder, "table", cells(bench.rows), {**facts, "machine": note}, content)
    print(f"{time.monotonic() - began:.0f} s")
    if failures:
        sys.exit("\n".join(["cellcount: not measured:", *failures]))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except Failed as error:
        sys.exit(f"cellcount: {error}")
    except KeyboardInterrupt:
        print("\ninterrupted")
        sys.exit(130)
