package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * Takes FFmpeg's log away from stderr, once for the whole process because FFmpeg has one log for the whole process.
 *
 * <p>A line goes to the listener of the thread that caused it, which is how it finds the file it is about; lines from
 * FFmpeg's own worker threads go to the system logger alone.
 */
final class FfmpegLog extends LogCallback {
    /** Takes the log lines of one file. */
    interface Listener {
        /** One line without line end; {@code isError} for FFmpeg's levels error and worse, and for damage. */
        void line(boolean isError, String text);
    }

    private static final System.Logger LOGGER = System.getLogger("dev.frogeye.ingest.ffmpeg");
    /** {@code [h264 @ 0x7f28c47ca240]}: who speaks, and an address that says nothing and differs from run to run. */
    private static final Pattern CONTEXT = Pattern.compile("\\[([^\\]@]+) @ [0-9a-fA-Fx]+\\]\\s*");

    /** What FFmpeg says at warning level although the file is damaged. */
    private static final Pattern DAMAGE = Pattern.compile(
            "packet corrupt|corrupted|continuity check failed|size mismatch|truncated|partial file",
            Pattern.CASE_INSENSITIVE);

    /** Names and metadata of a file may hold anything; a message is one line. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private static final ThreadLocal<Listener> LISTENER = new ThreadLocal<>();
    /** FFmpeg holds a bare pointer to the callback: it must live as long as the process. */
    private static FfmpegLog installed;

    private FfmpegLog() {}

    /** Installs the capture when it is not in place yet. */
    static synchronized void install() {
        if (installed == null) {
            av_log_set_level(AV_LOG_WARNING);
            installed = new FfmpegLog();
            installed.retainReference();
            setLogCallback(installed);
        }
    }

    /** Runs something that says at FFmpeg's level of information what it is run for. */
    static synchronized void withInformation(Runnable action) {
        install();
        av_log_set_level(AV_LOG_INFO);
        try {
            action.run();
        } finally {
            av_log_set_level(AV_LOG_WARNING);
        }
    }

    /** Sends the lines that this thread causes to {@code listener}, until {@link #detach()}. */
    static void attach(Listener listener) {
        install();
        LISTENER.set(listener);
    }

    /** Ends {@link #attach} on this thread. */
    static void detach() {
        LISTENER.remove();
    }

    /** Where the lines of this thread go. */
    static Listener attached() {
        return LISTENER.get();
    }

    /** Called by FFmpeg, on any thread. */
    @Override
    public void call(int level, BytePointer message) {
        String text = new String(message.getStringBytes(), StandardCharsets.UTF_8).strip();
        Matcher speaker = CONTEXT.matcher(text);
        boolean isBeside = speaker.lookingAt() && isOfSoundOrText(speaker.group(1));
        // FFmpeg names the address it fetches, with the password in it.
        text = VideoLocation.Syntax.withoutSecrets(CONTEXT.matcher(text).replaceAll("$1: "));
        text = CONTROL.matcher(text).replaceAll(" ");
        if (text.isEmpty()) {
            return;
        }
        Listener listener = LISTENER.get();
        if (listener != null && !isBeside) {
            listener.line(level <= AV_LOG_ERROR || DAMAGE.matcher(text).find(), text);
        } else {
            LOGGER.log(System.Logger.Level.DEBUG, text);
        }
    }

    /**
     * Whether a decoder of this name is for something else than pictures: then its complaints say nothing of the video. That
     * of Opus even complains of the end of each whole file, where its parser is given nothing.
     */
    private static boolean isOfSoundOrText(String name) {
        AVCodec decoder = avcodec_find_decoder_by_name(name);
        return decoder != null && decoder.type() != AVMEDIA_TYPE_VIDEO;
    }
}
