package org.cellcount.experiment;

import java.util.List;
import java.util.Map;

/**
 * What a finished run reached on the test images, image by image.
 *
 * @param parameters trained numbers of the network
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose weights were scored
 * @param seconds training time
 * @param pixels by name, each image's Dice, IoU and accuracy at threshold 0.5
 * @param counts by way of counting, how many cells each image was found to hold
 */
record RunResult(
    long parameters,
    int epochs,
    int bestEpoch,
    double seconds,
    Map<String, List<Double>> pixels,
    Map<String, List<Integer>> counts) {}
