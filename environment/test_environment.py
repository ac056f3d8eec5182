"""Tests of what the other files of this folder do on machines unlike this one."""

import argparse
import http.server
import io
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

import nbformat

import accuracy
import bench
import download
import jvm
import notebooks
import prose
import vocabulary

SETUP = Path(__file__).resolve().parent / "setup"
TOOLS = ["bash", "dirname", "uname", "sed", "tr"]


class TemporaryFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()

    def enterContext(self, manager):  # unittest has it from Python 3.11 on
        entered = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return entered


@unittest.skipIf(os.name == "nt", "programs are faked by shell scripts")
class SetupTest(TemporaryFolder):
    """What setup --check finds, or misses, on a PATH of faked programs."""

    def setUp(self):
        super().setUp()
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.environment = {"PATH": str(self.bin)}
        self.jdk = self.folder / "jdk"
        self.program("python3", 'case "$2" in *:2*) echo 3.11;; esac')

    def program(self, name, script, folder=None):
        path = (folder or self.bin) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n")
        path.chmod(0o755)

    def java_home(self, version):
        """A JDK that says it is of that version, found through JAVA_HOME."""
        lines = [
            f"    java.home = {self.jdk}",
            f"    java.specification.version = {version}",
            "    os.name = Linux",
            "    os.arch = amd64",
        ]
        prints = "\n".join(f"echo '{line}' >&2" for line in lines)
        self.program("javac", prints, self.jdk / "bin")
        self.program("java", "", self.jdk / "bin")
        self.environment["JAVA_HOME"] = str(self.jdk)

    def check(self):
        done = subprocess.run(
            [self.bin / "bash", SETUP, "--check"],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    def assert_refused(self, sentence):
        status, output = self.check()
        self.assertEqual(status, 1, output)
        self.assertIn(sentence, output)
        self.assertEqual(output.count("\n"), 1, output)

    def test_finds_what_is_there(self):
        self.java_home("21")
        status, output = self.check()
        self.assertEqual(status, 0, output)
        self.assertEqual(
            output,
            f"JDK: {self.jdk}\nPython: {self.bin / 'python3'}\nPyTorch: processor\n",
        )

    @unittest.skipIf(Path("/usr/libexec/java_home").exists(), "macOS finds a JDK without PATH")
    def test_names_a_missing_jdk(self):
        self.assert_refused("JDK 17 or newer is needed and none was found: install one")

    @unittest.skipIf(Path("/usr/libexec/java_home").exists(), "macOS finds a JDK without PATH")
    def test_tells_a_runtime_from_a_jdk(self):
        self.program("java", "")
        self.assert_refused(f"{self.bin / 'java'} is a Java runtime without the compiler javac")

    def test_refuses_an_old_jdk(self):
        self.java_home("11")
        self.assert_refused(f"{self.jdk}/bin/javac is version 11: install one")

    def test_reads_the_version_of_a_very_old_jdk(self):
        self.java_home("1.8")
        self.assert_refused("is version 8: install one")

    def test_refuses_a_java_home_without_jdk(self):
        self.environment["JAVA_HOME"] = str(self.folder)
        self.assert_refused(f"JAVA_HOME={self.folder} holds no bin/javac")

    def test_names_a_missing_python(self):
        self.java_home("17")
        (self.bin / "python3").unlink()
        self.assert_refused("Python 3.10 or newer is needed and none was found: install it")

    def test_refuses_an_old_python(self):
        self.java_home("17")
        self.program("python3", 'case "$2" in *:2*) echo 3.9;; *) exit 1;; esac')
        self.assert_refused("Python 3.10 or newer is needed, but python3 is version 3.9: install")

    def test_names_a_missing_venv_module(self):
        self.java_home("17")
        self.program("python3", 'case "$2" in *:2*) echo 3.11;; *venv*) exit 1;; esac')
        self.assert_refused(f"venv module, which {self.bin / 'python3'} lacks: install it")

    def test_takes_a_newer_python_of_another_name(self):
        self.java_home("17")
        self.program("python3", 'case "$2" in *:2*) echo 3.9;; *) exit 1;; esac')
        self.program("python3.12", 'case "$2" in *:2*) echo 3.12;; esac')
        status, output = self.check()
        self.assertEqual(status, 0, output)
        self.assertIn(f"Python: {self.bin / 'python3.12'}\n", output)

    @unittest.skipUnless(
        (platform.system(), platform.machine()) == ("Linux", "x86_64"), "no CUDA for this system"
    )
    def test_uses_a_gpu(self):
        self.java_home("17")
        self.program("nvidia-smi", "echo 'GPU 0: NVIDIA A100 (UUID: GPU-1)'; echo 'GPU 1: B (UUID: 2)'")
        self.assertIn("PyTorch: GPU 0: NVIDIA A100\n", self.check()[1])
        self.environment["CELLCOUNT_DEVICE"] = "cpu"
        self.assertIn("PyTorch: processor\n", self.check()[1])

    def test_leaves_a_gpu_without_driver(self):
        self.java_home("17")
        self.program("nvidia-smi", "echo 'NVIDIA-SMI has failed'; exit 9")
        self.assertIn("PyTorch: processor\n", self.check()[1])

    def test_refuses_an_unknown_device(self):
        self.java_home("17")
        self.environment["CELLCOUNT_DEVICE"] = "tpu"
        self.assert_refused("CELLCOUNT_DEVICE=tpu is not known: it is cpu, or not set")


class PinTest(unittest.TestCase):
    """What is pinned in several files is the same in each."""

    def test_pytorch(self):
        pom = (jvm.ROOT / "pom.xml").read_text(encoding="utf-8")
        version = re.search(r"<pytorch.version>(.*)</pytorch.version>", pom)[1]
        for name in ["requirements-gpu.txt", "bench-requirements.txt"]:
            text = (jvm.ROOT / "environment" / name).read_text(encoding="utf-8")
            self.assertIn(f"torch=={version}", text, name)
        with mock.patch.object(Path, "is_dir", return_value=True):
            self.assertEqual(jvm.gpu(Path("cuda"))[1]["PYTORCH_VERSION"], version)

    def test_memory_settings(self):
        pom = (jvm.ROOT / "lib" / "pom.xml").read_text(encoding="utf-8")
        for name, value in jvm.ENVIRONMENT.items():
            if name.startswith("MALLOC_"):
                self.assertIn(f"<{name}>{value}</{name}>", pom)


    def test_every_package_has_hashes(self):
        names = ["requirements.txt", "requirements-test.txt", "requirements-gpu.txt", "bench-requirements.txt"]
        for name in names:
            text = (SETUP.parent / name).read_text(encoding="utf-8")
            pins = re.findall(r"^[^#\s].*==.*$", text, re.MULTILINE)
            self.assertTrue(pins, name)
            for pin in pins:
                after = text.split(pin + "\n", 1)[-1]
                self.assertRegex(pin, r" \\$", f"{name}: {pin} has no hash")
                self.assertRegex(after, r"^    --hash=sha256:[0-9a-f]{64}", f"{name}: {pin} has no hash")

    def test_maven_has_a_checksum(self):
        text = (SETUP.parents[1] / ".mvn" / "wrapper" / "maven-wrapper.properties").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^distributionSha256Sum=[0-9a-f]{64}$")


class LocaleTest(unittest.TestCase):
    """Java opens files in other letters than ASCII only where the locale has them."""

    def locale(self, **variables):
        kept = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_CTYPE", "LANG")}
        command = f'. "{SETUP.parent / "common.sh"}"; printf "%s" "${{LC_ALL:-}}"'
        return subprocess.run(
            ["bash", "-c", command], env={**kept, **variables}, stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    @unittest.skipUnless(sys.platform == "linux", "only Linux has such locales")
    def test_one_without_letters_is_replaced(self):
        for variables in [{}, {"LC_ALL": "C"}, {"LANG": "POSIX"}]:
            self.assertEqual(self.locale(**variables), "C.UTF-8", variables)

    def test_another_is_kept(self):
        self.assertEqual(self.locale(LANG="C.UTF-8"), "")
        self.assertEqual(self.locale(LC_ALL="C.utf8"), "C.utf8")


class KernelTest(TemporaryFolder):
    """The kernel that jvm.py writes, with the CPU's and with CUDA's PyTorch."""

    def setUp(self):
        super().setUp()
        jars = self.folder / "lib" / "target" / "jars"
        jars.mkdir(parents=True)
        for name in ["api.jar", "pytorch-native-cpu-linux-x86_64.jar"]:
            (jars / name).touch()
        for name in ["ROOT", "KERNEL", "LAB_SETTINGS"]:
            path = self.folder if name == "ROOT" else self.folder / name
            self.enterContext(mock.patch.object(jvm, name, path))

    def install(self, gpu_libraries):
        jvm.install(self.folder / "jdk", str(gpu_libraries))
        text = (self.folder / "KERNEL" / "kernel.json").read_text(encoding="utf-8")
        return json.loads(text)

    def test_runs_on_the_processor(self):
        spec = self.install("")
        self.assertIn("pytorch-native-cpu", spec["argv"][spec["argv"].index("-cp") + 1])
        self.assertNotIn("PYTORCH_LIBRARY_PATH", spec["env"])
        self.assertEqual(spec["argv"][-1], "{connection_file}")
        self.assertEqual(spec["env"]["MALLOC_ARENA_MAX"], "1")

    def test_runs_on_a_gpu(self):
        torch = self.folder / "cuda" / "torch" / "lib"
        torch.mkdir(parents=True)
        spec = self.install(self.folder / "cuda")
        class_path = spec["argv"][spec["argv"].index("-cp") + 1]
        self.assertIn("api.jar", class_path)
        self.assertNotIn("pytorch-native", class_path)
        self.assertEqual(spec["env"]["PYTORCH_LIBRARY_PATH"], str(torch))
        self.assertEqual(spec["env"]["PYTORCH_FLAVOR"], "cu128")

    def test_names_missing_cuda_libraries(self):
        with self.assertRaisesRegex(SystemExit, "is missing; remove .* and run environment/setup"):
            self.install(self.folder / "cuda")


class CommandTest(unittest.TestCase):
    """The scripts that start a command of the library."""

    def test_names_classes_that_exist(self):
        for script in ["train", "predict", "get-data", "check-data", "ablation"]:
            text = (SETUP.parent / script).read_text(encoding="utf-8")
            (name,) = re.findall(r"jvm\.py\" \"?run(?:\$spark\")? (\S+)", text)
            path = SETUP.parents[1] / "lib" / "src" / "main" / "java" / (name.replace(".", "/") + ".java")
            self.assertTrue(path.is_file(), f"{script} starts {name}")

    def test_passes_every_argument_on(self):
        arguments = ["--help", "--all", "--loss", "bce dice", "x"]
        with mock.patch.object(jvm, "run") as run, mock.patch.object(
            sys, "argv", ["jvm.py", "run", "org.cellcount.cli.Train", *arguments]
        ):
            jvm.main()
        run.assert_called_once_with("org.cellcount.cli.Train", arguments, False)

    def started(self, archive):
        with mock.patch.object(jvm, "ARCHIVE", archive), mock.patch.object(
            jvm, "command", return_value=(["java", "-cp", "x", "Main"], {})
        ), mock.patch.object(os, "execve") as execve, mock.patch.object(sys, "stdout", io.StringIO()):
            jvm.run("Main", [])
        return execve.call_args.args[1]

    @unittest.skipIf(os.name == "nt", "there Java is no replacement of this process")
    def test_takes_the_archive_of_classes_where_there_is_one(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder, "cellcount.jsa")
            self.assertEqual(["java", *jvm.COMMAND_FLAGS, "-cp", "x", "Main"], self.started(archive))
            archive.touch()
            self.assertIn(f"-XX:SharedArchiveFile={archive}", self.started(archive))


class NotebookTest(unittest.TestCase):
    def test_keeps_one_copy_of_html(self):
        page = nbformat.v4.new_output("execute_result", {"text/html": "<b>1</b>", "text/plain": "<b>1</b>"})
        figure = nbformat.v4.new_output("display_data", {"image/png": "abc", "text/plain": "image"})
        cell = nbformat.v4.new_code_cell("1", outputs=[page, figure])
        notebooks.drop_copies(nbformat.v4.new_notebook(cells=[cell]))
        self.assertEqual({"text/html": "<b>1</b>"}, page.data)
        self.assertEqual({"image/png": "abc", "text/plain": "image"}, figure.data)


class ProseTest(unittest.TestCase):
    """Whether text and output of a notebook agree in their numbers."""

    def unfounded(self, markdown, code="", allowed=(), **output):
        cell = nbformat.v4.new_code_cell(code)
        cell.outputs = [nbformat.v4.new_output(**output)] if output else []
        cells = [nbformat.v4.new_markdown_cell(markdown), cell]
        found = prose.unfounded(nbformat.v4.new_notebook(cells=cells), allowed)
        return [re.match("cell 1 names (.*), which", sentence)[1] for sentence in found]

    def prints(self, text):
        return {"output_type": "stream", "text": text}

    def test_a_number_must_be_shown(self):
        text = "It is off by 1.12 cells on 2,000 images."
        self.assertEqual([], self.unfounded(text, **self.prints("MAE 1.12, 2000 images")))
        self.assertEqual(["1.12"], self.unfounded(text, **self.prints("MAE 1.13, 2,000 images")))
        self.assertEqual(["1.12", "2,000"], self.unfounded(text))

    def test_part_of_a_number_is_another(self):
        self.assertEqual(["12"], self.unfounded("12 cells", **self.prints("112, 1.12, 12.5, x12")))
        self.assertEqual([], self.unfounded("It is 12.", **self.prints("-12, said it")))

    def test_a_share_may_be_shown_as_percentage(self):
        self.assertEqual([], self.unfounded("15 % up or down", "contrast(0.15)"))
        self.assertEqual(["15"], self.unfounded("15 up or down", "contrast(0.15)"))

    def test_code_shows_parameters(self):
        self.assertEqual([], self.unfounded("200,000 pixels", "sample(200_000)"))
        self.assertEqual([], self.unfounded("With 64 channels: `withBaseChannels(64)`"))
        self.assertEqual([], self.unfounded("0.7 for missed pixels", "new Tversky(0.3f, 0.7f, 1)"))

    def test_a_table_shows_its_cells_alone(self):
        table = {
            "output_type": "display_data",
            "data": {"text/html": '<td style="width: 77px">0.818</td>', "text/plain": "55"},
        }
        self.assertEqual(["77", "55"], self.unfounded("0.818 and 77 and 55", **table))

    def test_a_picture_shows_no_number(self):
        picture = {
            "output_type": "display_data",
            "data": {"image/png": "aGk=", "text/plain": "width = 880"},
        }
        self.assertEqual(["880"], self.unfounded("880 wide", **picture))

    def test_what_is_no_result_is_passed_over(self):
        text = (
            "# 04 · Inside\n\nSee [06 · Train](06-train.ipynb), [arXiv:1505.04597](https://x/1505.04597)"
            " and He et al. 2015; 128x128 pixels, 5×5, bf16, BBBC038, 3 levels.\n\n10. Exercise"
        )
        self.assertEqual([], self.unfounded(text))

    def test_an_exception_is_named(self):
        self.assertEqual([], self.unfounded("from 9.57 on", allowed={"9.57": "published"}))


class VocabularyTest(unittest.TestCase):
    """Whether notebooks use the glossary, and the glossary holds what they link."""

    def cells(self, *texts):
        cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
        return nbformat.v4.new_notebook(cells=cells)

    def test_every_key_term_has_an_entry(self):
        self.assertEqual(
            set(), {vocabulary.anchor(term) for term in vocabulary.KEY} - vocabulary.anchors()
        )

    def test_headings_have_one_anchor_everywhere(self):
        # Of capital letters and signs JupyterLab and code hosts make different ones.
        headings = vocabulary.HEADING.findall(vocabulary.GLOSSARY.read_text(encoding="utf-8"))
        self.assertEqual(len(headings), len(set(headings)))
        for heading in headings:
            self.assertRegex(heading, r"^[a-z]+(?:[ -][a-z]+)*$")

    def test_every_link_has_its_entry(self):
        for path in [*notebooks.NOTEBOOKS.glob("*.ipynb"), vocabulary.GLOSSARY]:
            with self.subTest(path.name):
                self.assertEqual([], vocabulary.dangling(path.read_text(encoding="utf-8")))
        self.assertEqual(["glossary.md#x"], vocabulary.dangling("a [mask](glossary.md#x)"))

    def test_first_uses_are_linked(self):
        for number in vocabulary.HELD:
            (path,) = notebooks.NOTEBOOKS.glob(f"{number}-*.ipynb")
            with self.subTest(path.name):
                notebook = nbformat.read(path, as_version=4)
                self.assertEqual([], vocabulary.unlinked(notebook))

    def test_only_the_first_use_counts(self):
        notebook = self.cells("A [mask](glossary.md#mask) here.", "Another mask there.")
        self.assertEqual([], vocabulary.unlinked(notebook))
        notebook = self.cells("A mask here.", "A [mask](glossary.md#mask) there.")
        (sentence,) = vocabulary.unlinked(notebook)
        self.assertTrue(sentence.startswith("cell 1 uses 'mask' first"), sentence)

    def test_a_link_to_another_term_does_not_count(self):
        (sentence,) = vocabulary.unlinked(self.cells("The [mask](glossary.md#iou)"))
        self.assertIn("[mask](glossary.md#mask)", sentence)

    def test_code_headings_and_tables_are_no_prose(self):
        text = "# Masks\n\n| mask |\n\n`mask` [mask](other.ipynb) <b title='mask'>\n```\nmask\n```"
        self.assertEqual([], vocabulary.unlinked(self.cells(text)))

    def test_part_of_a_longer_term_is_another(self):
        text = "The [two-sided h-maxima](glossary.md#two-sided-h-maxima)"
        self.assertEqual([], vocabulary.unlinked(self.cells(text)))


class BenchTest(TemporaryFolder):
    def bench(self):
        return bench.Bench(quick=True, peers=None, data=self.folder)

    def python(self, code):
        with redirect_stdout(io.StringIO()):
            return bench.execute("work", [sys.executable, "-c", code], dict(os.environ))

    def test_gives_the_last_line_and_the_peak_memory(self):
        line, peak = self.python("x = bytearray(50_000_000); print('first'); print('last')")
        self.assertEqual(line, "last")
        if peak is not None:
            self.assertGreater(peak, 50_000_000)

    def test_tells_what_a_failed_measurement_said(self):
        with self.assertRaisesRegex(bench.Failed, "work ended with 3:\nno such network"):
            self.python("import sys; sys.stderr.write('no such network'); sys.exit(3)")

    def test_a_failed_measurement_costs_only_its_row(self):
        def fail():
            raise bench.Failed("out of order")

        measured = self.bench()
        with redirect_stdout(io.StringIO()):
            measured.add("first", fail, "s")
            measured.add("second", lambda: (0.25, 2_000_000_000), "s", images=16)
        self.assertEqual(measured.failures, ["out of order"])
        self.assertEqual(
            bench.cells(measured.rows),
            [["what", "result", "images/s", "peak memory"], ["second", "0.250 s", "64.0", "2.00 GB"]],
        )

    def test_a_ratio_says_how_many_times_as_fast(self):
        measured = bench.Bench(quick=True, peers="python", data=self.folder)
        given = mock.patch.object(measured, "peer", return_value={"seconds": 2.0})
        with given, redirect_stdout(io.StringIO()):
            measured.add("time", lambda: (0.5, None), "s", peers={"NumPy": "read"}, arguments=(5,))
            measured.add("rate", lambda: (500, None), "images/s", peers={"NumPy": "augment"})
        self.assertEqual([row.peers[0].ratio for row in measured.rows], [4.0, 250.0])
        self.assertEqual(bench.cells(measured.rows)[1][4:], ["NumPy", "2.00 s", "4.00"])

    def test_every_peer_has_a_line_also_one_that_cannot_be_measured(self):
        measured = bench.Bench(quick=True, peers="python", data=self.folder)
        figures = [{"seconds": 1.0}, {"why": "does not build"}]
        peers = {"PyTorch": "train", "PyTorch compiled": "train_compiled"}
        with mock.patch.object(measured, "peer", side_effect=figures), redirect_stdout(io.StringIO()):
            measured.add("step", lambda: (0.5, None), "s", peers=peers)
        self.assertEqual(measured.failures, [])
        self.assertEqual(
            bench.cells(measured.rows)[1:],
            [
                ["step", "0.500 s", "", "", "PyTorch", "1.00 s", "2.00"],
                ["", "", "", "", "PyTorch compiled", "does not build", ""],
            ],
        )


def labels(text):
    """The labels of a crop of one row: digits are cells, dots background."""
    return [int(letter) if letter.isdigit() else 0 for letter in text]


class AccuracyScoreTest(unittest.TestCase):
    """The scorer on the crops that InstanceScoresTest of the library holds, with its answers."""

    def errors(self, found, truth):
        scores = accuracy.compare(labels(found), labels(truth))
        return scores.splits, scores.merges, scores.missed, scores.extra

    def test_every_error_by_hand(self):
        truth = "1111.2222.333.444......."
        for found, errors in {
            truth: (0, 0, 0, 0),
            "1122.3333.444.555.......": (1, 0, 0, 0),
            "111111111.333.444.......": (0, 1, 0, 0),
            "1111.2222.333...........": (0, 0, 1, 0),
            "1111.2222.333.444..555..": (0, 0, 0, 1),
            "1123.4444.555.666.......": (2, 0, 0, 0),
            "1122.3333333......44..55": (1, 1, 1, 2),
        }.items():
            self.assertEqual(self.errors(found, truth), errors, found)
        self.assertEqual(self.errors("1111.2222222222222......", "1111.222.333.4444......."), (0, 2, 0, 0))

    def test_a_link_is_more_than_half_of_either(self):
        self.assertEqual(self.errors("..1111", "1111.."), (0, 0, 1, 1))
        self.assertEqual(self.errors("..1...", "111111"), (0, 0, 0, 0))

    def test_average_precision_by_hand(self):
        scores = accuracy.compare(labels("1111..222...33..."), labels("11111.22222.33333"))
        self.assertEqual(scores.ious, [0.6, 0.8])
        precisions = [accuracy.average_precision([scores], iou) for iou in (0.5, 0.7, 0.85)]
        self.assertEqual(precisions, [2 / 4, 1 / 5, 0])
        # Crops are added up: 2 + 1 pairs, 2 cells alone.
        whole = accuracy.compare(labels("7"), labels("3"))
        self.assertEqual(accuracy.average_precision([scores, whole], 0.5), 3 / 5)

    def test_at_one_half_a_cell_is_matched_once(self):
        for found, truth in [("1122", "1111"), ("1111", "1122")]:
            scores = accuracy.compare(labels(found), labels(truth))
            self.assertEqual(scores.ious, [0.5])
            self.assertEqual(accuracy.average_precision([scores], 0.5), 1 / 2)

    def test_crops_without_cells(self):
        nothing = accuracy.compare(labels("...."), labels("...."))
        self.assertEqual(nothing, accuracy.Scores(0, 0, 0, 0, 0, 0, []))
        self.assertEqual(accuracy.average_precision([nothing], 0.5), 1)
        self.assertEqual(self.errors("....", ".11."), (0, 0, 1, 0))
        self.assertEqual(self.errors(".11.", "...."), (0, 0, 0, 1))

    def test_sources_are_drawn_whole(self):
        # Forty crops drawn one by one would have a mean near 1; of two sources one is often drawn twice.
        self.assertEqual(accuracy.interval([0, 2] * 20, [1, 2] * 20), (0, 2))
        self.assertEqual(accuracy.interval([3, 3, 3], [1, 2, 2]), (3, 3))

    def test_a_line_of_the_table(self):
        crops = [
            accuracy.Crop(1, 4, accuracy.Scores(2, 4, 0, 2, 0, 0, [0.8])),
            accuracy.Crop(1, 1, accuracy.Scores(2, 1, 0, 0, 0, 1, [0.95])),
        ]
        row = accuracy.summarise("counter", crops, [10, 20], [2, 4])
        self.assertEqual((row.mae, row.mae_low, row.mae_high, row.bias), (1.5, None, None, -0.5))
        self.assertEqual(accuracy.cells([row])[1][:3], ["counter", "1.500", "-0.500"])
        self.assertEqual((row.merged, row.split, row.missed, row.extra), (40, 0, 0, 20))
        self.assertEqual((row.ap50, row.ap70, row.ap90), (2 / 7, 2 / 7, 1 / 8))
        self.assertEqual((row.training_seconds, row.milliseconds), (15, 3))


class AccuracyFileTest(TemporaryFolder):
    """What the two sides write for each other, and what is there from before."""

    def npz(self, name, **arrays):
        """A file as NumPy writes it, of (type, shape, bytes)."""
        file = self.folder / name
        with zipfile.ZipFile(file, "w") as archive:
            for array, (kind, shape, data) in arrays.items():
                header = repr({"descr": kind, "fortran_order": False, "shape": shape}).ljust(117) + "\n"
                start = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
                archive.writestr(f"{array}.npy", start + header.encode() + data)
        return file

    def test_crops_are_scored_from_files(self):
        truth = self.npz(
            "test.npz",
            labels=("|u1", (2, 1, 4), bytes([1, 1, 0, 2, 0, 5, 5, 5])),
            counts=("<i4", (2,), (1).to_bytes(4, "little") + (3).to_bytes(4, "little")),
            groups=("<i8", (2,), (7).to_bytes(8, "little") + (9).to_bytes(8, "little")),
        )
        found = b"".join(n.to_bytes(4, "little") for n in (300, 300, 0, 0, 0, 1, 1, 1))
        found = self.npz("found.npz", labels=("<i4", (2, 1, 4), found))
        first, second = accuracy.scored(truth, found)
        self.assertEqual(first, accuracy.Crop(7, 1, accuracy.Scores(1, 2, 0, 0, 1, 0, [1.0])))
        self.assertEqual(second, accuracy.Crop(9, 3, accuracy.Scores(1, 1, 0, 0, 0, 0, [1.0])))
        few = self.npz("few.npz", labels=("<i4", (0, 1, 4), b""))
        with self.assertRaisesRegex(bench.Failed, "few.npz holds 0 crops, expected 2"):
            accuracy.scored(truth, few)

    def options(self, **others):
        given = {"data": None, "crops": None, "epochs": 2, "preset": "counting", "threads": 1, **others}
        return argparse.Namespace(peers=None, splits=1, **given)

    def prepare(self, **others):
        comparison = accuracy.Comparison(self.folder / "run", self.options(**others))
        answer = '{"origin": "synthetic", "crops": 8}'
        with mock.patch.object(comparison, "java", return_value=answer) as java:
            with redirect_stdout(io.StringIO()):
                comparison.prepare()
        return java.call_count

    def test_goes_on_with_the_same_settings_only(self):
        self.assertEqual(self.prepare(), 1)
        self.assertEqual(self.prepare(), 0)
        with self.assertRaisesRegex(bench.Failed, "run holds a comparison with epochs 2, not 3"):
            self.prepare(epochs=3)
        data = self.folder / "train_data.npz"
        with self.assertRaisesRegex(bench.Failed, "train_data.npz is missing, expected what"):
            self.prepare(data=data)
        data.write_bytes(b"cells")
        with self.assertRaisesRegex(bench.Failed, "with data None, not .'train_data.npz'"):
            self.prepare(data=data)

    def test_the_library_has_its_side(self):
        path = accuracy.LIBRARY.replace(".", "/") + ".java"
        self.assertTrue((SETUP.parents[1] / "lib" / "src" / "test" / "java" / path).is_file())


class Server(http.server.BaseHTTPRequestHandler):
    """Serves server.content, or from where it is asked; cuts or damages it if told to."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        content = self.server.content
        begin = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.server.begins.append(begin)
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        self.wfile.write(content[begin : self.server.cut])


class DownloadTest(TemporaryFolder):
    def setUp(self):
        super().setUp()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as entries:
            entries.writestr("a/images/a.png", random.Random(1).randbytes(300_000))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        self.server.content = archive.getvalue()
        self.server.cut = None
        self.server.begins = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        url = f"http://127.0.0.1:{self.server.server_port}/stage1_train.zip"
        self.enterContext(mock.patch.object(download, "URL", url))
        self.enterContext(mock.patch.dict(os.environ, {"NO_PROXY": "127.0.0.1"}))
        self.enterContext(redirect_stdout(io.StringIO()))
        self.file = self.folder / "stage1_train.zip"

    def test_goes_on_where_it_stopped(self):
        self.server.cut = 150_000
        with self.assertRaisesRegex(download.Failed, "run environment/get-data again to go on"):
            download.download(self.file)
        self.assertFalse(self.file.exists())
        self.server.cut = None
        download.download(self.file)
        self.assertEqual(self.file.read_bytes(), self.server.content)
        self.assertGreater(self.server.begins[1], 0)

    def test_fetches_nothing_twice(self):
        download.download(self.file)
        download.download(self.file)
        self.assertEqual(self.server.begins, [0])

    def test_refuses_a_damaged_file(self):
        damaged = bytearray(self.server.content)
        damaged[1000] ^= 255
        self.server.content = bytes(damaged)
        with self.assertRaisesRegex(download.Failed, "came damaged .*a.png does not match"):
            download.download(self.file)
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
