/**
 * Live pictures: cameras, network streams, screens, recordings at their own speed, and synthetic ones.
 *
 * <p>{@link dev.frogeye.ingest.live.LiveInput} says what to watch, {@link dev.frogeye.ingest.live.LiveSource} watches it.
 * Frames are dropped here or nowhere: a dropped frame makes the next difference larger, a dropped difference would make
 * every later feature wrong.
 */
package dev.frogeye.ingest.live;
