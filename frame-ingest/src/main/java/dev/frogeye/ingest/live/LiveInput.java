package dev.frogeye.ingest.live;

import dev.frogeye.ingest.VideoLocation;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/** Where live pictures come from. {@link #toString()} is for messages, records and pages: it holds no password. */
public sealed interface LiveInput {
    /**
     * A camera of this machine.
     *
     * @param device its number, its path such as {@code /dev/video0}, or its name or a part of that
     */
    record Camera(String device) implements LiveInput {
        public Camera {
            if (device.isBlank()) {
                throw new IllegalArgumentException("a camera is given by number, path or name, was empty");
            }
        }

        @Override
        public boolean isEndless() {
            return true;
        }

        @Override
        public String toString() {
            return "camera " + device;
        }
    }

    /**
     * An address of RTSP, RTMP, HTTP, UDP, TCP, ... that sends for as long as it is there.
     *
     * @param location the address, with its user and password, if it has any
     */
    record NetworkStream(VideoLocation.Remote location) implements LiveInput {
        public NetworkStream {
            if (location.url().chars().anyMatch(Character::isWhitespace)) {
                // Not quoted here: who left a blank in may have left it in a password.
                throw new IllegalArgumentException("an address holds no blanks; write them as %20");
            }
        }

        @Override
        public boolean isEndless() {
            return true;
        }

        /** The address without user, password and query. */
        @Override
        public String toString() {
            return location.toString();
        }
    }

    /**
     * Pictures made up by FFmpeg, for trying things out without a camera.
     *
     * @param scene what they show
     * @param frames how many, without end where empty
     */
    record Synthetic(Scene scene, OptionalLong frames) implements LiveInput {
        /** What synthetic pictures show. */
        public enum Scene {
            /** A test card that moves all over. */
            BUSY,
            /** A test card that stands still, with a small square moving over it. */
            STILL
        }

        public Synthetic {
            Objects.requireNonNull(scene, "scene");
            if (frames.isPresent() && frames.getAsLong() < 1) {
                throw new IllegalArgumentException("at least 1 frame, was " + frames.getAsLong());
            }
        }

        @Override
        public boolean isEndless() {
            return false;
        }

        @Override
        public String toString() {
            return (scene == Scene.BUSY
                            ? Syntax.TEST
                            : Syntax.TEST + ":" + scene.name().toLowerCase(Locale.ROOT))
                    + (frames.isPresent() ? ":" + frames.getAsLong() : "");
        }
    }

    /**
     * What is shown on a screen of this machine.
     *
     * @param display number of the screen, X11's name of it such as {@code :0.0}, or empty for the first one
     */
    record Screen(String display) implements LiveInput {
        @Override
        public boolean isEndless() {
            return true;
        }

        @Override
        public String toString() {
            return display.isEmpty() ? Syntax.SCREEN : Syntax.SCREEN + ":" + display;
        }
    }

    /**
     * A recording that is played at its own speed, as if it happened now.
     *
     * @param location where it is
     */
    record RealtimeFile(VideoLocation location) implements LiveInput {
        @Override
        public boolean isEndless() {
            return false;
        }

        @Override
        public String toString() {
            return location.toString();
        }
    }

    /** Whether its end is a loss, after which it is opened again. */
    boolean isEndless();

    /** The same as {@link #toString()}. */
    default String name() {
        return toString();
    }

    /**
     * The command line that has FFmpeg itself read this input on this platform; without user, password and query of an
     * address.
     */
    default String ffmpegCommand(CaptureOptions options) {
        return ffmpegCommand(options, Platform.current());
    }

    /** The same for any platform. */
    default String ffmpegCommand(CaptureOptions options, Platform platform) {
        return FfmpegCommand.of(
                Opening.of(this, options, platform, Devices.NONE).get(0), platform);
    }

    /** The camera of this number, path or name. */
    static LiveInput camera(String device) {
        return new Camera(device.strip());
    }

    /**
     * Reads {@code test} or {@code test:still} (perhaps with a number of frames behind it, {@code test:90}),
     * {@code screen} or {@code screen:1}, {@code /dev/video0}, an address, or, to be played at its own speed, a file.
     *
     * @param isRealtime whether files, and addresses of files, are wanted at their own speed
     * @throws IllegalArgumentException if it is none of them, or a file without {@code isRealtime}; naming the remedy
     */
    static LiveInput parse(String text, boolean isRealtime) {
        return Syntax.parse(text, isRealtime);
    }

    /** The written forms. */
    final class Syntax {
        private static final String TEST = "test";
        private static final String STILL = "still";
        private static final String SCREEN = "screen";
        private static final String LINUX_CAMERAS = "/dev/video";

        private Syntax() {}

        private static LiveInput parse(String text, boolean isRealtime) {
            String input = text.strip();
            if (input.equals(TEST) || input.startsWith(TEST + ":")) {
                return synthetic(input);
            }
            if (input.equals(SCREEN) || input.startsWith(SCREEN + ":")) {
                return new Screen(input.substring(Math.min(input.length(), SCREEN.length() + 1)));
            }
            if (input.startsWith(LINUX_CAMERAS)) {
                return new Camera(input);
            }
            VideoLocation location = VideoLocation.parse(input);
            if (isRealtime) {
                return new RealtimeFile(location);
            }
            if (location instanceof VideoLocation.Remote remote) {
                return new NetworkStream(remote);
            }
            throw new IllegalArgumentException(location + " is a file, not a live source; add --realtime to play it at"
                    + " its own speed, or give a camera, an address, screen, or test");
        }

        private static LiveInput synthetic(String input) {
            String[] parts = input.split(":", -1);
            int at = 1;
            Synthetic.Scene scene = Synthetic.Scene.BUSY;
            if (at < parts.length && parts[at].equals(STILL)) {
                scene = Synthetic.Scene.STILL;
                at++;
            }
            OptionalLong frames = OptionalLong.empty();
            if (at < parts.length && parts[at].matches("[1-9]\\d{0,8}")) {
                frames = OptionalLong.of(Long.parseLong(parts[at]));
                at++;
            }
            if (at < parts.length) {
                throw new IllegalArgumentException(
                        "'" + input + "' is no test source; write test, test:still, or test:still:90 for 90 frames");
            }
            return new Synthetic(scene, frames);
        }
    }
}
