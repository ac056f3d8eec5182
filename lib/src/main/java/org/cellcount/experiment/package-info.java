/**
 * Many runs, one table. {@link org.cellcount.experiment.Ablation} says which runs, {@link
 * org.cellcount.experiment.AblationStudy} trains what is missing of them, {@link
 * org.cellcount.experiment.AblationResults} compares them with intervals, {@link
 * org.cellcount.experiment.Report} and {@link org.cellcount.experiment.Counted} score, {@link
 * org.cellcount.experiment.CountTuner} chooses count options.
 *
 * <pre>{@code
 * List<Ablation.Entry> rows = Ablation.vary("loss", Loss.OURS, RunConfig.lightweight()::withLoss);
 * AblationStudy study = new AblationStudy(rows, new long[] {1, 2}, Holdout.of(data, 42), folder);
 * Table table = study.run(folder.resolve("losses.csv"), progress -> {});
 * }</pre>
 */
package org.cellcount.experiment;
