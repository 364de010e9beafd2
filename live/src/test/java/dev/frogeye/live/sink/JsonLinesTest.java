package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.encoder.Shape;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Linux: always too small to write. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void aLineIsTheEnvelope() throws Exception {
        TestFrames frames = TestFrames.ofVectors(2);
        List<String> lines = lines(frames, 2, VectorEncoding.ARRAY);
        float[] vector = frames.vector(1, 0);
        assertThat(lines.get(1))
                .isEqualTo("{\"v\":1,\"source\":\"cam\\\"0\",\"frame_index\":2,\"pts_us\":40000,"
                        + "\"wall_time\":\"2026-11-22T10:15:00.040000Z\",\"state\":\"delta\",\"change_ratio\":0.125,"
                        + "\"spikes\":3,\"macs\":1000000000,\"macs_dense\":5000000000,\"latency_ms\":12.346,"
                        + "\"layer\":\"layer/0\",\"shape\":[2],\"feature\":[" + vector[0] + "," + vector[1] + "]}");
    }

    @ParameterizedTest
    @EnumSource
    void everyFrameIsALineWhoseVectorIsTheFramesBitForBit(VectorEncoding encoding) throws Exception {
        TestFrames frames = new TestFrames(new Shape(1, 1, 300), new Shape(4, 5, 3));
        List<String> lines = lines(frames, 200, encoding);
        assertThat(lines).hasSize(200);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            assertThat(line.get("v").asInt()).isOne();
            assertThat(line.get("frame_index").asLong()).isEqualTo(i * 2L);
            assertThat(line.get("state").asText()).isEqualTo(i == 0 ? "key" : "delta");
            JsonNode features = line.get("features");
            assertThat(features).hasSize(2);
            assertThat(features.get(1).get("layer").asText()).isEqualTo("layer/1");
            assertThat(features.get(1).get("shape").toString()).isEqualTo("[4,5,3]");
            assertThat(vector(features.get(0), encoding)).isEqualTo(frames.vector(i, 0));
            assertThat(vector(features.get(1), encoding)).isEqualTo(frames.vector(i, 1));
        }
    }

    @Test
    void base64KeepsWhatNumbersCannotSay() throws Exception {
        TestFrames frames = TestFrames.ofVectors(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LiveSink sink = LiveSinks.jsonl(Channels.newChannel(out), "cam0", frames.table, VectorEncoding.BASE64)) {
            frames.next().row().feature(0)[1] = Float.NaN;
            frames.row().feature(0)[2] = Float.NEGATIVE_INFINITY;
            sink.accept(frames);
            sink.close(Eventually.LONG);
        }
        assertThat(vector(JSON.readTree(out.toString(StandardCharsets.UTF_8)), VectorEncoding.BASE64))
                .containsExactly(frames.vector(0, 0)[0], Float.NaN, Float.NEGATIVE_INFINITY);
    }

    @Test
    void framesThatAreNotEmittedAreNotWritten() throws Exception {
        TestFrames frames = TestFrames.ofVectors(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LiveSink sink = LiveSinks.jsonl(Channels.newChannel(out), "cam0", frames.table, VectorEncoding.ARRAY);
        try (sink) {
            for (int i = 0; i < 10; i++) {
                frames.isEmitted = i % 5 == 0;
                sink.accept(frames.next());
            }
            sink.close(Eventually.LONG);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
        assertThat(sink.written()).isEqualTo(2);
        assertThat(sink.unwritten()).isZero();
    }

    @Test
    void aFileIsAppendedToAfterWholeLines() throws Exception {
        Path file = folder.resolve("features.jsonl");
        for (int run = 0; run < 2; run++) {
            TestFrames frames = TestFrames.ofVectors(4);
            try (LiveSink sink = LiveSinks.jsonl(file, "cam0", frames.table, VectorEncoding.ARRAY)) {
                frames.give(sink, 5);
                sink.close(Eventually.LONG);
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(10);
        assertThat(lines.subList(5, 10)).isEqualTo(lines.subList(0, 5));
        String killed = String.join("\n", lines) + "\n" + lines.get(0).substring(0, 50);
        Files.writeString(file, killed);
        TestFrames frames = TestFrames.ofVectors(4);
        try (LiveSink sink = LiveSinks.jsonl(file, "cam0", frames.table, VectorEncoding.ARRAY)) {
            frames.give(sink, 1);
            sink.close(Eventually.LONG);
        }
        assertThat(Files.readString(file)).isEqualTo(killed + "\n" + lines.get(0) + "\n");
    }

    @Test
    void aLogThatIsEmptiedMeanwhileGoesOnAtItsStart() throws Exception {
        Path file = folder.resolve("features.jsonl");
        TestFrames frames = TestFrames.ofVectors(4);
        try (LiveSink sink = LiveSinks.jsonl(file, "cam0", frames.table, VectorEncoding.ARRAY)) {
            frames.give(sink, 3);
            Eventually.holds("3 lines", () -> sink.written() == 3);
            Files.write(file, new byte[0]);
            frames.give(sink, 1);
            sink.close(Eventually.LONG);
        }
        assertThat(JSON.readTree(Files.readString(file)).get("frame_index").asInt())
                .isEqualTo(6);
    }

    @Test
    void aFileThatCannotBeIsToldBeforeTheStreamBegins() {
        TestFrames frames = TestFrames.ofVectors(1);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> LiveSinks.jsonl(folder, "cam0", frames.table, VectorEncoding.ARRAY))
                .withMessageContaining(folder.toString());
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(
                        () -> LiveSinks.jsonl(folder.resolve("no/file"), "cam0", frames.table, VectorEncoding.ARRAY))
                .withMessageContaining("create the folder " + folder.resolve("no"));
    }

    @Test
    void aFullDiskIsToldOnceAndWhatFollowsIsCounted() throws Exception {
        Assumptions.assumeTrue(Files.exists(FULL), "needs a device that is always full");
        TestFrames frames = TestFrames.ofVectors(1);
        LiveSink sink = LiveSinks.jsonl(FULL, "cam0", frames.table, VectorEncoding.ARRAY);
        frames.give(sink, 1);
        Eventually.holds("failed", () -> sink.unwritten() == 1);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(sink::check)
                .matches(OutputException::isDiskFull)
                .withMessageContaining("free space");
        frames.give(sink, 5);
        assertThat(sink.unwritten()).isEqualTo(6);
        assertThat(sink.written()).isZero();
        assertThatExceptionOfType(OutputException.class).isThrownBy(sink::close);
    }

    private static List<String> lines(TestFrames frames, int count, VectorEncoding encoding) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LiveSink sink = LiveSinks.jsonl(Channels.newChannel(out), "cam\"0", frames.table, encoding)) {
            frames.give(sink, count);
            sink.close(Eventually.LONG);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n");
        return text.lines().toList();
    }

    private static float[] vector(JsonNode holder, VectorEncoding encoding) throws Exception {
        JsonNode feature = holder.get("feature");
        if (encoding == VectorEncoding.ARRAY) {
            assertThat(holder.has("dtype")).isFalse();
            return JSON.treeToValue(feature, float[].class);
        }
        assertThat(holder.get("dtype").asText()).isEqualTo("<f4");
        byte[] bytes = feature.binaryValue();
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
