package org.cellcount.data;

/**
 * Something that was not taken.
 *
 * @param what the field or file
 * @param reason why
 */
public record LeftOut(String what, String reason) {
  @Override
  public String toString() {
    return what + ": " + reason;
  }
}
