/** A running stream in a terminal: a status that is drawn in place, or a line now and then. */
package dev.frogeye.live.terminal;
