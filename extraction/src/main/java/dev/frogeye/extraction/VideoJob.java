package dev.frogeye.extraction;

import dev.frogeye.export.table.OutputException;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Extracts one video after the other, and says of each how it went instead of failing: one broken video does not stop a
 * run. Not thread-safe.
 */
public final class VideoJob {
    private static final System.Logger LOGGER = System.getLogger(VideoJob.class.getName());

    private final Extraction extraction;
    private final ExtractionSettings settings;
    private final boolean strict;

    /**
     * Extracts with an engine.
     *
     * @param settings that the engine and its preprocessing were made with
     * @param strict whether a video with any decoding error, or cut short, fails and has no output
     */
    public VideoJob(Extraction extraction, ExtractionSettings settings, boolean strict) {
        this.extraction = extraction;
        this.settings = settings;
        this.strict = strict;
    }

    /**
     * Extracts one video.
     *
     * @param sinks where its table goes
     * @param progress told of each frame
     * @throws OutputException if the table cannot be written
     * @throws CancellationException if this thread is interrupted
     */
    public Attempt run(
            String videoId,
            VideoLocation location,
            VideoOptions options,
            Extraction.SinkOpener sinks,
            Extraction.ProgressListener progress)
            throws OutputException {
        try {
            return extract(videoId, location, options, sinks, progress);
        } catch (StrictSource.DamagedException e) {
            ReadOutcome outcome = new ReadOutcome(Status.FAILED, e.errorCode(), e.getMessage());
            return attempt(videoId, location, outcome, e.decodeErrors(), Summary.NONE, List.of());
        } catch (VideoException e) {
            return failed(videoId, location, e.code().id(), e.getMessage(), e);
        } catch (OutputException e) {
            requireNotInterrupted();
            throw e;
        } catch (IOException e) {
            requireNotInterrupted();
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return failed(videoId, location, "io_error", "reading " + location + " failed (" + reason + ")", e);
        }
    }

    /** The same, which fails where nothing comes of the video. */
    Attempt extract(
            String videoId,
            VideoLocation location,
            VideoOptions options,
            Extraction.SinkOpener sinks,
            Extraction.ProgressListener progress)
            throws IOException {
        try (VideoFile source = VideoFile.open(location, options)) {
            FrameSource frames = strict ? new StrictSource(source) : source;
            Summary summary = extraction.run(
                    frames, videoId, settings.withVideo(options).metadata(source.info()), sinks, progress);
            ReadOutcome outcome = ReadOutcome.of(source.info(), source.report());
            return attempt(
                    videoId,
                    location,
                    outcome,
                    source.report().decodeErrors(),
                    summary,
                    source.report().notes());
        }
    }

    /** An interrupted thread cannot read or write files; that is not the file's fault. */
    private static void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    private static Attempt failed(
            String videoId, VideoLocation location, String code, String message, IOException cause) {
        LOGGER.log(System.Logger.Level.DEBUG, message, cause);
        return attempt(videoId, location, new ReadOutcome(Status.FAILED, code, message), 0, Summary.NONE, List.of());
    }

    private static Attempt attempt(
            String videoId,
            VideoLocation location,
            ReadOutcome outcome,
            long decodeErrors,
            Summary summary,
            List<String> notes) {
        return new Attempt(
                videoId,
                location.toString(),
                outcome.status(),
                outcome.errorCode(),
                outcome.message(),
                decodeErrors,
                summary,
                notes);
    }
}
