package dev.frogeye.ingest.live;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of a live input. A file or a network stream sends what it has, whatever size and rate are asked for.
 *
 * @param size of a camera's, a screen's, or a synthetic picture; the device's own choice where empty
 * @param rate pictures a second of the same
 * @param format what a camera is to send, by FFmpeg's name, such as {@code mjpeg} or {@code yuyv422}; where empty,
 *     {@code mjpeg} if it can, because uncompressed pictures at high resolution come slowly
 * @param transport how RTSP sends pictures
 * @param openTimeout how long opening may take
 * @param readTimeout how long the next picture may take before the input counts as lost
 * @param stream number of the video stream of a file or network stream, among all its streams; the one that FFmpeg finds
 *     best where empty
 */
public record CaptureOptions(
        Optional<Size> size,
        OptionalDouble rate,
        Optional<String> format,
        RtspTransport transport,
        Duration openTimeout,
        Duration readTimeout,
        OptionalInt stream) {
    /** The input's own choice; 10 seconds to open it and for each picture. */
    public static final CaptureOptions DEFAULT = new CaptureOptions(
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            RtspTransport.TCP,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            OptionalInt.empty());

    private static final double MOST_RATE = 1000;

    /** How RTSP sends pictures. */
    public enum RtspTransport {
        /** Within the connection: nothing is lost, and firewalls let it through. */
        TCP,
        /** Beside it: sooner there, and broken where packets get lost. */
        UDP;

        /** FFmpeg's name. */
        String option() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Extent of a picture.
     *
     * @param width pixels a row
     * @param height rows
     */
    public record Size(int width, int height) {
        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

        public Size {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("a size is at least 1x1, was " + width + "x" + height);
            }
        }

        /**
         * Reads {@code 1280x720}.
         *
         * @throws IllegalArgumentException if it is no size
         */
        public static Size parse(String text) {
            Matcher matcher = WRITTEN.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no size; write it like 1280x720");
            }
            return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    public CaptureOptions {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(transport, "transport");
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= MOST_RATE)) {
            throw new IllegalArgumentException(
                    "a rate is above 0 and at most " + MOST_RATE + " pictures a second, was " + rate.getAsDouble());
        }
        if (openTimeout.compareTo(Duration.ofMillis(1)) < 0 || readTimeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "timeouts are at least 1 ms, were " + openTimeout + " to open and " + readTimeout + " to read");
        }
    }

    /** The same with pictures of this size. */
    public CaptureOptions withSize(Size newSize) {
        return new CaptureOptions(Optional.of(newSize), rate, format, transport, openTimeout, readTimeout, stream);
    }

    /** The same with so many pictures a second. */
    public CaptureOptions withRate(double newRate) {
        return new CaptureOptions(
                size, OptionalDouble.of(newRate), format, transport, openTimeout, readTimeout, stream);
    }

    /** The same with pictures sent in this format. */
    public CaptureOptions withFormat(String newFormat) {
        return new CaptureOptions(size, rate, Optional.of(newFormat), transport, openTimeout, readTimeout, stream);
    }

    /** The same with another transport of RTSP. */
    public CaptureOptions withTransport(RtspTransport newTransport) {
        return new CaptureOptions(size, rate, format, newTransport, openTimeout, readTimeout, stream);
    }

    /** The same with other timeouts. */
    public CaptureOptions withTimeouts(Duration newOpenTimeout, Duration newReadTimeout) {
        return new CaptureOptions(size, rate, format, transport, newOpenTimeout, newReadTimeout, stream);
    }

    /** The same of the video stream of this number. */
    public CaptureOptions withStream(int newStream) {
        return new CaptureOptions(size, rate, format, transport, openTimeout, readTimeout, OptionalInt.of(newStream));
    }
}
