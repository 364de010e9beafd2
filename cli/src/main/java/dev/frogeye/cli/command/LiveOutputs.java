package dev.frogeye.cli.command;

import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveSink;
import dev.frogeye.live.sink.LiveSinks;
import dev.frogeye.live.sink.Rolling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where the features of a stream go; as they are made they hold the defaults. */
final class LiveOutputs {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR|FILE.jsonl|-",
            description =
                    "Folder for a series of Parquet files, a file or named pipe for JSON lines, or - for JSON lines"
                            + " on standard output. May be repeated.")
    private List<String> outputs = List.of();

    @Option(
            names = "--roll",
            paramLabel = "TIME|SIZE",
            description = "Begin a new Parquet file after a time or a size: 10min, 64MB, or both with a comma (default:"
                    + " 10min,256MB).")
    private String roll;

    @Option(
            names = "--vector-encoding",
            paramLabel = "array|base64",
            description = "How JSON lines hold vectors: as numbers, or as base64 of little-endian float32 (default:"
                    + " array).")
    private VectorEncoding encoding = VectorEncoding.ARRAY;

    /** Checks what can be checked without touching anything. */
    Rolling rolling() {
        if (outputs.stream().anyMatch(String::isBlank)) {
            throw new UsageException("--output: a path must not be empty");
        }
        if (Set.copyOf(outputs).size() < outputs.size()) {
            throw new UsageException("--output: name each place once, not twice");
        }
        return UsageException.unlessValid("--roll: ", () -> roll == null ? Rolling.DEFAULT : Rolling.parse(roll));
    }

    /** Opens all of them, or none; one that cannot be written to is a usage error. */
    SinkGroup open(Session session, String source, FeatureTable table) {
        SinkGroup sinks = new SinkGroup();
        try {
            for (String output : outputs) {
                sinks.add(open(output, session, source, table));
            }
            return sinks;
        } catch (OutputException e) {
            sinks.closeAfter(e);
            throw new UsageException("--output: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            sinks.closeAfter(e);
            throw e;
        }
    }

    private LiveSink open(String output, Session session, String source, FeatureTable table) throws OutputException {
        if (output.equals(STANDARD_OUTPUT)) {
            return LiveSinks.jsonl(session.channel().get(), source, table, encoding);
        }
        Path path = UsageException.path("--output", output);
        boolean isFolder = Files.isDirectory(path);
        boolean isLines = output.endsWith(".jsonl") || output.endsWith(".ndjson") || Files.exists(path) && !isFolder;
        return isLines
                ? LiveSinks.jsonl(path, source, table, encoding)
                : LiveSinks.rollingParquet(path, source, table, rolling());
    }
}
