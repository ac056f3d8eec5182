package org.cellcount.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cellcount.ops.HostTensor;

/**
 * A trained U-Net without the channels of its bottleneck that nobody hears, because all their
 * weights to the level above are 0, as weight decay leaves them. It answers the same. Two channels
 * stay in any case.
 *
 * @param network with a narrower bottleneck
 * @param stateDict its weights
 */
public record TrimmedUNet(UNet network, Map<String, HostTensor> stateDict) {
  private static final int LEAST = 2;

  /**
   * Trims a network; one whose blocks are not double convolutions stays as it is.
   *
   * @param stateDict its weights, by their PyTorch names
   */
  public static TrimmedUNet of(UNet network, Map<String, HostTensor> stateDict) {
    if (network.block() != BlockPart.DOUBLE_CONV) {
      return new TrimmedUNet(network, stateDict);
    }
    String block = network.bottomName() + ".block.";
    String up = network.upName(network.levels() - 1) + ".weight";
    HostTensor first = stateDict.get(block + "0.weight");
    HostTensor second = stateDict.get(block + "3.weight");
    int all = network.widths().get(network.levels());
    boolean[] last = heard(stateDict.get(up), 0);
    boolean[] middle = heard(second.select(0, indices(all, i -> last[i])), 1);
    int width = Math.max(LEAST, Math.max(count(last), count(middle)) + 1 & ~1);
    int[] toLast = chosen(last, width);
    int[] toMiddle = chosen(middle, width);

    Map<String, HostTensor> trimmed = new LinkedHashMap<>(stateDict);
    trimmed.put(block + "0.weight", first.select(0, toMiddle));
    trimmed.put(block + "3.weight", second.select(0, toLast).select(1, toMiddle));
    trimmed.put(up, stateDict.get(up).select(0, toLast));
    for (String value : new String[] {"weight", "bias", "running_mean", "running_var"}) {
      trimmed.computeIfPresent(block + "1." + value, (name, all1) -> all1.select(0, toMiddle));
      trimmed.computeIfPresent(block + "4." + value, (name, all4) -> all4.select(0, toLast));
    }
    int[] widths = network.widths().stream().mapToInt(Integer::intValue).toArray();
    widths[network.levels()] = width;
    return new TrimmedUNet(network.withWidths(widths), trimmed);
  }

  /** Which parts of a dimension, 0 or 1, hold anything but zeros. */
  private static boolean[] heard(HostTensor weight, int dimension) {
    boolean[] heard = new boolean[(int) weight.shape().get(dimension)];
    int inner = (int) weight.shape().slice(dimension + 1).size();
    for (int i = 0; i < weight.values().length; i++) {
      heard[i / inner % heard.length] |= weight.values()[i] != 0;
    }
    return heard;
  }

  private static int count(boolean[] heard) {
    return (int) IntStream.range(0, heard.length).filter(i -> heard[i]).count();
  }

  private static int[] indices(int size, IntPredicate wanted) {
    return IntStream.range(0, size).filter(wanted).toArray();
  }

  /** The channels that are heard, and as many others as are needed, in their order. */
  private static int[] chosen(boolean[] heard, int number) {
    boolean[] kept = Arrays.copyOf(heard, heard.length);
    int missing = number - count(heard);
    for (int i = 0; missing > 0; i++) {
      if (!kept[i]) {
        kept[i] = true;
        missing--;
      }
    }
    return indices(kept.length, i -> kept[i]);
  }
}
