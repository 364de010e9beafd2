package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLayoutTest {
    @Test
    void mirroredOutputsAreInTheFoldersOfTheirVideos() {
        assertThat(outputs(OutputLayout.MIRROR, "a.mp4", "dogs/big/b.mkv")).containsExactly("a", "dogs/big/b");
    }

    @Test
    void flatOutputsHaveTheFoldersInTheirNames() {
        assertThat(outputs(OutputLayout.FLAT, "a.mp4", "dogs/big/b.mkv")).containsExactly("a", "dogs__big__b");
    }

    @Test
    void hashedOutputsAreSpreadAndDependOnTheIdAlone() {
        List<String> outputs = outputs(OutputLayout.HASH, "a.mp4", "b.mp4");
        assertThat(outputs).doesNotHaveDuplicates().allMatch(name -> name.matches("([0-9a-f]{2})/\\1[0-9a-f]{30}"));
        assertThat(outputs(OutputLayout.HASH, "b.mp4", "b.mkv", "c/b.mp4").get(0))
                .isEqualTo(outputs.get(1));
    }

    @Test
    void videosThatShareAStemKeepTheirSuffixes() {
        assertThat(outputs(OutputLayout.MIRROR, "a.mp4", "a.mkv", "A.avi", "b.mp4"))
                .containsExactly("a.mp4", "a.mkv", "A.avi", "b");
    }

    @Test
    void aVideoKeepsTheNameItHasWhenAnotherOfTheSameStemComes() {
        List<Input> inputs = List.of(input("a.mkv", "a"), input("a.mp4", "a"), input("b.mp4", "b"));
        Map<String, String> owners = Map.of("a", "a.mp4", "b", "b.avi");
        assertThat(OutputLayout.MIRROR
                        .outputs(inputs, name -> Optional.ofNullable(owners.get(name)))
                        .values())
                .containsExactly("a.mkv", "a", "b.mp4");
    }

    @ParameterizedTest
    @EnumSource
    void noTwoOutputsAreTheSameWhateverTheNames(OutputLayout layout) {
        List<String> outputs = outputs(
                layout, "a/b.mp4", "a/b.mkv", "a__b.mp4", "A/B.mp4", "a:b.mp4", "a?b.mp4", "a/b.mp4.mkv", "a/./b.avi");
        assertThat(outputs.stream().map(String::toLowerCase)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "..", "a/../../b", "\u0000\n", "", "c:\\windows\\x"})
    void anIdNeverLeadsOutOfTheFolder(String id) {
        Path folder = Path.of("/out");
        for (OutputLayout layout : OutputLayout.values()) {
            Path output = folder.resolve(
                    layout.outputs(List.of(input(id, id)), name -> Optional.empty())
                                    .values()
                                    .iterator()
                                    .next() + ".parquet");
            assertThat(output.normalize()).startsWithRaw(folder).isNotEqualTo(folder);
        }
    }

    @Test
    void aVeryLongNameIsShortenedAndStaysApartFromOthers() {
        String beginning = "ä".repeat(120);
        List<String> outputs = outputs(OutputLayout.MIRROR, beginning + "1.mp4", beginning + "2.mp4");
        assertThat(outputs).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
            assertThat(name).startsWith("ää");
        });
    }

    @Test
    void aVideoCalledLikeAFileOfTheRunDoesNotOverwriteIt() {
        assertThat(outputs(OutputLayout.MIRROR, "_status.mp4", "_run.mp4", "_videos/a.mp4", ".tmp-x.mp4"))
                .noneMatch(name -> name.matches("(_status|_run|_videos|\\.tmp).*"));
    }

    private static List<String> outputs(OutputLayout layout, String... ids) {
        List<Input> inputs = Stream.of(ids)
                .map(id -> input(id, id.replaceFirst("\\.[^./]+$", "")))
                .toList();
        return new ArrayList<>(layout.outputs(inputs, name -> Optional.empty()).values());
    }

    private static Input input(String id, String stem) {
        return new Input(id, stem, new VideoLocation.Local(Path.of("video")), TimeRange.ALL);
    }
}
