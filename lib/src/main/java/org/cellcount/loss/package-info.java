/** Losses on logits: BCE, Dice, BCE + Dice, Focal, Tversky and their weighted forms. */
package org.cellcount.loss;
