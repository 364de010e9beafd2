/**
 * The page of a running stream: {@link dev.frogeye.live.page.LivePage} serves it, with its pictures, events and
 * figures.
 *
 * <p>The engine's thread only copies, in {@code LivePage.accept}; the {@code Broadcaster}'s thread draws and sends what
 * was copied to the {@code Audience}; Jetty's few threads answer requests. A client has at most one unfinished write.
 * What comes while that lasts is left out for this client, and a write that does not end is cut off.
 */
package dev.frogeye.live.page;
