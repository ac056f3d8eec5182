/**
 * What only a notebook needs, and nothing else uses: the profile that shrinks it ({@link
 * org.cellcount.notebook.Profile}), the machine it runs on, tables as HTML, live progress and pages
 * to touch. Kernel-free: a notebook hands in what shows a picture or a text.
 */
package org.cellcount.notebook;
