package dev.frogeye.live.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTextTest {
    @Test
    void everythingIsInAFewLines() {
        assertThat(new StatusText(Statuses.running(), true).lines())
                .containsExactly(
                        "front door",
                        "live  1:02:34  1 reconnects",
                        "frames/s in 30.0  processed 29.8  dropped 0.2",
                        "latency  p50 12.4  p95 20.1  p99 31.0 ms",
                        "macs     █▏············ 7.9 % of dense, 12.7x less",
                        "changed  3.1 %  thresholds 0.06 and 4.0 levels",
                        "drift    cosine 0.99871",
                        "busiest  conv1 12.0 %  conv2 8.0 %  input 3.1 %",
                        "in all   112,600 processed  38 dropped",
                        "emitted  1,234  5 of them not written",
                        "memory   120 MB heap  400 MB in all");
        assertThat(new StatusText(Statuses.running(), true).error()).contains("! the camera was [31m gone for a while");
    }

    @Test
    void whatIsNotKnownYetIsADashAndWhatCannotBeShownAQuestionMark() {
        assertThat(new StatusText(Statuses.connecting(), false).lines())
                .containsExactly(
                        "cam-?",
                        "connecting  0:00:00",
                        "frames/s in 0.0  processed 0.0  dropped 0.0",
                        "latency  p50 -  p95 -  p99 - ms",
                        "macs     .............. - of dense",
                        "changed  0.0 %  thresholds 0.0 and 0.0 levels",
                        "in all   0 processed  0 dropped",
                        "emitted  0",
                        "memory   1 MB heap");
    }

    @Test
    void theSameIsASentence() {
        assertThat(new StatusText(Statuses.running(), true).sentence())
                .isEqualTo("front door live 1:02:34: 30.0 frames/s in, 29.8 processed, 0.2 dropped (38 in all); "
                        + "latency p50 12.4, p95 20.1, p99 31.0 ms; changed 3.1 %, 7.9 % of the frame-by-frame"
                        + " multiply-adds, drift cosine 0.99871; 5 of 1,234 emitted frames not written; 1 reconnects; "
                        + "the camera was [31m gone for a while");
    }
}
