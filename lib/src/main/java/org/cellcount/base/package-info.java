/**
 * What every room needs and none is about: things with names and how they are found by them, checks
 * of arguments, files that are whole or absent, JSON that is refused rather than guessed at.
 */
package org.cellcount.base;
