package org.cellcount.experiment;

/**
 * What a finished run reached on the test images.
 *
 * @param parameters trained numbers of the network
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose weights were scored
 * @param dice mean Dice over the images at threshold 0.5
 * @param iou mean intersection over union
 * @param accuracy mean share of pixels that are right
 * @param maeComponents count error with connected components of at least 10 pixels
 * @param maePublished with the published cleaning before them
 * @param maeWatershed with the published cleaning and distance-peak watershed
 * @param maeSeparated with smoothed distance or the learned map, h-maxima and watershed
 * @param maeTuned the same with options tuned on the validation images
 * @param seconds training time
 */
record RunResult(
    long parameters,
    int epochs,
    int bestEpoch,
    double dice,
    double iou,
    double accuracy,
    double maeComponents,
    double maePublished,
    double maeWatershed,
    double maeSeparated,
    double maeTuned,
    double seconds) {}
