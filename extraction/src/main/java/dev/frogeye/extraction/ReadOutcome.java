package dev.frogeye.extraction;

import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.VideoInfo;
import java.util.Locale;

/**
 * What is to be thought of a source that has been read.
 *
 * @param errorCode what is wrong in a word; empty where nothing is
 * @param message what is wrong in a sentence, with the remedy; empty where nothing is
 */
record ReadOutcome(Status status, String errorCode, String message) {
    static ReadOutcome of(VideoInfo info, DecodeReport report) {
        String first =
                report.messages().isEmpty() ? "" : " (" + report.messages().get(0) + ")";
        if (report.endsEarly(info)) {
            String message = String.format(
                    Locale.ROOT,
                    "%s ends at %.1f s of the %.1f s it declares%s; copy it again",
                    info.name(),
                    report.endMicros() / 1e6,
                    (info.delayMicros() + info.durationMicros().getAsLong()) / 1e6,
                    first);
            return new ReadOutcome(Status.TRUNCATED, "truncated", message);
        }
        if (report.decodeErrors() > 0) {
            String message = String.format(
                    Locale.ROOT,
                    "%s has %d decoding error%s%s; copy it again if frames look damaged",
                    info.name(),
                    report.decodeErrors(),
                    report.decodeErrors() == 1 ? "" : "s",
                    first);
            return new ReadOutcome(Status.OK_WITH_ERRORS, "decode_errors", message);
        }
        return new ReadOutcome(Status.OK, "", "");
    }
}
