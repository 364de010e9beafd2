package dev.frogeye.ingest;

import java.util.List;

/**
 * What reading a source came to; together with {@link VideoInfo} enough to tell a whole file from a broken one.
 *
 * @param frames frames delivered
 * @param decodeErrors complaints of demuxer and decoder: the larger of the failed calls plus frames flagged as damaged,
 *     and the lines logged at error level, because one fault usually shows as both. 0 means that nothing was wrong with
 *     what was read; errors before the first frame of a time range are not counted
 * @param lastPtsMicros presentation time of the last frame delivered, -1 where there was none
 * @param endMicros where the video that was read ends: the latest end of a decoded frame, delivered or passed over by
 *     sampling, or, where only key frames are decoded, of a packet; -1 where there was no frame
 * @param othersEndMicros where sound and subtitles end, of what was read; -1 where the video's own end is declared, and
 *     they say nothing of it
 * @param complete whether the source was read to its end, not stopped earlier by a time range or by closing it
 * @param cutOff whether the demuxer found the file to stop before what its own structure announces, or numbered images
 *     to go on behind a gap. By itself that may be no more than a missing last byte; see {@link #endsEarly}
 * @param messages the first few messages, one line each
 * @param notes what a user should know although nothing is broken, such as that there are other video streams; one line
 *     each, which names the source
 */
public record DecodeReport(
        long frames,
        long decodeErrors,
        long lastPtsMicros,
        long endMicros,
        long othersEndMicros,
        boolean complete,
        boolean cutOff,
        List<String> messages,
        List<String> notes) {
    /** Name of the logger that each note goes to as well, as a warning and when it is found. */
    public static final String NOTES_LOGGER = "dev.frogeye.ingest.notes";

    public DecodeReport {
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }

    /** Of a video whose own end is declared, or that is alone in its file. */
    public DecodeReport(
            long frames,
            long decodeErrors,
            long lastPtsMicros,
            long endMicros,
            boolean complete,
            boolean cutOff,
            List<String> messages) {
        this(frames, decodeErrors, lastPtsMicros, endMicros, -1, complete, cutOff, messages, List.of());
    }

    /** Of a source that does not look cut off. */
    public DecodeReport(
            long frames,
            long decodeErrors,
            long lastPtsMicros,
            long endMicros,
            boolean complete,
            List<String> messages) {
        this(frames, decodeErrors, lastPtsMicros, endMicros, complete, false, messages);
    }

    /** Containers round durations, and the last frames' times may be rough. */
    private static final double SHORTEST_SHARE = 0.9;

    /** As far as a frame or two may matter in a very short clip. */
    private static final long SLACK_MICROS = 100_000;

    /**
     * Whether the source was read to its end and that came before the one it declares: by more than 0.1 s where it is
     * {@link #cutOff}, else by more than 10 % besides. Where the end is declared of the whole file alone, the video may end
     * before it as long as sound or subtitles go on to it. Numbered images behind a gap are missing however few they are.
     */
    public boolean endsEarly(VideoInfo info) {
        if (!complete) {
            return false;
        }
        if (cutOff && info.container().equals(ImageSequence.DEMUXER)) {
            return true;
        }
        long declared = info.durationMicros().orElse(0);
        long end = cutOff ? endMicros : Math.max(endMicros, othersEndMicros);
        long found = end - info.delayMicros();
        return found < declared - SLACK_MICROS && (cutOff || found < SHORTEST_SHARE * declared);
    }
}
