package org.cellcount.plate;

import org.cellcount.base.Require;

/**
 * What the name of an image file says.
 *
 * @param plate the plate
 * @param well where on it
 * @param field the number of the field within the well
 * @param channel what else tells files of one field apart: channel, plane, time; empty if nothing
 *     does
 */
public record FieldName(String plate, Well well, int field, String channel) {
  /** Checks that every part is there. */
  public FieldName {
    Require.present("plate", plate);
    Require.present("well", well);
    Require.present("channel", channel);
  }
}
