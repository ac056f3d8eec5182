/**
 * Training runs. {@link org.cellcount.train.RunConfig} says what is trained and how, {@link
 * org.cellcount.train.TrainingRun} trains it in a folder, saves every epoch and goes on where it
 * stopped, {@link org.cellcount.train.RunFolder} says what a folder holds.
 *
 * <pre>{@code
 * RunConfig config = RunConfig.counting().withEpochs(10);
 * Split data = SyntheticCells.generate(400, 1).split(0.2, 42);
 * History history = new TrainingRun(config, data, Path.of("results/run")).run();
 * System.out.println(history.best().dice());
 * }</pre>
 */
package org.cellcount.train;
