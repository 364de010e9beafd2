package dev.frogeye.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Counts frames and faults of one file while it is read. */
final class DecodeTally implements FfmpegLog.Listener {
    private static final System.Logger LOGGER = System.getLogger(DecodeTally.class.getName());
    private static final System.Logger NOTES = System.getLogger(DecodeReport.NOTES_LOGGER);
    private static final int MESSAGES_KEPT = 8;

    /** What FFmpeg's demuxers of MP4 and Matroska say where bytes are missing at the end. */
    private static final Pattern CUT_OFF = Pattern.compile("partial file|File ended prematurely");

    private final String name;
    private final List<String> notes = new ArrayList<>();
    private final List<String> messages = new ArrayList<>(MESSAGES_KEPT);
    private long frames;
    private long failures;
    private long errorLines;
    private long lastPtsMicros = -1;
    private long endMicros = -1;
    private long othersEndMicros = -1;
    private boolean complete;
    private boolean isCutOff;
    private boolean isOpening = true;

    DecodeTally(String name) {
        this.name = name;
    }

    @Override
    public void line(boolean isError, String text) {
        if (isError) {
            errorLines++;
            isCutOff |= CUT_OFF.matcher(text).find();
            keep(text);
        } else {
            LOGGER.log(System.Logger.Level.DEBUG, () -> name + ": " + text);
        }
    }

    /** A call failed or a frame is flagged as damaged. */
    void failure(String text) {
        failures++;
        keep(text);
    }

    /** What was found to be missing before the file was opened: all that is behind it is not read. */
    void missing(String text) {
        isCutOff = true;
        failure(text);
    }

    /**
     * What a user should know although nothing is broken; said once, also where an attempt to open the file in one way is
     * followed by another.
     */
    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
            NOTES.log(System.Logger.Level.WARNING, text);
        }
    }

    void delivered(long ptsMicros) {
        frames++;
        lastPtsMicros = ptsMicros;
    }

    /** The video was found to go on up to here. */
    void reached(long micros) {
        endMicros = Math.max(endMicros, micros);
    }

    /** Sound and subtitles were found to go on up to here, -1 where that is of no interest. */
    void othersReached(long micros) {
        othersEndMicros = micros;
    }

    void finished(boolean atEndOfSource) {
        complete = atEndOfSource;
    }

    /** The file is open. Until then faults end in an exception, or in an attempt in another way. */
    void opened() {
        isOpening = false;
    }

    /** Forgets the faults so far: those of frames decoded only to get to the first one that was asked for. */
    void forgetFaults() {
        messages.clear();
        failures = 0;
        errorLines = 0;
    }

    long frames() {
        return frames;
    }

    /** The first message or, without any, this text. */
    String firstMessage(String otherwise) {
        return messages.isEmpty() ? otherwise : messages.get(0);
    }

    /** How many faults there were: one shows as a failed call, as a line, or as both. */
    long errors() {
        return Math.max(failures, errorLines);
    }

    DecodeReport report() {
        return new DecodeReport(
                frames, errors(), lastPtsMicros, endMicros, othersEndMicros, complete, isCutOff, messages, notes);
    }

    private void keep(String text) {
        // A damaged file can cause thousands of lines; the first few say what is wrong.
        boolean isEarly = messages.size() < MESSAGES_KEPT;
        if (isEarly) {
            messages.add(text);
        }
        LOGGER.log(
                isEarly && !isOpening ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                () -> name + ": " + text);
    }
}
