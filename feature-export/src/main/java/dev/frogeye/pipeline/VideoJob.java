package dev.frogeye.pipeline;

import dev.frogeye.export.FeatureRow;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.PendingFile;
import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Extracts video files to files, and says of each how it went instead of failing: one broken video does not stop a run.
 * Not thread-safe.
 */
public final class VideoJob {
    private final Extraction extraction;
    private final Settings settings;
    private final TimeRange range;
    private final OutputFormat format;

    /** Extracts this part of each video into a file of this format. */
    public VideoJob(Extraction extraction, Settings settings, TimeRange range, OutputFormat format) {
        this.extraction = extraction;
        this.settings = settings;
        this.range = range;
        this.format = format;
    }

    /**
     * Extracts one video.
     *
     * @param output the file to write; it appears, or is replaced, only when it is complete
     * @param watcher sees each row, see {@link Extraction#run}
     */
    public Attempt run(String videoId, Path file, Path output, Consumer<FeatureRow> watcher) {
        try (VideoFile source = VideoFile.open(file, range)) {
            Summary summary = extraction.run(
                    source,
                    videoId,
                    settings.metadata(source.info()),
                    table -> format.open(new PendingFile(output), table),
                    watcher);
            return judge(videoId, file, source, summary);
        } catch (VideoException e) {
            return failed(videoId, file, e.code().id(), e.getMessage());
        } catch (IOException e) {
            return failed(
                    videoId,
                    file,
                    "io_error",
                    "extracting " + file + " to " + output + " failed (" + reason(e)
                            + "); check the disk's space and permissions");
        }
    }

    private static Attempt judge(String videoId, Path file, VideoFile source, Summary summary) {
        DecodeReport report = source.report();
        Status status = Status.of(source.info(), report);
        String first =
                report.messages().isEmpty() ? "" : " (" + report.messages().get(0) + ")";
        String message =
                switch (status) {
                    case TRUNCATED ->
                        String.format(
                                "%s ends at %.1f s of the %.1f s it declares%s; copy it again",
                                file,
                                report.endMicros() / 1e6,
                                source.info().durationMicros().orElseThrow() / 1e6,
                                first);
                    case OK_WITH_ERRORS ->
                        String.format(
                                "%s has %d decoding errors%s; copy it again if frames look damaged",
                                file, report.decodeErrors(), first);
                    default -> "";
                };
        String code = status == Status.OK ? "" : status == Status.TRUNCATED ? "truncated" : "decode_errors";
        return new Attempt(videoId, file.toString(), status, code, message, report.decodeErrors(), summary);
    }

    private static Attempt failed(String videoId, Path file, String code, String message) {
        return new Attempt(videoId, file.toString(), Status.FAILED, code, message, 0, Summary.NONE);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
