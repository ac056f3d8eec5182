package org.cellcount.train;

/** Training cannot go on, for a reason that its message tells. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the person who trains. */
  public TrainingException(String message) {
    super(message);
  }
}
