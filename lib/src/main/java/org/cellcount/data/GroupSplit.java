package org.cellcount.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Picks whole groups for validation so that their images come nearest to the wanted number. */
final class GroupSplit {
  private static final int UNREACHED = -1;

  private GroupSplit() {}

  /** The indices of the images to validate on. */
  static BitSet choose(String name, int[] groupOf, double share, long seed) {
    Map<Integer, BitSet> membersOf = new TreeMap<>();
    for (int i = 0; i < groupOf.length; i++) {
      membersOf.computeIfAbsent(groupOf[i], group -> new BitSet()).set(i);
    }
    if (membersOf.size() < 2) {
      throw new IllegalArgumentException(
          name
              + " cannot be split: its "
              + groupOf.length
              + " images are all of group "
              + groupOf[0]
              + ", and a group is never cut");
    }
    List<BitSet> groups = new ArrayList<>(membersOf.values());
    Collections.shuffle(groups, new Random(seed));
    int wanted = Math.toIntExact(Math.round(share * groupOf.length));
    wanted = Math.max(1, Math.min(groupOf.length - 1, wanted));
    int[] lastGroup = reach(groups, groupOf.length, wanted);

    BitSet chosen = new BitSet();
    for (int sum = nearest(lastGroup, wanted); sum > 0; ) {
      BitSet group = groups.get(lastGroup[sum]);
      chosen.or(group);
      sum -= group.cardinality();
    }
    return chosen;
  }

  /**
   * Subset sums: for each number of images the first group, in shuffled order, that completes it.
   * What is left then was reached by earlier groups, so that no group is taken twice.
   */
  private static int[] reach(List<BitSet> groups, int images, int wanted) {
    int[] lastGroup = new int[images];
    Arrays.fill(lastGroup, UNREACHED);
    int highest = 0;
    for (int g = 0; g < groups.size() && lastGroup[wanted] == UNREACHED; g++) {
      int size = groups.get(g).cardinality();
      highest = Math.min(images - 1, highest + size);
      for (int sum = highest; sum >= size; sum--) {
        if (lastGroup[sum] == UNREACHED && (sum == size || lastGroup[sum - size] != UNREACHED)) {
          lastGroup[sum] = g;
        }
      }
    }
    return lastGroup;
  }

  private static int nearest(int[] lastGroup, int wanted) {
    for (int distance = 0; ; distance++) {
      for (int sum : new int[] {wanted - distance, wanted + distance}) {
        if (sum > 0 && sum < lastGroup.length && lastGroup[sum] != UNREACHED) {
          return sum;
        }
      }
    }
  }
}
