"""The work that bench.py measures, done with the Python packages that people would do it with.

    bench_peers.py MEASUREMENT FOLDER [ARGUMENT ...]   prints the figures as a line of JSON

FOLDER holds train_data.npz and test_images.npz. Networks use every core, all else one. PyTorch is
measured as it comes and as well as it can be set: channels_last, bfloat16 where the processor computes
with it, Adam fused into one operation, compiled where there is a compiler; bench.py adds the settings of
the memory allocator.
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


def native_bf16():
    """Whether the processor computes with bfloat16, as org.cellcount.ops.Precision decides it."""
    info = Path("/proc/cpuinfo")
    flags = info.read_text().split() if info.exists() else []
    return "avx512_bf16" in flags or "amx_bf16" in flags


def train(folder, base, size, repetitions, tuned=False, compiled=False):
    """A step with half BCE, half Dice as loss and Adam."""
    import torch
    from torch.nn import functional

    model = unet(base)
    images, masks = batch(folder, size)
    if tuned:
        model = model.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    forward = torch.compile(model) if compiled else model
    optimizer = torch.optim.Adam(
        model.parameters(), lr=1e-3, weight_decay=1e-5, fused=True if tuned else None
    )

    def step():
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=tuned and native_bf16()):
            logits = forward(images)
        logits = logits.float()
        probability = torch.sigmoid(logits)
        overlap = (2 * (probability * masks).sum() + 1) / (probability.sum() + masks.sum() + 1)
        bce = functional.binary_cross_entropy_with_logits(logits, masks)
        loss = 0.5 * bce + 0.5 * (1 - overlap)
        loss.backward()
        optimizer.step()
        loss.item()

    return {"seconds": median_seconds(step, repetitions)}


def train_tuned(*arguments):
    return train(*arguments, tuned=True)


def train_compiled(*arguments):
    """The same through torch.compile; its C++ does not build everywhere."""
    from torch._inductor.exc import InductorError

    try:
        return train(*arguments, tuned=True, compiled=True)
    except InductorError as error:
        return {"why": "does not build: " + str(error).split(":")[0]}


def predict(folder, base, size, repetitions):
    import torch

    model = unet(base).eval()
    images, _ = batch(folder, size)
    with torch.inference_mode():
        return {"seconds": median_seconds(lambda: model(images), repetitions)}


def predict_tuned(folder, base, size, repetitions):
    """Traced, with batch normalisation folded into the convolutions."""
    import torch

    model = unet(base).eval().to(memory_format=torch.channels_last)
    images = batch(folder, size)[0].to(memory_format=torch.channels_last)
    bf16 = torch.autocast("cpu", torch.bfloat16, enabled=native_bf16(), cache_enabled=False)
    with torch.inference_mode(), bf16:
        frozen = torch.jit.freeze(torch.jit.trace(model, images))
        return {"seconds": median_seconds(lambda: frozen(images), repetitions)}


def predict_openvino(folder, base, size, repetitions):
    """OpenVINO chooses bfloat16 by itself where the processor computes with it."""
    import openvino

    images = batch(folder, size)[0]
    model = openvino.convert_model(unet(base).eval(), example_input=images)
    model.reshape(list(images.shape))
    compiled = openvino.compile_model(model, "CPU", {"PERFORMANCE_HINT": "LATENCY"})
    request = compiled.create_infer_request()
    array = images.numpy()
    return {"seconds": median_seconds(lambda: request.infer([array]), repetitions)}


def predict_onnxruntime(folder, base, size, repetitions):
    import io

    import onnxruntime
    import torch

    images = batch(folder, size)[0]
    file = io.BytesIO()
    torch.onnx.export(unet(base).eval(), (images,), file, input_names=["x"], dynamo=False)
    session = onnxruntime.InferenceSession(file.getvalue(), providers=["CPUExecutionProvider"])
    array = images.numpy()
    return {"seconds": median_seconds(lambda: session.run(None, {"x": array}), repetitions)}


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


def large(labels):
    """How many labels above 0 have 10 pixels."""
    return int((np.bincount(labels.ravel())[1:] >= 10).sum())


def separate(probability, transform=None):
    """Cells by maxima of the smoothed distance to the background."""
    from scipy import ndimage
    from skimage import morphology, segmentation

    foreground = probability > 0.5
    distance = (transform or ndimage.distance_transform_edt)(foreground)
    distance = ndimage.gaussian_filter(distance, 0.7)
    markers, _ = ndimage.label(morphology.h_maxima(distance, 0.35))
    return large(segmentation.watershed(-distance, markers, mask=foreground))


def count(folder, repetitions):
    return {"rate": rate(separate, masks(folder, 64), repetitions)}


def count_edt(folder, repetitions):
    """The same with the distances of the edt package."""
    import edt

    work = lambda probability: separate(probability, edt.edt)
    return {"rate": rate(work, masks(folder, 64), repetitions)}


def count_opencv(folder, repetitions):
    """The usual recipe: distance, its peaks as markers, watershed, all of it OpenCV's."""
    import cv2

    cv2.setNumThreads(1)
    window = np.ones((5, 5), np.uint8)

    def work(probability):
        mask = (probability > 0.5).astype(np.uint8)
        distance = cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        smooth = cv2.GaussianBlur(distance, (0, 0), 0.7)
        peaks = ((smooth == cv2.dilate(smooth, window)) & (mask > 0)).astype(np.uint8)
        _, markers = cv2.connectedComponents(peaks)
        markers += 1  # 1 is the background; 0 is for the watershed to decide.
        markers[(mask > 0) & (peaks == 0)] = 0
        landscape = cv2.convertScaleAbs(255 - np.minimum(255, 8 * smooth))
        cv2.watershed(cv2.cvtColor(landscape, cv2.COLOR_GRAY2BGR), markers)
        return large(np.maximum(markers - 1, 0))

    return {"rate": rate(work, masks(folder, 64), repetitions)}


def components_cc3d(folder, repetitions):
    """Labels and areas of the components of masks."""
    import cc3d

    work = lambda mask: np.bincount(cc3d.connected_components(mask, connectivity=4).ravel())
    return {"rate": rate(work, list(masks(folder, 64) > 0.5), repetitions)}


def components_opencv(folder, repetitions):
    import cv2

    cv2.setNumThreads(1)
    work = lambda mask: cv2.connectedComponentsWithStats(mask, connectivity=4)
    return {"rate": rate(work, list((masks(folder, 64) > 0.5).astype(np.uint8)), repetitions)}


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
        return large(ndimage.label(mask)[0])

    return {"rate": rate(work, masks(folder, 64), repetitions)}


def count_published_opencv(folder, repetitions):
    import cv2

    cv2.setNumThreads(1)
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))

    def work(probability):
        mask = (probability > 0.5).astype(np.uint8)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cross)
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cross)
        outside = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
        cv2.floodFill(outside, None, (0, 0), 2)
        filled = (outside[1:-1, 1:-1] != 2).astype(np.uint8)
        areas = cv2.connectedComponentsWithStats(filled, connectivity=4)[2][1:, cv2.CC_STAT_AREA]
        return int((areas >= 10).sum())

    return {"rate": rate(work, masks(folder, 64), repetitions)}


def pairs(folder):
    """64 images on a scale from 0 to 1, each with its mask."""
    with np.load(folder / "train_data.npz") as data:
        images, truths = data["X"][:64].astype(np.float32), data["y"][:64].astype(np.float32)
    return list(zip(images / images.max(), truths))


def augment(folder, repetitions):
    """Flips, quarter turns, brightness, contrast, noise and, three times in ten, elastic bending."""
    from scipy import ndimage

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

    return {"rate": rate(work, pairs(folder), repetitions)}


def augment_albumentations(folder, repetitions):
    import os

    os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"
    import albumentations
    import cv2

    cv2.setNumThreads(1)
    chain = albumentations.Compose(
        [
            albumentations.HorizontalFlip(p=0.5),
            albumentations.VerticalFlip(p=0.5),
            albumentations.RandomRotate90(p=1),
            albumentations.RandomBrightnessContrast((-0.15, 0.15), (-0.15, 0.15), p=1),
            albumentations.GaussNoise((0.02, 0.02), p=1),
            albumentations.ElasticTransform(alpha=20, sigma=3, p=0.3),
        ],
        seed=1,
    )
    work = lambda pair: chain(image=pair[0], mask=pair[1])
    return {"rate": rate(work, pairs(folder), repetitions)}


# What is measured and with which packages.
MEASUREMENTS = {
    train: ["torch"],
    train_tuned: ["torch"],
    train_compiled: ["torch"],
    predict: ["torch"],
    predict_tuned: ["torch"],
    predict_openvino: ["openvino"],
    predict_onnxruntime: ["onnxruntime"],
    read: ["numpy"],
    count: ["scipy", "scikit-image"],
    count_edt: ["edt"],
    count_opencv: ["opencv-python-headless"],
    components_cc3d: ["connected-components-3d"],
    components_opencv: ["opencv-python-headless"],
    count_field: ["scikit-image"],
    count_published: ["scipy"],
    count_published_opencv: ["opencv-python-headless"],
    augment: ["numpy", "scipy"],
    augment_albumentations: ["albumentationsx"],
}


def versions(folder):
    packages = dict.fromkeys(package for names in MEASUREMENTS.values() for package in names)
    return {package: version(package) for package in packages}


def main():
    measurement, folder, *arguments = sys.argv[1:]
    measurements = {work.__name__: work for work in (*MEASUREMENTS, versions)}
    print(json.dumps(measurements[measurement](Path(folder), *map(int, arguments))))


if __name__ == "__main__":
    main()
