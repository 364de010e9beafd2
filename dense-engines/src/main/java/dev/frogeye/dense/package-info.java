/**
 * The frame-by-frame engines a delta network is compared with: the same weights, nothing kept between frames. And the
 * delta network that hands frames over to one of them while too much moves.
 */
package dev.frogeye.dense;
