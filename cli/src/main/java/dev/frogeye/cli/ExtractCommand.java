package dev.frogeye.cli;

import dev.frogeye.export.OutputFormat;
import dev.frogeye.ingest.TimeRange;
import dev.frogeye.pipeline.Attempt;
import dev.frogeye.pipeline.RunDirectory;
import dev.frogeye.pipeline.Status;
import dev.frogeye.pipeline.Summary;
import dev.frogeye.pipeline.VideoJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "extract",
        description = "Writes a table of features for each video: a row a frame, with its time and what it cost.",
        footer = {
            "",
            "DIR gets a NAME.parquet for each video NAME.*, replaced if it is there; _run.json says how they were made,"
                    + " _status.jsonl has a line for each attempt. A table appears only when it is complete.",
            "",
            "Exit codes as in frogeye --help: 3 when a video failed or ended early, 4 when none could be read."
        })
final class ExtractCommand extends FrogeyeSubcommand {
    @Parameters(paramLabel = "VIDEO", arity = "1..*", description = "Video files.")
    private List<Path> videos;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Folder for the tables; made if missing.")
    private Path folder;

    @Option(names = "--format", paramLabel = "parquet|jsonl", description = "Format of the tables (default: parquet).")
    private OutputFormat format = OutputFormat.PARQUET;

    @Mixin
    private NetworkOptions networkOptions;

    @Mixin
    private RangeOptions rangeOptions;

    ExtractCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        Map<Path, Path> outputs = outputs();
        TimeRange range = rangeOptions.range();
        try (Network network = Network.open(networkOptions, range)) {
            RunDirectory directory = openFolder(folder);
            directory.describe(network.settings());
            VideoJob job = new VideoJob(network.extraction(), network.settings(), range, format);
            int failed = 0;
            int incomplete = 0;
            for (Map.Entry<Path, Path> entry : outputs.entrySet()) {
                Path video = entry.getKey();
                String id = video.getFileName().toString();
                Progress progress = new Progress(id, this::say, session().interruption());
                Attempt attempt = job.run(id, video, entry.getValue(), progress);
                directory.record(attempt);
                report(attempt, entry.getValue());
                failed += attempt.status() == Status.FAILED ? 1 : 0;
                incomplete += attempt.status() == Status.TRUNCATED ? 1 : 0;
            }
            return exitCode(failed, incomplete);
        }
    }

    private int exitCode(int failed, int incomplete) {
        if (failed == videos.size()) {
            return ExitCode.NOTHING_PROCESSED;
        }
        return failed + incomplete > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    /** The table of each video; two videos must not be written to the same file. */
    private Map<Path, Path> outputs() {
        Map<Path, Path> outputs = new LinkedHashMap<>();
        Map<String, Path> taken = new HashMap<>();
        for (Path video : videos) {
            if (video.getFileName() == null) {
                throw new UsageException(video + " is not a file; give video files");
            }
            Path output = RunDirectory.output(folder, stem(video), format);
            // Without regard to case, because some file systems have none.
            Path other = taken.putIfAbsent(output.toString().toLowerCase(Locale.ROOT), video);
            if (other != null) {
                throw new UsageException(other + " and " + video + " would both be written to " + output
                        + "; extract them into different folders");
            }
            outputs.put(video, output);
        }
        return outputs;
    }

    private static String stem(Path video) {
        String name = video.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void report(Attempt attempt, Path output) {
        if (!attempt.message().isEmpty()) {
            String kind = attempt.status() == Status.FAILED ? "" : "warning: ";
            session().err().println("frogeye: " + kind + attempt.message());
        }
        if (attempt.status() != Status.FAILED) {
            Summary summary = attempt.summary();
            say(String.format(
                    Locale.ROOT,
                    "%s: %d frames in %.1f s, %.1f %% of the frame-by-frame multiply-adds -> %s",
                    attempt.videoId(),
                    summary.frames(),
                    summary.seconds(),
                    100 * summary.macShare(),
                    output));
        }
    }
}
