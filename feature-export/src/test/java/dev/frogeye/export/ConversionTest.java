package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.VectorType;
import dev.frogeye.export.table.VideoPooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** Tables in one format, in another, and back. */
class ConversionTest {
    private static final Map<String, String> METADATA = Map.of(
            "frogeye.version", "1.2.3",
            "frogeye.layer", "conv/1",
            "frogeye.feature.shape", "2x3x4",
            "frogeye.feature.tensor", "conv_1",
            "frogeye.video.fps", "29.97");

    @TempDir
    Path folder;

    /** A column of maps whose values are any bits that are finite. */
    private Path parquet(Map<String, String> metadata, VectorType elements, int rows) throws IOException {
        FeatureTable table = new FeatureTable(
                List.of(new FeatureColumn("feature", "conv/1", "conv_1", new Shape(2, 3, 4))), metadata, elements);
        Path file = folder.resolve("first.parquet");
        Random random = new Random(rows);
        FeatureRow row = new FeatureRow("clips/übung-猫.mp4", table);
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(file), table)) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < row.feature(0).length; j++) {
                    float value = Float.intBitsToFloat(random.nextInt());
                    row.feature(0)[j] = Float.isFinite(value) ? value : j;
                }
                FrameCost cost = new FrameCost();
                cost.begin(i % 7 == 0);
                cost.setChangeRatio(random.nextDouble());
                cost.addSpikes(random.nextLong() >>> 1);
                cost.addMacs(random.nextLong() >>> 1);
                row.set(3L * i, random.nextLong() >> 20, cost, Long.MAX_VALUE);
                sink.write(row);
            }
            sink.commit();
        }
        return file;
    }

    private Path convert(Path source, OutputFormat format) throws IOException {
        Path target = folder.resolve("via-" + source.getFileName() + "." + format.extension());
        new Conversion(format, Optional.empty()).run(source, new PendingFile(target), () -> {});
        return target;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CSV")
    void thereAndBackIsTheSameFile(OutputFormat format) throws IOException {
        for (VectorType elements : VectorType.values()) {
            // Text has neither metadata nor a type of its own.
            boolean isText = format == OutputFormat.JSONL;
            Path file = isText ? parquet(Map.of(), VectorType.FLOAT32, 900) : parquet(METADATA, elements, 900);
            assertThat(convert(convert(file, format), OutputFormat.PARQUET)).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void fromAnyFormatToAny() throws IOException {
        Path file = parquet(Map.of(), VectorType.FLOAT32, 20);
        List<OutputFormat> formats = Stream.of(OutputFormat.values())
                .filter(format -> format != OutputFormat.CSV)
                .toList();
        for (OutputFormat from : formats) {
            for (OutputFormat to : formats) {
                Path back = convert(convert(convert(file, from), to), OutputFormat.JSONL);
                assertThat(back).hasSameTextualContentAs(convert(file, OutputFormat.JSONL));
            }
        }
    }

    @Test
    void severalLayersAndAPooledRowKeepTheirNames() throws IOException {
        Table table = Table.of("clip.mp4", 5, 3);
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip.mp4", table.schema());
        pool.add(new FeatureRow("clip.mp4", table.schema()));
        Path file = folder.resolve("first.parquet");
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(file), pool.table())) {
            sink.write(pool.row());
            sink.commit();
        }
        for (OutputFormat format : List.of(OutputFormat.NPZ, OutputFormat.ARROW)) {
            assertThat(convert(convert(file, format), OutputFormat.PARQUET)).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void theRowsOfAStreamKeepWhenTheyWere() throws IOException {
        Table table = Table.of("cam0", 4);
        Path file = folder.resolve("stream.parquet");
        FeatureRow row = new FeatureRow("cam0", table.schema());
        try (FeatureSink sink = FeatureSinks.parquetOfStream(new PendingFile(file), table.schema())) {
            row.setCapture(1_700_000_000_123_456L, 12.25);
            sink.write(row);
            sink.commit();
        }
        Path back = convert(convert(file, OutputFormat.ARROW), OutputFormat.PARQUET);
        assertThat(back).hasSameBinaryContentAs(file);
        Conversion.Result result = new Conversion(OutputFormat.NPZ, Optional.empty())
                .run(file, new PendingFile(folder.resolve("stream.npz")), () -> {});
        assertThat(result.losses()).containsExactly("npz has no place for wall_time and latency_ms");
    }

    @Test
    void halvesAreWidenedWithoutLossAndFloatsRounded() throws IOException {
        Path half = parquet(METADATA, VectorType.FLOAT16, 50);
        Path single = folder.resolve("single.npz");
        new Conversion(OutputFormat.NPZ, Optional.of(VectorType.FLOAT32)).run(half, new PendingFile(single), () -> {});
        Path again = folder.resolve("again.parquet");
        Conversion.Result result = new Conversion(OutputFormat.PARQUET, Optional.of(VectorType.FLOAT16))
                .run(single, new PendingFile(again), () -> {});
        assertThat(result.warning()).isEmpty();
        try (FeatureSource before = FeatureSource.open(half);
                FeatureSource after = FeatureSource.open(again)) {
            assertThat(after.table().elements()).isEqualTo(VectorType.FLOAT16);
            assertThat(after.table().metadata()).containsEntry("frogeye.dtype", "float16");
            for (int i = 0; i < 50; i++) {
                assertThat(after.next().feature(0)).isEqualTo(before.next().feature(0));
            }
            assertThat(after.next()).isNull();
        }
        Path wide = parquet(METADATA, VectorType.FLOAT32, 50);
        assertThat(new Conversion(OutputFormat.NPY, Optional.of(VectorType.FLOAT16))
                        .run(wide, new PendingFile(folder.resolve("narrow.npy")), () -> {})
                        .warning())
                .get()
                .asString()
                .contains("beyond what float16 holds");
    }

    @Test
    void tablesThatDuckDbWroteAgainAreRead() throws Exception {
        Path file = parquet(METADATA, VectorType.FLOAT32, 300);
        Path foreign = folder.resolve("foreign.parquet");
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute("COPY (SELECT state, feature, 'x' AS comment, * EXCLUDE (state, feature) FROM '" + file
                    + "') TO '" + foreign + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        try (FeatureSource ours = FeatureSource.open(file);
                FeatureSource theirs = FeatureSource.open(foreign)) {
            assertThat(theirs.notes()).containsExactly("left out: comment");
            assertThat(theirs.table().features().get(0).size()).isEqualTo(24);
            for (FeatureRow row = ours.next(); row != null; row = ours.next()) {
                FeatureRow other = theirs.next();
                assertThat(other.feature(0)).isEqualTo(row.feature(0));
                assertThat(other.macs()).isEqualTo(row.macs());
                assertThat(other.state()).isEqualTo(row.state());
            }
            assertThat(theirs.next()).isNull();
        }
    }

    @Test
    void anArrayOfAnotherProgramIsNumberedRows() throws Exception {
        Path file = folder.resolve("foreign.npy");
        Nd4j.writeAsNumpy(Nd4j.create(new float[][] {{1, 2, 3}, {4, 5, 6}}), file.toFile());
        try (FeatureSource source = FeatureSource.open(file)) {
            source.next();
            FeatureRow row = source.next();
            assertThat(row.feature(0)).containsExactly(4, 5, 6);
            assertThat(row.frameIndex()).isEqualTo(1);
            assertThat(row.videoId()).isEqualTo("foreign");
            assertThat(source.next()).isNull();
            assertThat(source.notes()).singleElement().asString().contains("frame_index", "timestamps_ms");
        }
    }

    @Test
    void severalVideosFitNoNumPyFile() throws Exception {
        Path file = folder.resolve("two.jsonl");
        String line = Files.readString(convert(parquet(Map.of(), VectorType.FLOAT32, 1), OutputFormat.JSONL));
        Files.writeString(file, line + line.replace("clips/übung-猫.mp4", "other.mp4"));
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> convert(file, OutputFormat.NPZ))
                .withMessageContaining("two.jsonl holds several videos, clips/übung-猫.mp4 and other.mp4");
        assertThat(convert(file, OutputFormat.ARROW)).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".tmp"));
        }
    }

    @Test
    void whatTextCannotHoldIsSaid() throws IOException {
        Table table = Table.of("clip.mp4", 2);
        Path file = folder.resolve("first.parquet");
        FeatureRow row = new FeatureRow("clip.mp4", table.schema());
        row.feature(0)[0] = Float.NaN;
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(file), table.schema())) {
            sink.write(row);
            sink.commit();
        }
        assertThat(new Conversion(OutputFormat.JSONL, Optional.empty())
                        .run(file, new PendingFile(folder.resolve("clip.jsonl")), () -> {})
                        .losses())
                .hasSize(2)
                .anyMatch(loss -> loss.contains("metadata"))
                .anyMatch(loss -> loss.contains("NaN"));
    }
}
