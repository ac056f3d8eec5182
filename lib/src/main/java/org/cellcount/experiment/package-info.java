/** Many runs, one table: ablation, tuning and comparisons. */
package org.cellcount.experiment;
