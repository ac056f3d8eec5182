package org.cellcount.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.BooleanType;
import net.imglib2.type.NativeType;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.cellcount.image.BinaryImage;
import org.cellcount.image.GrayImage;
import org.cellcount.image.LabelImage;
import org.cellcount.instance.InstanceMaps;
import org.cellcount.instance.RayDistances;
import org.cellcount.instance.StarConvex;
import org.cellcount.measure.Cells;
import org.cellcount.measure.Relabel;
import org.cellcount.measure.SmallObjects;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

/** Every step takes any ImgLib2 image, wherever it lies and however it is stored. */
class AnyImageTest {
  private static final int HEIGHT = 37;
  private static final int WIDTH = 52;

  private final BinaryImage mask = Grids.discs(new Random(1), HEIGHT, WIDTH, 12);
  private final LabelImage cells = Components.label(mask, Connectivity.FOUR);
  private final GrayImage map = Grids.probability(new Random(2), mask);
  private final List<GrayImage> rays = RayDistances.of(cells, 8);
  private final StarConvex stars = new StarConvex(0.7, 0.4, 10);

  /**
   * The same pixels in arrays, planes and tiles, as part of a larger image, turned and mirrored.
   */
  private static <T extends NativeType<T> & RealType<T>> List<RandomAccessibleInterval<T>> stored(
      RandomAccessibleInterval<? extends RealType<?>> image, T type) {
    ImgFactory<T> factory = new ArrayImgFactory<>(type);
    Img<T> larger = factory.create(WIDTH + 7, HEIGHT + 5);
    return List.of(
        filled(factory.create(WIDTH, HEIGHT), image),
        filled(new PlanarImgFactory<>(type).create(WIDTH, HEIGHT), image),
        filled(new CellImgFactory<>(type, 16).create(WIDTH, HEIGHT), image),
        filled(
            Views.interval(larger, new long[] {3, 2}, new long[] {WIDTH + 2, HEIGHT + 1}), image),
        filled(Views.rotate(factory.create(HEIGHT, WIDTH), 0, 1), image),
        filled(Views.invertAxis(factory.create(WIDTH, HEIGHT), 0), image),
        filled(Views.translate(factory.create(WIDTH, HEIGHT), -9, 30), image));
  }

  private static <T extends RealType<T>, R extends RandomAccessibleInterval<T>> R filled(
      R to, RandomAccessibleInterval<? extends RealType<?>> from) {
    LoopBuilder.setImages(Views.zeroMin(to), from)
        .forEachPixel((pixel, value) -> pixel.setReal(value.getRealDouble()));
    return to;
  }

  private <R> void sameOfMasks(
      Function<RandomAccessibleInterval<? extends BooleanType<?>>, R> step) {
    R expected = step.apply(mask);
    stored(mask, new NativeBoolType()).forEach(image -> assertEquals(expected, step.apply(image)));
    stored(mask, new BitType()).forEach(image -> assertEquals(expected, step.apply(image)));
  }

  private <R> void sameOfLabels(
      Function<RandomAccessibleInterval<? extends IntegerType<?>>, R> step) {
    R expected = step.apply(cells);
    stored(cells, new IntType()).forEach(image -> assertEquals(expected, step.apply(image)));
    stored(cells, new UnsignedShortType())
        .forEach(image -> assertEquals(expected, step.apply(image)));
  }

  private <R> void sameOfMaps(Function<RandomAccessibleInterval<? extends RealType<?>>, R> step) {
    R expected = step.apply(map);
    stored(map, new FloatType()).forEach(image -> assertEquals(expected, step.apply(image)));
    stored(map, new DoubleType()).forEach(image -> assertEquals(expected, step.apply(image)));
  }

  @Test
  void masks() {
    sameOfMasks(image -> Components.label(image, Connectivity.EIGHT));
    sameOfMasks(Holes::fill);
    sameOfMasks(image -> Morphology.erode(image, 1));
    sameOfMasks(image -> Morphology.dilate(image, 2));
    sameOfMasks(image -> Morphology.open(image, 2));
    sameOfMasks(image -> Morphology.close(image, 2));
    sameOfMasks(image -> Maxima.peaks(map, image, 3));
    sameOfMasks(image -> Maxima.hMaxima(map, image, 0.2, Connectivity.FOUR));
    sameOfMasks(image -> Maxima.twoSidedMaxima(map, image, 0.2, Connectivity.FOUR));
    sameOfMasks(image -> Watershed.flood(map, cells, image));
    sameOfMasks(image -> stars.cells(map, rays, image));
  }

  @Test
  void labels() {
    sameOfLabels(DistanceTransform::euclidean);
    sameOfLabels(Relabel::consecutive);
    sameOfLabels(image -> SmallObjects.remove(image, 40));
    sameOfLabels(image -> Watershed.flood(map, image, mask));
    sameOfLabels(image -> Cells.measure(image, map));
    sameOfLabels(InstanceMaps::distance);
    sameOfLabels(image -> InstanceMaps.touchingBorders(image, 2));
    sameOfLabels(InstanceMaps::separatedMask);
    sameOfLabels(image -> InstanceMaps.borderWeights(image, 10, 5));
    sameOfLabels(image -> RayDistances.of(image, 8));
  }

  @Test
  void maps() {
    sameOfMaps(image -> Gaussian.smooth(image, 1.5));
    sameOfMaps(image -> Maxima.peaks(image, mask, 3));
    sameOfMaps(image -> Maxima.hMaxima(image, mask, 0.2, Connectivity.FOUR));
    sameOfMaps(image -> Maxima.twoSidedMaxima(image, mask, 0.2, Connectivity.FOUR));
    sameOfMaps(image -> Watershed.flood(image, cells, mask));
    sameOfMaps(image -> new CountResult(1, cells).cells(image));
    sameOfMaps(InstanceMaps::pseudoInstances);
    CellCounter counter = new CellCounter(CountOptions.defaults());
    sameOfMaps(counter::count);
    sameOfMaps(counter::countOnly);
    sameOfMaps(image -> counter.count(image, map));
    sameOfMaps(image -> counter.count(map, image));
    sameOfMaps(image -> stars.cells(image, rays));
    sameOfMaps(image -> stars.cells(map, List.of(image, map, image, map)));
  }

  /** The distance of a mask, as of any other type of whole numbers, is that to the background. */
  @Test
  void distancesOfMasks() {
    GrayImage expected = DistanceTransform.euclidean(mask);
    for (RandomAccessibleInterval<BitType> image : stored(mask, new BitType())) {
      assertEquals(expected, DistanceTransform.euclidean(image));
    }
    for (RandomAccessibleInterval<NativeBoolType> image : stored(mask, new NativeBoolType())) {
      assertEquals(expected, DistanceTransform.euclidean(image));
    }
  }

  @Test
  void resultsAreImgLib2ImagesOfTheirOwnMemory() {
    Img<BitType> image = ArrayImgs.bits(WIDTH, HEIGHT);
    filled(image, mask);
    Img<FloatType> distance = DistanceTransform.euclidean(image);
    distance.getAt(4, 3).set(-7);
    assertSame(distance, GrayImage.of(distance));
    assertEquals(-7, GrayImage.of(distance).get(3, 4));
    Img<IntType> labels = new CellCounter(CountOptions.defaults()).count(map).labels();
    labels.getAt(4, 3).set(99);
    assertEquals(99, LabelImage.of(labels).get(3, 4));
    Img<NativeBoolType> filled = Holes.fill(image);
    filled.getAt(4, 3).set(true);
    assertEquals(true, BinaryImage.of(filled).get(3, 4));
  }
}
