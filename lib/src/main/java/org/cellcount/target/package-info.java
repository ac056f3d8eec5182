/**
 * What a network is asked to learn beside the mask, and how its answer is read: maps to learn,
 * their loss, what a network says of an image, and ways of counting it.
 */
package org.cellcount.target;
