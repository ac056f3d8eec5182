package org.cellcount.model;

/**
 * Rows, or columns, that follow each other.
 *
 * @param first index of the first; may lie before the image
 * @param last index of the last, at least the first; may lie behind the image
 */
public record Span(int first, int last) {
  /** Checks the order. */
  public Span {
    if (last < first) {
      throw new IllegalArgumentException(
          "span " + first + " to " + last + " ends before it begins");
    }
  }

  /** How many there are. */
  public int length() {
    return last - first + 1;
  }

  /** Whether an index lies within. */
  public boolean contains(int index) {
    return first <= index && index <= last;
  }

  /** As many more on either side. */
  Span widened(int by) {
    return new Span(first - by, last + by);
  }

  /** The same stretch where two pixels have become one. */
  Span halved() {
    return new Span(Math.floorDiv(first, 2), Math.floorDiv(last, 2));
  }

  /** The same stretch where one pixel has become two. */
  Span doubled() {
    return new Span(2 * first, 2 * last + 1);
  }

  /** Such as {@code 26 to 229}. */
  @Override
  public String toString() {
    return first + " to " + last;
  }
}
