package dev.frogeye.benchmark.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.benchmark.KnownNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTablesTest {
    @TempDir
    Path folder;

    private Path report;
    private MeasuredClip clip;

    @BeforeEach
    void measured() throws IOException {
        report = folder.resolve("report.json");
        Reports.write(report, "bikes.mp4");
        clip = ReportReader.read(KnownNetwork.NANODET, report);
    }

    @Test
    void aRowSaysTimeMultiplyAddsAndFidelity() {
        assertThat(new MarkdownTables(List.of(clip)).all().lines())
                .contains(
                        "### NanoDet",
                        "|  | delay | bikes |".replace("|  |", "| |"),
                        "| float32 | 0 | 20 ms |",
                        "| int8 | 0 | 2.1x .950 .970 .991 |",
                        "| linear-4 | 4 | 4.0x .800 .500 .991 |",
                        "| delta-0.03 | 0 | 1.3x (4.0x) .980 .990 .991 |",
                        "| delta-default | 0 | 2.0x (10x) .900 .850 .991 [3] |",
                        "- frames: 100 of bikes");
    }

    @Test
    void theBestRivalKeepsAsMuchAsTheDeltaNetwork() {
        assertThat(clip.bestRival(0.9, rival -> true).name()).isEqualTo("linear-2");
        assertThat(clip.bestRival(0.9, RivalPoint::isLive).name()).isEqualTo("int8");
        assertThat(clip.bestRival(0.5, rival -> true).name()).isEqualTo("linear-4");
        assertThat(clip.bestRival(0.99, rival -> true).name()).isEqualTo("float32");
        assertThat(new MarkdownTables(List.of(clip)).summary().lines())
                .contains("| NanoDet | bikes | **2.0x** .900 | linear-2 2.5x | **2.1x** .950 |");
    }

    @Test
    void theDefaultsAreARowANetworkAndAColumnAClip() throws IOException {
        Path other = folder.resolve("other.json");
        Reports.write(other, "asl_book.mkv");
        List<MeasuredClip> measured = List.of(
                clip, ReportReader.read(KnownNetwork.NANODET, other), ReportReader.read(KnownNetwork.MOVENET, other));

        assertThat(new MarkdownTables(measured).defaults().lines())
                .containsExactly(
                        "| network | bikes | asl_book |",
                        "| --- | --- | --- |",
                        "| NanoDet | .900 [3] | .900 [3] |",
                        "| MoveNet lightning | | .900 [3] |");
    }

    @Test
    void theFrontHoldsWhatNoOtherBeatsInTimeAndR2() {
        List<RivalPoint> contenders = new ArrayList<>(clip.contenders());
        contenders.add(new RivalPoint("still", 0, 1, 20, Double.NaN, Double.NaN, 1, OptionalDouble.empty()));

        assertThat(Front.of(contenders))
                .extracting(RivalPoint::name)
                .containsExactly("delta-0.03", "int8", "linear-2", "linear-4");
    }

    @Test
    void featuresWithoutVariationHaveNoR2() throws IOException {
        Files.writeString(report, Files.readString(report).replace("\"r2_centred\":0.9,", "\"r2_centred\":null,"));

        MeasuredClip still = ReportReader.read(KnownNetwork.NANODET, report);

        assertThat(new MarkdownTables(List.of(still)).defaults()).contains("| NanoDet | – [3] |");
        assertThat(Picture.svg(List.of(still))).doesNotContain("NaN");
    }

    @Test
    void aReportOfAnOlderFrogeyeIsNamedWithWhatItLacks() throws IOException {
        Files.writeString(report, Files.readString(report).replace("rivals", "others"));

        assertThatThrownBy(() -> ReportReader.read(KnownNetwork.NANODET, report))
                .isInstanceOf(IOException.class)
                .hasMessage(report + " has no /rivals; measure this clip again");
    }

    @Test
    void figuresAreShort() {
        assertThat(List.of(12.34, 9.96, 2.06, 1.0, 0.994))
                .map(CellText::times)
                .containsExactly("12x", "10x", "2.1x", "1.0x", "0.99x");
        assertThat(List.of(1.0, 0.99996, 0.9994, 0.9551, 0.0, -0.2, -3.4))
                .map(CellText::share)
                .containsExactly("1", ".9999", ".9994", ".955", ".000", "-.200", "-3.400");
        assertThat(List.of(58.27, 0.8249, 5.0, 100.0))
                .map(CellText::plain)
                .containsExactly("58.3", "0.825", "5", "100");
    }
}
