/** Trained models at work: probability maps and counts for images of any size. */
package org.cellcount.predict;
