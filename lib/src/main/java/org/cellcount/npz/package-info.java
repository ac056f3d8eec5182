/**
 * NumPy's npy and npz files, in and out. {@link org.cellcount.npz.Npz} reads and writes whole
 * files; {@link org.cellcount.npz.NpzFile} opens one to read its arrays piece by piece.
 */
package org.cellcount.npz;
