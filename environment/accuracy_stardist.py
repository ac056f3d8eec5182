"""StarDist's side of accuracy.py: trains it on one split and finds the cells of the test crops.

    accuracy_stardist.py FOLDER GRID EPOCHS SEED   prints the figures as a line of JSON

FOLDER holds training.npz, validation.npz and test.npz; stardist-GRID-ap.npz and stardist-GRID-count.npz
are written there: the labels found with the probability threshold that StarDist's own tuning chooses
for the average precision of the validation crops, and with the one that counts them best.

All else is as StarDist comes: 32 rays, 32 channels, its learning rate and batch. An epoch shows every
training crop once, changed as in StarDist's examples: flips, quarter turns, intensity and noise.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np
import tensorflow
from csbdeep.utils import normalize
from stardist import fill_label_holes
from stardist.models import Config2D, StarDist2D

RAYS = 32
# The lowest probability threshold tried for the count; the others are the probabilities found.
LOWEST = 0.02
# The sides of a patch are multiples of this, so that the network can halve them.
DIVISOR = 16


def read(file):
    """Normalised crops and their labels."""
    with np.load(file) as data:
        images, labels = data["X"], data["labels"]
    return [normalise(image) for image in images], list(labels.astype(np.int32))


def normalise(image):
    """From the 1st to the 99.8th percentile, as StarDist's examples do."""
    return normalize(image.astype(np.float32), 1, 99.8)


def augmenter(seed):
    """Random flips and quarter turns of both; brightness, contrast and noise of the image."""
    generator = np.random.default_rng(seed)

    def augment(image, labels):
        for axis in (0, 1):
            if generator.random() < 0.5:
                image, labels = np.flip(image, axis), np.flip(labels, axis)
        turns = generator.integers(4)
        image, labels = np.rot90(image, turns), np.rot90(labels, turns)
        image = image * generator.uniform(0.6, 2) + generator.uniform(-0.2, 0.2)
        image = image + 0.02 * generator.uniform(0, 1) * generator.standard_normal(image.shape)
        return image, labels

    return augment


def train(folder, name, grid, epochs, seed):
    keras.utils.set_random_seed(seed)
    images, labels = read(folder / "training.npz")
    checked = read(folder / "validation.npz")
    batch = Config2D().train_batch_size
    config = Config2D(
        n_rays=RAYS,
        grid=(grid, grid),
        n_channel_in=1,
        train_patch_size=tuple(min(256, side) // DIVISOR * DIVISOR for side in images[0].shape),
        train_epochs=epochs,
        train_steps_per_epoch=-(-len(images) // batch),
        train_tensorboard=False,
    )
    model = StarDist2D(config, name=name, basedir=str(folder))
    began = time.perf_counter()
    model.train(
        images,
        [fill_label_holes(crop) for crop in labels],
        validation_data=(checked[0], [fill_label_holes(crop) for crop in checked[1]]),
        augmenter=augmenter(seed),
        seed=seed,
    )
    return model, time.perf_counter() - began


def true_counts(file):
    with np.load(file) as data:
        if "counts" in data:
            return data["counts"].astype(int)
        return np.array([len(np.unique(crop[crop > 0])) for crop in data["labels"]])


def threshold_for_count(model, images, counts, nms):
    """The probability threshold with the least mean absolute error of the count.

    Overlapping polygons are suppressed from the most probable on, so a higher threshold finds the most
    probable of those that a lower one found: one prediction serves for all thresholds.
    """
    found = []
    for image in images:
        _, details = model.predict_instances(image, prob_thresh=LOWEST, nms_thresh=nms)
        found.append(np.sort(details["prob"]))
    candidates = np.unique(np.round(np.concatenate([[LOWEST], *found]), 2))
    candidates = candidates[candidates >= LOWEST]
    errors = []
    for candidate in candidates:
        numbers = [len(prob) - np.searchsorted(prob, candidate) for prob in found]
        errors.append(np.abs(np.array(numbers) - counts).mean())
    return float(candidates[int(np.argmin(errors))])


def count(model, images, file, thresholds):
    """Writes the cells of every crop; gives the milliseconds that a crop took, one after another."""
    limits = {"prob_thresh": thresholds["prob"], "nms_thresh": thresholds["nms"]}
    model.predict_instances(normalise(images[0]), **limits)
    began = time.perf_counter()
    labels = [model.predict_instances(normalise(image), **limits)[0] for image in images]
    seconds = time.perf_counter() - began
    np.savez_compressed(file, labels=np.array(labels, dtype=np.int32))
    return 1000 * seconds / len(images)


def main():
    folder, grid, epochs, seed = Path(sys.argv[1]), *map(int, sys.argv[2:])
    name = f"stardist-{grid}"
    model, seconds = train(folder, name, grid, epochs, seed)
    images, labels = read(folder / "validation.npz")
    chosen = model.optimize_thresholds(images, labels)
    by = {"ap": {"prob": float(chosen["prob"]), "nms": float(chosen["nms"])}}
    best = threshold_for_count(model, images, true_counts(folder / "validation.npz"), by["ap"]["nms"])
    by["count"] = {"prob": best, "nms": by["ap"]["nms"]}
    with np.load(folder / "test.npz") as data:
        test = data["X"]
    figures = {
        "training_seconds": seconds,
        "milliseconds": {
            use: count(model, test, folder / f"{name}-{use}.npz", limits) for use, limits in by.items()
        },
        "settings": by,
        "versions": {
            **{package: version(package) for package in ("stardist", "csbdeep", "keras", "numpy")},
            "tensorflow": tensorflow.__version__,
        },
    }
    print()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
