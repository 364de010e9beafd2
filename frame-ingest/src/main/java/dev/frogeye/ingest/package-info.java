/**
 * Video to RGB frames with real timestamps, and RGB frames to the float images a network expects. The only package that
 * touches JavaCV.
 *
 * <p>{@link dev.frogeye.ingest.FrameSource} is the way in; {@link dev.frogeye.ingest.VideoFile} reads files,
 * and {@link dev.frogeye.ingest.Capture} what is live, for {@link dev.frogeye.ingest.live.LiveSource}.
 * {@link dev.frogeye.ingest.Preprocessor} does resize, crop and normalisation as torchvision does.
 *
 * <p>Decoding uses the FFmpeg bindings that come with JavaCV and not JavaCV's {@code FFmpegFrameGrabber}, because the
 * grabber drops decode errors (a file cut in half ends like a whole one), numbers frames by {@code time * average rate}
 * (duplicates under a variable frame rate), hands out one reused frame object, leaves phone videos lying on their side,
 * and converts every video with the BT.601 matrix. Each of those is one line against the bindings and none can be
 * repaired from outside the grabber.
 */
package dev.frogeye.ingest;
