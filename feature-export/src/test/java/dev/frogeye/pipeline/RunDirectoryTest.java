package dev.frogeye.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path parent;

    @Test
    void everyAttemptIsALineWithTheFieldsOfTheContract() throws IOException {
        Path folder = parent.resolve("new/folder");
        RunDirectory directory = RunDirectory.open(folder);
        directory.record(attempt("a.mp4", Status.OK_WITH_ERRORS));
        RunDirectory.open(folder).record(attempt("猫.mp4", Status.OK));
        List<String> lines = Files.readAllLines(folder.resolve("_status.jsonl"));
        assertThat(lines)
                .containsExactly(
                        "{\"video_id\":\"a.mp4\",\"path\":\"videos/a.mp4\",\"status\":\"ok_with_errors\","
                                + "\"error_code\":\"code\",\"message\":\"message\",\"frames\":10,\"decode_errors\":3,"
                                + "\"wall_s\":1.235,\"macs\":30,\"macs_dense\":40}",
                        lines.get(1));
        assertThat(JSON.readTree(lines.get(1)).get("video_id").asText()).isEqualTo("猫.mp4");
    }

    @Test
    void theRunIsDescribed() throws IOException {
        TinyNetwork network = TinyNetwork.create();
        RunDirectory.open(parent).describe(network.settings());
        JsonNode run = JSON.readTree(parent.resolve("_run.json").toFile());
        assertThat(run.get("version").asText()).isEqualTo(Version.current()).matches("\\d+\\.\\d+.*");
        assertThat(run.get("model.sha256").asText()).hasSize(64);
        assertThat(run.get("features").get(0).get("dim").asInt()).isEqualTo(4);
        assertThat(run.get("features").get(0).get("pool").asText()).isEqualTo("gap");
    }

    @Test
    void aFileInTheWayIsAnErrorThatNamesIt() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatIOException().isThrownBy(() -> RunDirectory.open(file)).withMessageContaining(file.toString());
    }

    private static Attempt attempt(String id, Status status) {
        return new Attempt(id, "videos/" + id, status, "code", "message", 3, new Summary(10, 1, 20, 30, 40, 1.23456));
    }
}
