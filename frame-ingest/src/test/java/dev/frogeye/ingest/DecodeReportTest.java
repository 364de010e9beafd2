package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeReportTest {
    @ParameterizedTest
    @CsvSource({
        // declared and found milliseconds, read to the end, cut off, ends early
        "5000, 4880, true, true, true",
        "5000, 4880, true, false, false",
        "5000, 4900, true, true, false",
        "5000, 4499, true, false, true",
        "5000, 4499, false, true, false",
        "500, 401, true, false, false",
        "0, 400, true, true, false",
    })
    void theEndIsEarlyByATenthOrWhereTheFileIsCutOff(
            long declared, long found, boolean isComplete, boolean isCutOff, boolean endsEarly) {
        VideoInfo info = new VideoInfo(
                "a.mp4",
                "mov,mp4,m4a,3gp,3g2,mj2",
                "h264",
                64,
                48,
                0,
                25,
                declared == 0 ? OptionalLong.empty() : OptionalLong.of(1000 * declared),
                OptionalLong.empty(),
                0,
                1,
                1000,
                "yuv420p");
        DecodeReport report = new DecodeReport(9, 1, 0, 1000 * found, isComplete, isCutOff, List.of());
        assertThat(report.endsEarly(info)).isEqualTo(endsEarly);
    }
}
