"""The work that bench.py measures, done with PyTorch, NumPy, SciPy and scikit-image.

    bench_peers.py MEASUREMENT FOLDER [ARGUMENT ...]   prints the figures as a line of JSON

FOLDER holds train_data.npz and test_images.npz. Networks use every core, all else one.
"""

import json
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

WARM_UP = 2
# Each repetition of work on single images goes on for this long.
REPETITION_SECONDS = 0.5


def median_seconds(work, repetitions):
    seconds = []
    for _ in range(WARM_UP + repetitions):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[WARM_UP:])


def rate(work, images, repetitions):
    """Images a second; the images are used in turn, again and again."""
    rates = []
    position = 0
    for _ in range(WARM_UP + repetitions):
        began = time.perf_counter()
        done = 0
        while time.perf_counter() - began < REPETITION_SECONDS:
            work(images[position % len(images)])
            position += 1
            done += 1
        rates.append(done / (time.perf_counter() - began))
    return statistics.median(rates[WARM_UP:])


def unet(base):
    """The public project's U-Net."""
    import torch
    from torch import nn

    def double_conv(inputs, outputs):
        layers = []
        for channels in (inputs, outputs):
            layers += [nn.Conv2d(channels, outputs, 3, padding=1, bias=False)]
            layers += [nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
        return nn.Sequential(*layers)

    class UNet(nn.Module):
        def __init__(self):
            super().__init__()
            widths = [base << level for level in range(5)]
            self.down = nn.ModuleList(
                double_conv(inputs, outputs) for inputs, outputs in zip([1, *widths], widths)
            )
            self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, stride=2) for w in widths[:4])
            self.join = nn.ModuleList(double_conv(2 * w, w) for w in widths[:4])
            self.pool = nn.MaxPool2d(2)
            self.head = nn.Conv2d(base, 1, 1)

        def forward(self, x):
            skips = []
            for block in self.down[:4]:
                x = block(x)
                skips.append(x)
                x = self.pool(x)
            x = self.down[4](x)
            for level in reversed(range(4)):
                x = self.join[level](torch.cat([skips[level], self.up[level](x)], dim=1))
            return self.head(x)

    torch.manual_seed(1)
    return UNet()


def batch(folder, size):
    import torch

    with np.load(folder / "train_data.npz") as data:
        images, masks = data["X"][:size].astype(np.float32), data["y"][:size].astype(np.float32)
    return [torch.from_numpy(part / part.max())[:, None] for part in (images, masks)]


def train(folder, base, size, repetitions):
    """A step with half BCE, half Dice as loss and Adam, all as PyTorch has it by default."""
    import torch
    from torch.nn import functional

    model = unet(base)
    images, masks = batch(folder, size)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-5)

    def step():
        optimizer.zero_grad()
        logits = model(images)
        probability = torch.sigmoid(logits)
        overlap = (2 * (probability * masks).sum() + 1) / (probability.sum() + masks.sum() + 1)
        bce = functional.binary_cross_entropy_with_logits(logits, masks)
        loss = 0.5 * bce + 0.5 * (1 - overlap)
        loss.backward()
        optimizer.step()
        loss.item()

    return {"seconds": median_seconds(step, repetitions)}


def predict(folder, base, size, repetitions):
    import torch

    model = unet(base).eval()
    images, _ = batch(folder, size)
    with torch.inference_mode():
        return {"seconds": median_seconds(lambda: model(images), repetitions)}


def read(folder, repetitions):
    def work():
        with np.load(folder / "train_data.npz") as data:
            data["X"], data["y"]
        with np.load(folder / "test_images.npz") as data:
            data["X"]

    return {"seconds": median_seconds(work, repetitions)}


def masks(folder, number):
    with np.load(folder / "train_data.npz") as data:
        return data["y"][:number]


def separate(probability):
    """Cells by maxima of the smoothed distance to the background; how many have 10 pixels."""
    from scipy import ndimage
    from skimage import morphology, segmentation

    foreground = probability > 0.5
    distance = ndimage.gaussian_filter(ndimage.distance_transform_edt(foreground), 0.7)
    markers, _ = ndimage.label(morphology.h_maxima(distance, 0.35))
    labels = segmentation.watershed(-distance, markers, mask=foreground)
    return int((np.bincount(labels.ravel())[1:] >= 10).sum())


def count(folder, repetitions):
    return {"rate": rate(separate, masks(folder, 64), repetitions)}


def count_field(folder, repetitions):
    tiles = masks(folder, 64)
    rows = [np.hstack([tiles[(32 * row + column) % 64] for column in range(32)]) for row in range(32)]
    field = np.vstack(rows)
    began = time.perf_counter()
    separate(field)
    return {"seconds": time.perf_counter() - began}


def count_published(folder, repetitions):
    from scipy import ndimage

    def work(probability):
        mask = ndimage.binary_opening(probability > 0.5)
        mask = ndimage.binary_fill_holes(ndimage.binary_closing(mask))
        labels, _ = ndimage.label(mask)
        return int((np.bincount(labels.ravel())[1:] >= 10).sum())

    return {"rate": rate(work, masks(folder, 64), repetitions)}


def augment(folder, repetitions):
    """Flips, quarter turns, brightness, contrast, noise and, three times in ten, elastic bending."""
    from scipy import ndimage

    with np.load(folder / "train_data.npz") as data:
        images, truths = data["X"][:64].astype(np.float32), data["y"][:64].astype(np.float32)
    pairs = list(zip(images / images.max(), truths))
    random = np.random.default_rng(1)

    def work(pair):
        image, mask = pair
        for axis in (0, 1):
            if random.random() < 0.5:
                image, mask = np.flip(image, axis), np.flip(mask, axis)
        turns = random.integers(4)
        image, mask = np.rot90(image, turns), np.rot90(mask, turns)
        image = np.clip(image * np.float32(random.uniform(0.85, 1.15)), 0, 1)
        mean = image.mean()
        image = np.clip((image - mean) * np.float32(random.uniform(0.85, 1.15)) + mean, 0, 1)
        noise = random.standard_normal(image.shape, dtype=np.float32)
        image = np.clip(image + np.float32(0.02) * noise, 0, 1)
        if random.random() < 0.3:
            grid = np.meshgrid(*map(np.arange, image.shape), indexing="ij")
            coordinates = [
                axis + 20 * ndimage.gaussian_filter(random.uniform(-1, 1, image.shape), 3)
                for axis in grid
            ]
            image = ndimage.map_coordinates(image, coordinates, order=1, mode="mirror")
            mask = ndimage.map_coordinates(mask, coordinates, order=0, mode="mirror")
        return np.ascontiguousarray(image), np.ascontiguousarray(mask)

    return {"rate": rate(work, pairs, repetitions)}


def versions(folder):
    packages = ("torch", "numpy", "scipy", "scikit-image")
    return {package: version(package) for package in packages}


def main():
    measurement, folder, *arguments = sys.argv[1:]
    measurements = {
        "train": train,
        "predict": predict,
        "read": read,
        "count": count,
        "count_field": count_field,
        "count_published": count_published,
        "augment": augment,
        "versions": versions,
    }
    print(json.dumps(measurements[measurement](Path(folder), *map(int, arguments))))


if __name__ == "__main__":
    main()
