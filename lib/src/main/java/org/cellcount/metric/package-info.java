/** Scores: pixels, counts, instances, and how sure we may be of them. */
package org.cellcount.metric;
