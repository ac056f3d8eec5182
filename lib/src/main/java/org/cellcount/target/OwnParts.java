package org.cellcount.target;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.model.Network;
import org.cellcount.model.UNet;

/**
 * Finds what a saved file names, among the library's own and what the reader brings, and makes sure
 * that what the reader brings is what was saved.
 *
 * @param own what the reader brings
 * @param signatures of what was not the library's own, by kind, see {@link Signature}
 */
public record OwnParts(List<Named> own, Map<String, Double> signatures) {
  private static final double TOLERANCE = 1e-4;

  /** Whether a network is one of the library's, of whatever width. */
  public static boolean isOurs(Network network) {
    return network instanceof UNet unet
        && Network.OURS.stream().anyMatch(our -> our.withWidths(widths(unet)).equals(unet));
  }

  private static int[] widths(UNet unet) {
    return unet.widths().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The thing of a name, if it is there.
   *
   * @param type what it is
   * @param ours the library's own
   */
  public <T extends Named> Optional<T> search(
      Class<T> type, String name, Collection<? extends T> ours) {
    List<T> brought = own.stream().filter(type::isInstance).map(type::cast).toList();
    return Names.<T>search(name, brought).or(() -> Names.search(name, ours));
  }

  /**
   * The thing of a name.
   *
   * @param kind what it is, in words
   * @throws IllegalArgumentException if it is none of ours and was not brought
   */
  <T extends Named> T find(String kind, Class<T> type, String name, Collection<? extends T> ours) {
    return search(type, name, ours)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    kind
                        + " '"
                        + name
                        + "' is not the library's own: give it again, as it was when the run began"));
  }

  /**
   * Makes sure that a thing is built as that of the same name which was saved.
   *
   * @throws IllegalArgumentException if it is not
   */
  public void check(String kind, Named thing, DoubleSupplier signature) {
    Double saved = signatures.get(kind);
    double now = signature.getAsDouble();
    if (saved == null || Math.abs(saved - now) > TOLERANCE * Math.max(1e-3, Math.abs(saved))) {
      throw new IllegalArgumentException(
          kind
              + " '"
              + thing.label()
              + "' is built differently from the one of that name which the run began with");
    }
  }
}
