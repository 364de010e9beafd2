package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusLogTest {
    @TempDir
    Path folder;

    @Test
    void everyAttemptIsALineWithTheFieldsOfTheContract() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.OK_WITH_ERRORS, 0), entry("猫.mp4", Status.OK, 1));
        List<String> lines = Files.readAllLines(folder.resolve("_status.jsonl"));
        assertThat(lines)
                .containsExactly(
                        "{\"video_id\":\"a.mp4\",\"path\":\"videos/a.mp4\",\"status\":\"ok_with_errors\","
                                + "\"error_code\":\"code\",\"message\":\"message\",\"frames\":10,\"decode_errors\":3,"
                                + "\"wall_s\":1.235,\"macs\":30,\"macs_dense\":40,\"output\":\"a.mp4.parquet\","
                                + "\"output_bytes\":5,\"config\":\"abc\",\"source_bytes\":6,\"source_modified_ms\":7,"
                                + "\"finished_at\":\"1970-01-01T00:00:00Z\"}",
                        lines.get(1));
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.get("video_id").asText()).isEqualTo("猫.mp4");
    }

    @Test
    void theLastAttemptAtAVideoCountsAndSkippingIsNone() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.FAILED, 0), entry("b.mp4", Status.OK, 1));
        add(Shard.WHOLE, entry("a.mp4", Status.OK, 2), entry("b.mp4", Status.SKIPPED, 3));
        Map<String, StatusEntry> last = StatusLog.read(folder).last();
        assertThat(last).containsOnlyKeys("a.mp4", "b.mp4");
        assertThat(last.get("a.mp4").attempt().status()).isEqualTo(Status.OK);
        assertThat(last.get("b.mp4")).isEqualTo(entry("b.mp4", Status.OK, 1));
    }

    @Test
    void allPartsOfARunAreReadAndTheLatestAttemptWins() throws IOException {
        add(new Shard(1, 2), entry("a.mp4", Status.OK, 5));
        add(new Shard(2, 2), entry("b.mp4", Status.OK, 1));
        add(Shard.WHOLE, entry("a.mp4", Status.FAILED, 3));
        assertThat(folder.resolve("_status.1-of-2.jsonl")).exists();
        Map<String, StatusEntry> last = StatusLog.read(folder).last();
        assertThat(last).containsOnlyKeys("a.mp4", "b.mp4");
        assertThat(last.get("a.mp4").attempt().status()).isEqualTo(Status.OK);
    }

    @Test
    void aLineCutOffByACrashIsPassedOverAndTheNextOneStartsAfresh() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.OK, 0));
        Files.writeString(folder.resolve("_status.jsonl"), "{\"video_id\":\"b.mp4\",\"sta", StandardOpenOption.APPEND);
        assertThat(StatusLog.read(folder).last()).containsOnlyKeys("a.mp4");
        add(Shard.WHOLE, entry("c.mp4", Status.OK, 1));
        assertThat(StatusLog.read(folder).last()).containsOnlyKeys("a.mp4", "c.mp4");
    }

    @Test
    void aLineCutOffWithinACharacterIsPassedOverToo() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.OK, 0));
        byte[] half = "{\"video_id\":\"猫".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("_status.jsonl"), Arrays.copyOf(half, half.length - 1), StandardOpenOption.APPEND);
        add(Shard.WHOLE, entry("c.mp4", Status.OK, 1));
        assertThat(StatusLog.read(folder).last()).containsOnlyKeys("a.mp4", "c.mp4");
    }

    @Test
    void withinALogTheLastLineCountsWhateverTheClockSaid() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.FAILED, 9), entry("a.mp4", Status.OK, 5));
        assertThat(StatusLog.read(folder).last().get("a.mp4").isOk()).isTrue();
    }

    @Test
    void aTableBelongsToTheVideoThatWroteItLast() throws IOException {
        add(Shard.WHOLE, entry("a.mp4", Status.OK, 1));
        History history = StatusLog.read(folder);
        assertThat(history.owner("a.mp4.parquet")).hasValue("a.mp4");
        assertThat(history.owner("b.mp4.parquet")).isEmpty();
    }

    @Test
    void aFolderThatDoesNotExistHasNoHistory() throws IOException {
        assertThat(StatusLog.read(folder.resolve("gone")).last()).isEmpty();
    }

    private void add(Shard shard, StatusEntry... entries) throws IOException {
        try (StatusLog log = StatusLog.append(folder, shard)) {
            for (StatusEntry entry : entries) {
                log.add(entry);
            }
        }
    }

    private static StatusEntry entry(String id, Status status, long second) {
        // The numbers that the file keeps, with what it rounds or leaves out the same after a round trip.
        Summary summary = new Summary(10, 0, 0, 30, 40, 1.235);
        return new StatusEntry(
                new Attempt(id, "videos/" + id, status, "code", "message", 3, summary),
                id + ".parquet",
                5,
                "abc",
                new SourceStamp(6, 7),
                Instant.ofEpochSecond(second));
    }
}
