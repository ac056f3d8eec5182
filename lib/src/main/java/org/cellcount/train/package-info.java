/** Training runs: configuration, loop, history, checkpoints and resume. */
package org.cellcount.train;
