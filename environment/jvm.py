"""How a Java process of this project is started: the one place for its flags and environment.

    jvm.py install ...      write them into the Jupyter kernel (environment/setup does)
    jvm.py archive          load what a count needs once for all (environment/setup does)
    jvm.py run MAIN ARGS    start a main class of the library with the same
    jvm.py run-spark ...    the same with the Spark module
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KERNEL = Path(sys.prefix, "share", "jupyter", "kernels", "java")
LAB_SETTINGS = Path(sys.prefix, "share", "jupyter", "lab", "settings", "overrides.json")

# The classes that a count needs, as Java keeps them once they are loaded and checked.
ARCHIVE = ROOT / "lib" / "target" / "cellcount.jsa"
EXAMPLE = ROOT / "lib" / "src" / "test" / "resources" / "fixtures" / "containers" / "field.png"

FLAGS = [
    "-Xmx4g",
    # Tensors are fed through reused direct buffers; the bound makes the JVM free dead ones in time.
    "-XX:MaxDirectMemorySize=256m",
    # Figures are drawn off screen, also on a machine without one.
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    # Where native libraries come from is of no interest to a reader.
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    # libtorch is native code; JDK 24 and later warn about it otherwise.
    "--enable-native-access=ALL-UNNAMED",
]

# A command that counts one image is over before code compiled at the highest level has paid for
# itself, so that level begins five times later than it would.
COMMAND_FLAGS = [
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:Tier4InvocationThreshold=25000",
    "-XX:Tier4MinInvocationThreshold=3000",
    "-XX:Tier4CompileThreshold=75000",
    "-XX:Tier4BackEdgeThreshold=200000",
]

# The kernel evaluates cells through JShell's inner classes.
KERNEL_FLAGS = ["--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED"]

# What Spark asks of Java 17 and later.
SPARK_FLAGS = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
        "java.lang",
        "java.lang.invoke",
        "java.nio",
        "java.util",
        "java.util.concurrent",
        "sun.nio.ch",
    )
]

ENVIRONMENT = {
    # DJL reports its use to its makers unless told not to.
    "OPT_OUT_TRACKING": "true",
    # glibc maps every block of 32 MB or more afresh and gives it back at once; a training step frees
    # and takes hundreds of them. Read at process start only, so they cannot be set from Java.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "100000000000",
    # How long a thread of PyTorch waits for the others before it sleeps: briefly, as on a machine that
    # also does something else the wait would keep the others from running.
    "GOMP_SPINCOUNT": "10000",
}


def gpu(libraries):
    """Flags and environment that make DJL use the CUDA libraries of PyTorch's Python package."""
    torch = libraries / "torch" / "lib"
    if not torch.is_dir():
        sys.exit(f"cellcount: {torch} is missing; remove {libraries} and run environment/setup again")
    flags = [f"-Djna.library.path={libraries / 'nvidia' / 'cuda_runtime' / 'lib'}"]
    environment = {
        "PYTORCH_LIBRARY_PATH": str(torch),
        "PYTORCH_VERSION": "2.7.1",
        # The one CUDA build of DJL's own native code; it runs on the package's CUDA 12.6 as well.
        "PYTORCH_FLAVOR": "cu128",
    }
    return flags, environment


def jars(without_native):
    """The library and what it needs; without DJL's CPU build of PyTorch, which would win over CUDA."""
    target = ROOT / "lib" / "target"
    needed = sorted((target / "jars").glob("*.jar"))
    if without_native:
        needed = [jar for jar in needed if not jar.name.startswith("pytorch-native-")]
    return [target / "cellcount.jar", *needed]


def install(java_home, gpu_libraries):
    """Replaces the kernel that pip installed: its launcher would leave a second JVM behind."""
    flags, environment = gpu(Path(gpu_libraries)) if gpu_libraries else ([], {})
    if "CELLCOUNT_DEVICE" in os.environ:
        environment["CELLCOUNT_DEVICE"] = os.environ["CELLCOUNT_DEVICE"]
    class_path = [KERNEL / "jjava.jar", *jars(without_native=bool(gpu_libraries))]
    java = Path(java_home, "bin", "java.exe" if os.name == "nt" else "java")
    spec = {
        "argv": [
            str(java),
            *FLAGS,
            *flags,
            *KERNEL_FLAGS,
            "-cp",
            os.pathsep.join(map(str, class_path)),
            "org.dflib.jjava.distro.JJava",
            "{connection_file}",
        ],
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
        "env": {**ENVIRONMENT, **environment},
    }
    write(KERNEL / "kernel.json", spec)
    # A first start without questions, and without looking for news and updates on the network.
    notification = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": False}
    write(LAB_SETTINGS, {"@jupyterlab/apputils-extension:notification": notification})


def write(path, content):
    text = json.dumps(content, indent=2) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, path)


def command(main_class, arguments, tests=()):
    """The command and environment that start a main class as the kernel is started.

    tests: more of the class path, for main classes that are not part of the library.
    """
    spec = json.loads((KERNEL / "kernel.json").read_text(encoding="utf-8"))
    *java, _, class_path = spec["argv"][: spec["argv"].index("-cp") + 2]
    class_path = os.pathsep.join([*map(str, tests), class_path])
    return [*java, "-cp", class_path, main_class, *arguments], {**os.environ, **spec["env"]}


def archive():
    """Counts a small image and keeps the classes that were loaded; Java can also do without."""
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder, ARCHIVE.name)
        java, environment = command(
            "org.cellcount.cli.Predict", ["--input", str(EXAMPLE), "--output", str(Path(folder, "counted"))]
        )
        java.insert(1, f"-XX:ArchiveClassesAtExit={aside}")
        quiet = subprocess.DEVNULL
        subprocess.run(java, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, check=False)
        if aside.exists():
            shutil.copyfile(aside, ARCHIVE.with_suffix(".part"))
            os.replace(ARCHIVE.with_suffix(".part"), ARCHIVE)


def spark_command(main_class, arguments):
    """The same with the Spark module, whose jars hold the library and fit each other."""
    java, environment = command(main_class, arguments)
    class_path = java.index("-cp") + 1
    target = ROOT / "lib" / "spark" / "target"
    found = [target / "cellcount-spark.jar"]
    for folder in ("jars", "spark"):
        found += sorted((target / folder).glob("*.jar"))
    if "pytorch-native-" not in java[class_path]:
        found = [jar for jar in found if not jar.name.startswith("pytorch-native-")]
    java[class_path] = os.pathsep.join(map(str, found))
    return [java[0], *SPARK_FLAGS, *java[1:]], environment


def run(main_class, arguments, spark=False):
    java, environment = (spark_command if spark else command)(main_class, arguments)
    if ARCHIVE.exists() and not spark:
        # One that does not fit, as of a class path for a GPU, is passed over without a word.
        quiet = ["-Xlog:disable", "-Xlog:all=warning,cds=off,cds+dynamic=off,class+path=off:stderr"]
        java[1:1] = [f"-XX:SharedArchiveFile={ARCHIVE}", "-Xshare:auto", *quiet]
    java[1:1] = COMMAND_FLAGS
    if sys.stdout.isatty():
        java.insert(1, "-Dcellcount.terminal=true")
    if os.name == "nt":
        sys.exit(subprocess.call(java, env=environment))
    os.execve(java[0], java, environment)


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    installing = commands.add_parser("install")
    installing.add_argument("--java-home", required=True)
    installing.add_argument("--gpu-libraries", default="")
    commands.add_parser("archive")
    for name in ("run", "run-spark"):
        running = commands.add_parser(name)
        running.add_argument("main_class")
        running.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.command == "install":
        install(options.java_home, options.gpu_libraries)
    elif options.command == "archive":
        archive()
    else:
        run(options.main_class, options.arguments, options.command == "run-spark")


if __name__ == "__main__":
    main()
