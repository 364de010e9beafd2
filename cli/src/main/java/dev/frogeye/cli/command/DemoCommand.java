package dev.frogeye.cli.command;

import dev.frogeye.batch.OutputLayout;
import dev.frogeye.batch.RunConfiguration;
import dev.frogeye.batch.RunDirectory;
import dev.frogeye.batch.Shard;
import dev.frogeye.cli.option.NetworkOptions;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.TextTable;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Extraction;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Makes a short clip, extracts its features with the built-in network and shows what each frame"
                + " cost. Needs no video and no model.")
public final class DemoCommand extends FrogeyeSubcommand {
    private static final String CLIP = "sample";
    /** Rows of the table, about. */
    private static final int SAMPLES = 11;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "frogeye-demo",
            description = "Folder for the clip and its features (default: ${DEFAULT-VALUE}).")
    private Path folder;

    /** One line of the table; rows are reused, so what is shown is kept. */
    private record Line(long frame, double seconds, float changeRatio, long spikes, double share, String state) {}

    public DemoCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        Path clip = folder.resolve(CLIP + ".mp4");
        Path output = folder.resolve(CLIP + ".parquet");
        boolean isOurs = RunDirectory.isUsed(folder);
        if (!isOurs && (Files.exists(clip) || Files.exists(output))) {
            throw new UsageException("--output: there is a " + CLIP + " in " + folder
                    + " that is not of an earlier demo; give another folder");
        }
        List<Line> lines = new ArrayList<>();
        try (RunDirectory directory = openFolder(folder, Shard.WHOLE);
                Extractor extractor =
                        NetworkOptions.deltaAlone().open(OptionOrigins.NONE, VideoOptions.DEFAULT, Optional.empty())) {
            SampleClip.write(clip);
            directory.describe(new RunConfiguration(
                    extractor.settings(), OutputFormat.PARQUET, OutputLayout.MIRROR, Optional.empty()));
            session().interruption().onRequest(Thread.currentThread()::interrupt);
            Attempt attempt = extractor
                    .job(false)
                    .run(
                            clip.getFileName().toString(),
                            new VideoLocation.Local(clip),
                            VideoOptions.DEFAULT,
                            table -> OutputFormat.PARQUET
                                    .open(directory.pending(CLIP + ".parquet"), table)
                                    .watchedBy(row -> lines.add(line(row))),
                            Extraction.ProgressListener.NONE);
            if (attempt.status() == Status.FAILED) {
                throw new IOException(attempt.message());
            }
            print(lines, attempt.summary());
        }
        sayNext(clip, output);
        return ExitCode.OK;
    }

    private static Line line(FeatureRow row) {
        return new Line(
                row.frameIndex(),
                row.timestampSeconds(),
                row.changeRatio(),
                row.spikes(),
                (double) row.macs() / row.macsDense(),
                row.state());
    }

    private void print(List<Line> lines, Summary summary) {
        TextTable table = new TextTable("rrrrrl");
        table.row("frame", "time", "pixels changed", "spikes", "MACs of dense", "state");
        // Odd, so that the sample does not fall in step with refreshes.
        int step = (lines.size() + SAMPLES - 2) / (SAMPLES - 1) | 1;
        for (int i = 0; i < lines.size(); i += step) {
            Line line = lines.get(i);
            table.row(
                    String.valueOf(line.frame),
                    format("%.2f s", line.seconds),
                    format("%.1f %%", 100 * line.changeRatio),
                    format("%,d", line.spikes),
                    format("%.1f %%", 100 * line.share),
                    line.state);
        }
        double changed = lines.stream().mapToDouble(Line::changeRatio).average().orElse(0);
        table.row(
                "all " + lines.size(),
                "",
                format("%.1f %%", 100 * changed),
                format("%,d", summary.spikes()),
                format("%.1f %%", 100 * summary.macShare()),
                summary.keyFrames() + " key");
        table.lines().forEach(session().out()::println);
    }

    private void sayNext(Path clip, Path output) {
        PrintStream out = session().out();
        out.println();
        out.println("The clip:      " + clip);
        out.println("Its features:  " + output + " (a row a frame; Parquet, for DuckDB, pandas, Polars, Spark)");
        out.println("Now try:       frogeye extract YOUR-VIDEO.mp4 -o features");
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
