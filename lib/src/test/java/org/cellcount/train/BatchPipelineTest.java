package org.cellcount.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cellcount.augment.Augmentation;
import org.cellcount.data.CellDataset;
import org.cellcount.image.GrayImage;
import org.cellcount.target.Target;
import org.junit.jupiter.api.Test;

class BatchPipelineTest {
  private static final CellDataset DATA = TestCells.discs(10, 1);
  private static final int AREA = TestCells.SIZE * TestCells.SIZE;

  private static BatchPipeline pipeline(
      Augmentation preset, Target target, boolean shuffle, int workers) {
    return new BatchPipeline(
        DATA, preset, UnaryOperator.identity(), target, 4, shuffle, 7, workers);
  }

  /** Every float of an epoch, images and targets of each batch in turn. */
  private static List<float[]> epoch(BatchPipeline pipeline, int epoch) {
    List<float[]> seen = new ArrayList<>();
    assertTrue(
        pipeline.forEachBatch(
            epoch,
            batch -> {
              float[] images = new float[batch.size * AREA];
              batch.images.asFloatBuffer().get(images);
              seen.add(images);
              float[] targets = new float[batch.size * AREA];
              batch.drawn.asFloatBuffer().get(targets);
              seen.add(targets);
            }));
    return seen;
  }

  @Test
  void aBatchTakesNoMoreMemoryThanTheDataHold() {
    try (BatchPipeline all =
        new BatchPipeline(
            DATA,
            Augmentation.NONE,
            UnaryOperator.identity(),
            Target.MASK,
            Integer.MAX_VALUE,
            false,
            7,
            2)) {
      List<float[]> batches = epoch(all, 1);
      assertEquals(2, batches.size());
      assertEquals(10 * AREA, batches.get(0).length);
    }
  }

  @Test
  void batchesThatTheMemoryDoesNotHoldAreRefused() {
    GrayImage large = GrayImage.zeros(1024, 1024);
    CellDataset many =
        CellDataset.of("many", Collections.nCopies(600, large), Collections.nCopies(600, large));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new BatchPipeline(
                        many,
                        Augmentation.NONE,
                        UnaryOperator.identity(),
                        Target.MASK,
                        600,
                        false,
                        7,
                        2))
            .getMessage();
    assertEquals(
        "batch size 600: expected fewer images, so that a batch fits in the memory beside the Java heap"
            + " (raise it with -XX:MaxDirectMemorySize)",
        message);
  }

  @Test
  void batchesDoNotDependOnTheNumberOfWorkers() {
    try (BatchPipeline one = pipeline(Augmentation.FULL, Target.MASK, true, 1);
        BatchPipeline three = pipeline(Augmentation.FULL, Target.MASK, true, 3)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        List<float[]> a = epoch(one, epoch);
        List<float[]> b = epoch(three, epoch);
        assertEquals(6, a.size());
        for (int i = 0; i < a.size(); i++) {
          assertArrayEquals(a.get(i), b.get(i));
        }
      }
    }
  }

  @Test
  void epochsDifferInOrderAndInChanges() {
    try (BatchPipeline pipeline = pipeline(Augmentation.FULL, Target.MASK, true, 2)) {
      float[] first = epoch(pipeline, 1).get(0);
      assertFalse(Arrays.equals(first, epoch(pipeline, 2).get(0)));
      assertArrayEquals(first, epoch(pipeline, 1).get(0));
    }
  }

  @Test
  void withoutShufflingAndChangesTheDataComesAsItIs() {
    try (BatchPipeline pipeline = pipeline(Augmentation.NONE, Target.MASK, false, 2)) {
      assertEquals(3, pipeline.batches());
      List<float[]> epoch = epoch(pipeline, 0);
      assertEquals(2 * AREA, epoch.get(4).length);
      assertArrayEquals(DATA.image(5).pixels(), Arrays.copyOfRange(epoch.get(2), AREA, 2 * AREA));
      assertArrayEquals(DATA.mask(9).pixels(), Arrays.copyOfRange(epoch.get(5), AREA, 2 * AREA));
    }
  }

  @Test
  void aShuffledEpochShowsEveryImageOnce() {
    try (BatchPipeline pipeline = pipeline(Augmentation.NONE, Target.MASK, true, 2)) {
      List<Integer> seen = new ArrayList<>();
      List<float[]> epoch = epoch(pipeline, 1);
      for (int b = 0; b < epoch.size(); b += 2) {
        for (int i = 0; i < epoch.get(b).length; i += AREA) {
          float[] image = Arrays.copyOfRange(epoch.get(b), i, i + AREA);
          for (int k = 0; k < DATA.size(); k++) {
            if (Arrays.equals(image, DATA.image(k).pixels())) {
              seen.add(k);
            }
          }
        }
      }
      assertNotEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen);
      assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen.stream().sorted().toList());
    }
  }

  @Test
  void anInterruptIsNoticedWithinOneBatch() {
    try (BatchPipeline pipeline = pipeline(Augmentation.NONE, Target.MASK, false, 2)) {
      int[] batches = new int[1];
      boolean complete =
          pipeline.forEachBatch(
              1,
              batch -> {
                batches[0]++;
                Thread.currentThread().interrupt();
              });
      assertTrue(Thread.interrupted(), "the flag must stay set");
      assertFalse(complete);
      assertEquals(1, batches[0]);
    }
  }
}
