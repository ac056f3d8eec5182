package org.cellcount.base;

/**
 * Something that is chosen by its name: a loss, an augmentation, a network, a target, a way of
 * counting. The name stands in tables, figures and saved files.
 */
public interface Named {
  /** The name, such as {@code BCE + Dice}. */
  String label();
}
