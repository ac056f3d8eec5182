package org.cellcount.metric;

import static org.cellcount.testing.Grids.labels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cellcount.image.LabelImage;
import org.cellcount.testing.Grids;
import org.junit.jupiter.api.Test;

class InstanceScoresTest {
  private static void assertErrors(
      int splits, int merges, int missed, int extra, InstanceScores scores) {
    assertEquals(
        List.of(splits, merges, missed, extra),
        List.of(scores.splits(), scores.merges(), scores.missed(), scores.extra()),
        "splits, merges, missed, extra");
  }

  @Test
  void identityIsPerfect() {
    LabelImage cells = labels("11.22", "11.22", "...33");
    InstanceScores scores = InstanceScores.of(cells, cells);
    assertEquals(new InstanceScores(1, 3, 3, 0, 0, 0, 0, List.of(1.0, 1.0, 1.0)), scores);
    assertEquals(1, scores.meanAp());
    assertEquals(3, scores.matched(1));
  }

  @Test
  void eachErrorByHand() {
    LabelImage truth = labels("1111.2222.333.444.......");
    assertErrors(1, 0, 0, 0, InstanceScores.of(labels("1122.3333.444.555......."), truth));
    assertErrors(0, 1, 0, 0, InstanceScores.of(labels("111111111.333.444......."), truth));
    assertErrors(0, 0, 1, 0, InstanceScores.of(labels("1111.2222.333..........."), truth));
    assertErrors(0, 0, 0, 1, InstanceScores.of(labels("1111.2222.333.444..555.."), truth));
    // One cell in three parts, three cells in one, one missed, two added.
    assertErrors(2, 0, 0, 0, InstanceScores.of(labels("1123.4444.555.666......."), truth));
    assertErrors(
        0,
        2,
        0,
        0,
        InstanceScores.of(labels("1111.2222222222222......"), labels("1111.222.333.4444.......")));
    assertErrors(1, 1, 1, 2, InstanceScores.of(labels("1122.3333333......44..55"), truth));
  }

  @Test
  void aLinkIsMoreThanHalfOfEither() {
    // Half of each is not enough: the true cell is missed and the predicted one extra.
    assertErrors(0, 0, 1, 1, InstanceScores.of(labels("..1111"), labels("1111..")));
    // A small cell inside a large one is linked though their IoU is small.
    assertErrors(0, 0, 0, 0, InstanceScores.of(labels("..1..."), labels("111111")));
  }

  @Test
  void averagePrecisionByHand() {
    // IoU 4/5, 3/5 and 2/5.
    LabelImage truth = labels("11111.22222.33333");
    LabelImage found = labels("1111..222...33...");
    InstanceScores scores = InstanceScores.of(found, truth);
    assertEquals(List.of(0.6, 0.8), scores.matchedIous());
    assertEquals(2, scores.matched(0.5));
    assertEquals(2, scores.matched(0.6));
    assertEquals(1, scores.matched(0.61));
    assertEquals(0, scores.matched(0.9));
    // 2 pairs, 1 predicted and 1 true cell alone; then 1 and 2 + 2; then none.
    assertEquals(2.0 / 4, scores.ap(0.5));
    assertEquals(1.0 / 5, scores.ap(0.7));
    assertEquals(0, scores.ap(0.85));
    // 0.5, 0.55, 0.6 | 0.65, 0.7, 0.75, 0.8 | 0.85, 0.9.
    assertEquals((3 * 0.5 + 4 * 0.2) / 9, scores.meanAp(), 1e-12);
  }

  @Test
  void atOneHalfACellIsMatchedOnce() {
    InstanceScores halves = InstanceScores.of(labels("1122"), labels("1111"));
    assertEquals(List.of(0.5), halves.matchedIous());
    assertEquals(1.0 / 2, halves.ap(0.5));
    assertEquals(1, InstanceScores.of(labels("1111"), labels("1122")).matched(0.5));
  }

  @Test
  void emptyImages() {
    LabelImage none = labels("....");
    LabelImage one = labels(".11.");
    InstanceScores both = InstanceScores.of(none, none);
    assertEquals(new InstanceScores(1, 0, 0, 0, 0, 0, 0, List.of()), both);
    assertEquals(1, both.meanAp());
    assertEquals(0, both.mergesPer100());
    assertErrors(0, 0, 1, 0, InstanceScores.of(none, one));
    assertErrors(0, 0, 0, 1, InstanceScores.of(one, none));
    assertEquals(0, InstanceScores.of(none, one).ap(0.5));
    assertEquals(0, InstanceScores.of(one, none).ap(0.5));
  }

  @Test
  void withoutAnyBackground() {
    LabelImage truth = labels("1122", "1122");
    assertErrors(0, 1, 0, 0, InstanceScores.of(labels("1111", "1111"), truth));
    assertErrors(0, 0, 0, 0, InstanceScores.of(truth, truth));
  }

  @Test
  void whatLabelsAreCalledDoesNotMatter() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      LabelImage truth = Grids.randomLabels(random, 5, 6, 1 + random.nextInt(6));
      LabelImage found = Grids.randomLabels(random, 5, 6, 1 + random.nextInt(6));
      InstanceScores scores = InstanceScores.of(found, truth);
      assertEquals(scores, InstanceScores.of(renamed(found, random), renamed(truth, random)));
    }
  }

  /** Other labels, with gaps, in another order. */
  private static LabelImage renamed(LabelImage labels, Random random) {
    List<Integer> names = new ArrayList<>(IntStream.rangeClosed(1, labels.max()).boxed().toList());
    Collections.shuffle(names, random);
    int scale = 1 + random.nextInt(100_000_000);
    int[] renamed =
        Arrays.stream(labels.labels())
            .map(label -> label == 0 ? 0 : scale * names.get(label - 1))
            .toArray();
    return new LabelImage(labels.height(), labels.width(), renamed);
  }

  @Test
  void theDifferenceOfCountsIsExplained() {
    Random random = new Random(2);
    for (int trial = 0; trial < 500; trial++) {
      LabelImage truth = Grids.randomLabels(random, 4, 5, 1 + random.nextInt(9));
      LabelImage found = Grids.randomLabels(random, 4, 5, 1 + random.nextInt(9));
      InstanceScores s = InstanceScores.of(found, truth);
      assertEquals(found.count(), s.predicted());
      assertEquals(truth.count(), s.truth());
      assertEquals(s.predicted() - s.truth(), s.splits() - s.merges() + s.extra() - s.missed());
    }
  }

  @Test
  void agreesWithTheDefinition() {
    Random random = new Random(3);
    for (int trial = 0; trial < 300; trial++) {
      LabelImage truth = Grids.randomLabels(random, 4, 4, 1 + random.nextInt(4));
      LabelImage found = Grids.randomLabels(random, 4, 4, 1 + random.nextInt(4));
      InstanceScores scores = InstanceScores.of(found, truth);
      List<Double> ious = new ArrayList<>();
      int[] foundLinks = new int[found.max() + 1];
      int[] truthLinks = new int[truth.max() + 1];
      for (int f = 1; f <= found.max(); f++) {
        for (int t = 1; t <= truth.max(); t++) {
          int both = overlap(found, f, truth, t);
          int smaller = Math.min(overlap(found, f, found, f), overlap(truth, t, truth, t));
          int union = overlap(found, f, found, f) + overlap(truth, t, truth, t) - both;
          if (both > 0 && 2 * both > smaller) {
            foundLinks[f]++;
            truthLinks[t]++;
          }
          // Above 0.5 there is one partner only.
          if (both > 0 && 2 * both > union) {
            ious.add((double) both / union);
          }
        }
      }
      Collections.sort(ious);
      assertEquals(ious, scores.matchedIous().stream().filter(iou -> iou > 0.5).toList());
      assertErrors(
          beyondFirst(truthLinks),
          beyondFirst(foundLinks),
          unlinked(truthLinks, truth),
          unlinked(foundLinks, found),
          scores);
    }
  }

  private static int overlap(LabelImage a, int labelOfA, LabelImage b, int labelOfB) {
    return (int)
        IntStream.range(0, a.labels().length)
            .filter(i -> a.labels()[i] == labelOfA && b.labels()[i] == labelOfB)
            .count();
  }

  private static int beyondFirst(int[] links) {
    return Arrays.stream(links).filter(n -> n > 1).map(n -> n - 1).sum();
  }

  private static int unlinked(int[] links, LabelImage labels) {
    return (int)
        IntStream.range(1, links.length)
            .filter(label -> links[label] == 0 && overlap(labels, label, labels, label) > 0)
            .count();
  }

  @Test
  void severalImagesAreAddedUp() {
    LabelImage truth = labels("1111.2222");
    LabelImage merged = labels("111111111");
    LabelImage split = labels("1122.3333");
    InstanceScores all = InstanceScores.of(List.of(merged, split), List.of(truth, truth));
    assertEquals(new InstanceScores(2, 4, 4, 1, 1, 0, 0, List.of(0.5, 1.0)), all);
    assertEquals(25, all.mergesPer100());
    assertEquals(25, all.splitsPer100());
    assertEquals(
        all,
        InstanceScores.sum(
            List.of(InstanceScores.of(merged, truth), InstanceScores.of(split, truth))));
    assertEquals(new InstanceScores(0, 0, 0, 0, 0, 0, 0, List.of()), InstanceScores.sum(List.of()));
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> InstanceScores.of(labels("1.", "1."), labels("11.")));
    assertEquals("predicted labels of 2x2: expected 1x3", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> InstanceScores.of(List.of(labels("1")), List.of()));
    assertEquals(
        "number of predicted images 1: expected 0, as there are true ones", e.getMessage());
    InstanceScores scores = InstanceScores.of(labels("1"), labels("1"));
    for (double iou : new double[] {0.49, 1.01, Double.NaN}) {
      e = assertThrows(IllegalArgumentException.class, () -> scores.ap(iou));
      assertEquals("iou " + iou + ": expected 0.5 to 1", e.getMessage());
    }
  }
}
