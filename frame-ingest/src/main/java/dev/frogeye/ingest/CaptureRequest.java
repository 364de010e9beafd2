package dev.frogeye.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One way to open a live input.
 *
 * @param from what is opened
 * @param options of FFmpeg's demuxer and protocols
 * @param openTimeout how long opening may take
 * @param readTimeout how long the next picture may take
 * @param stream number of the video stream among all streams of the input; the one that FFmpeg finds best where empty
 */
public record CaptureRequest(
        Origin from, Map<String, String> options, Duration openTimeout, Duration readTimeout, OptionalInt stream) {
    /** What pictures come from. */
    public sealed interface Origin {
        /** For messages, without a password. */
        String name();

        /**
         * A file or address that is played to its end.
         *
         * @param location where it is
         */
        record Recording(VideoLocation location) implements Origin {
            @Override
            public String name() {
                return location.toString();
            }
        }

        /**
         * An address that sends for as long as it is there; its end is a loss.
         *
         * @param location where it is
         */
        record Stream(VideoLocation.Remote location) implements Origin {
            @Override
            public String name() {
                return location.toString();
            }
        }

        /**
         * A camera or screen; its end is a loss.
         *
         * @param name for messages
         * @param format FFmpeg's name of the device's kind, such as {@code v4l2}
         * @param address FFmpeg's name of the device itself
         */
        record Device(String name, String format, String address) implements Origin {}

        /**
         * Pictures that FFmpeg's filters make up, as fast as they are asked for.
         *
         * @param name for messages
         * @param filters description of the filter graph
         */
        record Generated(String name, String filters) implements Origin {}
    }

    public CaptureRequest {
        Objects.requireNonNull(from, "from");
        options = Map.copyOf(options);
        if (!isPositive(openTimeout) || !isPositive(readTimeout)) {
            throw new IllegalArgumentException(
                    "timeouts must be above 0, were " + openTimeout + " to open and " + readTimeout + " to read");
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    /** Opens it; the caller closes what it gets. */
    LivePictures open(DecodeTally tally) throws IOException {
        // The watchdog decides when it has been too long, and says so; FFmpeg's own timeouts only back it up.
        Duration patience = openTimeout.compareTo(readTimeout) > 0 ? openTimeout : readTimeout;
        if (from instanceof Origin.Generated generated) {
            return new GeneratedPictures(generated.name(), generated.filters(), tally);
        }
        if (from instanceof Origin.Recording recording) {
            return new ContainerPictures(MediaInput.of(recording.location(), patience), stream, tally);
        }
        if (from instanceof Origin.Stream address) {
            return new ContainerPictures(
                    MediaInput.fetched(MediaInput.Kind.STREAM, address.location(), patience, options), stream, tally);
        }
        Origin.Device device = (Origin.Device) from;
        DeviceLibrary.require(device.name());
        return new ContainerPictures(
                MediaInput.device(device.name(), device.format(), device.address(), options), stream, tally);
    }
}
