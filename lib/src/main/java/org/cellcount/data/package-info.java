/** Data sets: npz files, BBBC038 folders, synthetic cells, splits and submissions. */
package org.cellcount.data;
