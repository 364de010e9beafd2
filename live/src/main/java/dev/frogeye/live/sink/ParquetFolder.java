package dev.frogeye.live.sink;

import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A series of Parquet files, of which at most one is unfinished. */
final class ParquetFolder implements RowOutput {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What a shell or a file system trips over. */
    private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{N}._-]+");

    /** With four bytes a letter still below the 255 that a name may have. */
    private static final int LONGEST_NAME = 50;

    /** What a row has beside its vectors, roughly. */
    private static final long OTHER_BYTES = 96;

    private final Path folder;
    private final String name;
    private final FeatureTable table;
    private final Rolling rolling;
    private final Clock clock;
    private FeatureSink file; // null between two files
    private Instant begun;
    private long rows;
    private long number;

    private ParquetFolder(Path folder, String name, FeatureTable table, Rolling rolling, Clock clock) {
        this.folder = folder;
        this.name = name;
        this.table = table;
        this.rolling = rolling;
        this.clock = clock;
    }

    static ParquetFolder in(Path folder, String source, FeatureTable table, Rolling rolling, Clock clock)
            throws OutputException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw OutputException.of(folder, new IOException("it is not a folder"));
        } catch (IOException e) {
            throw OutputException.of(folder, e);
        }
        tryOut(folder, table);
        return new ParquetFolder(folder, fileName(source), table, rolling, clock);
    }

    /**
     * Writes a file that nobody sees. What cannot be written is told before the stream begins; and hundreds of classes and
     * a native library are loaded now, not when the first file is to be completed in a hurry.
     */
    private static void tryOut(Path folder, FeatureTable table) throws OutputException {
        PendingFile unseen = new PendingFile(folder.resolve("unseen.parquet"));
        try (FeatureSink trial = FeatureSinks.parquetOfStream(unseen, table)) {
            trial.write(new FeatureRow("", table));
        }
    }

    /** As much of a source's name as a file can be called; no name begins with a dot, which would hide the file. */
    static String fileName(String source) {
        String fit = UNFIT.matcher(source).replaceAll("_").replaceAll("^[._]+", "");
        String cut = fit.substring(
                0, fit.offsetByCodePoints(0, Math.min(LONGEST_NAME, fit.codePointCount(0, fit.length()))));
        return cut.isEmpty() ? "stream" : cut;
    }

    @Override
    public void open() {}

    @Override
    public void write(FeatureRow row) throws OutputException {
        idle();
        if (file == null) {
            file = FeatureSinks.parquetOfStream(reserve(row), table);
            begun = clock.instant();
        }
        file.write(row);
        rows++;
    }

    /** The first free name. */
    private PendingFile reserve(FeatureRow first) throws OutputException {
        String time = SECOND.format(Instant.EPOCH.plus(first.wallMicros(), ChronoUnit.MICROS));
        while (true) {
            number++;
            Optional<PendingFile> reserved = PendingFile.reserve(
                    folder.resolve(String.format(Locale.ROOT, "%s-%s-%06d.parquet", name, time, number)));
            if (reserved.isPresent()) {
                return reserved.get();
            }
        }
    }

    @Override
    public void idle() throws OutputException {
        if (file != null && (isFull() || isOver())) {
            finish();
        }
    }

    /** Whether one more row would be too much. */
    private boolean isFull() {
        return rows >= rolling.bytes() / (table.rowBytes() + OTHER_BYTES);
    }

    /** Also where the clock was set back, or it might be long until then. */
    private boolean isOver() {
        Instant now = clock.instant();
        return now.isBefore(begun) || !now.isBefore(begun.plus(rolling.period()));
    }

    @Override
    public void finish() throws OutputException {
        if (file != null) {
            file.commit();
            file = null;
            rows = 0;
        }
    }

    @Override
    public long unfinished() {
        return rows;
    }

    @Override
    public void release() throws OutputException {
        if (file != null) {
            file.close();
        }
    }
}
