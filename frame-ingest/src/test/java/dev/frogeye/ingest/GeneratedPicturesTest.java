package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.CaptureRequest.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedPicturesTest {
    private static Capture open(String filters) throws IOException {
        return Capture.open(new CaptureRequest(
                new Origin.Generated("test", filters),
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                OptionalInt.empty()));
    }

    @Test
    void picturesComeWithTheirTimesUntilTheFiltersEnd() throws IOException {
        try (Capture capture = open("color=c=red:size=6x4:rate=20,trim=end_frame=3")) {
            assertThat(capture.info().width()).isEqualTo(6);
            assertThat(capture.info().height()).isEqualTo(4);
            assertThat(capture.info().averageFps()).isEqualTo(20);
            List<Long> times = new ArrayList<>();
            RgbFrame frame = new RgbFrame();
            while (capture.next()) {
                times.add(capture.ptsMicros());
                assertThat(capture.durationMicros()).isEqualTo(50_000);
                capture.convert(frame);
                // 255, 0, 0 as 8-bit YUV of BT.601 holds it.
                assertThat(frame.rgb()[0] & 0xff).isGreaterThan(250);
                assertThat(frame.rgb()[1] & 0xff).isLessThan(5);
                assertThat(frame.rgb()[2] & 0xff).isLessThan(5);
            }
            assertThat(times).containsExactly(0L, 50_000L, 100_000L);
            assertThat(capture.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchfilter", "color=size=0x0", "testsrc2=size=99999x99999", "color,nullsink"})
    void filtersThatCannotRunAreExplained(String filters) {
        assertThatThrownBy(() -> open(filters))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("test cannot be made up (")
                .hasMessageNotContaining("\n");
    }

    @Test
    void noPictureAtAllIsAFailure() throws IOException {
        try (Capture capture = open("color,trim=end_frame=0")) {
            assertThatThrownBy(capture::next).isInstanceOf(VideoException.class);
        }
    }
}
