/** Short programs on the public API, each to be read from top to bottom and changed. */
package dev.frogeye.samples;
