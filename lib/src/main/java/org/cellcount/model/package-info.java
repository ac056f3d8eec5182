/** U-Net, Attention U-Net and Residual U-Net from shared blocks, and their weights on disk. */
package org.cellcount.model;
