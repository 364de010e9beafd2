/** The frame-by-frame engines a delta network is compared with: the same weights, nothing kept between frames. */
package dev.frogeye.baseline;
