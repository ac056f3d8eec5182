/** What only a notebook needs: profile, device, seed and live progress. */
package org.cellcount.notebook;
