package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.OddClips;
import dev.frogeye.ingest.OddClips.OddClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder of whole, odd and broken inputs, extracted in one run: what becomes of each. */
class ArchiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static final List<OddClip> CLIPS = new ArrayList<>();
    private static final Map<String, JsonNode> STATUS = new HashMap<>();
    private static Path out;
    private static Cli run;

    @BeforeAll
    static void extract() throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        CLIPS.addAll(OddClips.write(archive));
        out = folder.resolve("out");
        // Everything by name, so that what a search leaves out is tried too.
        List<Object> args =
                new ArrayList<>(List.of("extract", "-o", out, "--format", "jsonl", "--jobs", 2, "--dense", "never"));
        CLIPS.forEach(clip -> args.add(archive.resolve(clip.path())));
        run = Cli.run(args.toArray());
        for (String line : Files.readAllLines(out.resolve("_status.jsonl"))) {
            JsonNode status = JSON.readTree(line);
            STATUS.put(status.get("video_id").asText(), status);
        }
    }

    static List<OddClip> clips() {
        return CLIPS;
    }

    @ParameterizedTest
    @MethodSource("clips")
    void everyInputHasItsStatusAndItsRows(OddClip clip) throws IOException {
        JsonNode status = STATUS.get(clip.path());
        assertThat(status).isNotNull();
        assumeTrue(
                !clip.errorCode().equals("unreadable")
                        || !Files.isReadable(folder.resolve("archive").resolve(clip.path())),
                "this user may read everything");
        assertThat(status.get("status").asText())
                .as(status.get("message").asText())
                .isEqualTo(clip.status());
        if (clip.status().equals("failed")) {
            assertThat(status.get("error_code").asText()).isEqualTo(clip.errorCode());
            assertThat(status.get("message").asText()).contains(clip.path()).contains("; ");
            assertThat(status.get("output").asText()).isEmpty();
            return;
        }
        assertThat(status.get("frames").asInt()).isEqualTo(clip.frames());
        List<String> rows = Files.readAllLines(out.resolve(status.get("output").asText()));
        assertThat(rows).hasSize(clip.frames());
        assertThat(JSON.readTree(rows.get(0)).get("pts_us").asLong()).isEqualTo(clip.firstMicros());
        assertThat(JSON.readTree(rows.get(rows.size() - 1)).get("pts_us").asLong())
                .isEqualTo(clip.lastMicros());
        assertThat(JSON.readTree(rows.get(0)).get("state").asText()).isEqualTo("key");
        String code = clip.status().equals("ok_with_errors") ? "decode_errors" : clip.status();
        assertThat(status.get("error_code").asText()).isEqualTo(clip.status().equals("ok") ? "" : code);
        assertThat(status.get("decode_errors").asLong() == 0 || !clip.status().equals("ok"))
                .as("a whole video has no decode errors")
                .isTrue();
        assertThat(status.get("decode_errors").asLong() > 0 || !clip.status().equals("ok_with_errors"))
                .as("a damaged one has")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"jump.ts, 25", "joined.ts, 50", "resized.m2v, 49"})
    void aBreakOfTimeOrSizeInsideAVideoStartsItsStateAnew(String clip, int row) throws IOException {
        List<String> rows =
                Files.readAllLines(out.resolve(STATUS.get(clip).get("output").asText()));
        assertThat(JSON.readTree(rows.get(row - 1)).get("state").asText()).isEqualTo("delta");
        assertThat(JSON.readTree(rows.get(row)).get("state").asText()).isEqualTo("key");
        assertThat(JSON.readTree(rows.get(row + 1)).get("state").asText()).isEqualTo("delta");
    }

    @Test
    void theRunSaysThatNotAllWentWell() {
        assertThat(run.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(STATUS).hasSize(CLIPS.size());
        long complaints =
                CLIPS.stream().filter(clip -> !clip.status().equals("ok")).count();
        assertThat(run.errLines().stream().filter(line -> line.startsWith("frogeye: ")))
                .hasSizeGreaterThanOrEqualTo((int) complaints - 1);
    }
}
