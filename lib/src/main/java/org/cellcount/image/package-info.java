/**
 * Images in memory and on disk: gray, binary and label images, files, normalisation, ImgLib2 views.
 */
package org.cellcount.image;
