package dev.frogeye.ingest;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a video is. {@link #toString()} is for messages and records: it holds no password. */
public sealed interface VideoLocation {
    /** A file of this machine. */
    record Local(Path path) implements VideoLocation {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A stream or file that FFmpeg fetches: http, https, rtsp, ...
     *
     * @param url with its user and password, if it has any
     */
    record Remote(String url) implements VideoLocation {
        /** Whether there is a {@code ?} and something behind it. */
        public boolean hasQuery() {
            return url.indexOf('?') >= 0;
        }

        /** The address without user and password, and without a query, which is where tokens and signatures are. */
        @Override
        public String toString() {
            return Syntax.withoutSecrets(url);
        }
    }

    /**
     * Still images numbered one by one.
     *
     * @param pattern path with the number written as in C, such as {@code frames/img_%04d.png}
     * @param fps images a second
     */
    record Images(String pattern, double fps) implements VideoLocation {
        /** FFmpeg's own. */
        public static final double DEFAULT_FPS = 25;

        public Images {
            if (!(fps > 0) || Double.isInfinite(fps)) {
                throw new IllegalArgumentException("images a second must be above 0, was " + fps);
            }
        }

        @Override
        public String toString() {
            return pattern;
        }
    }

    /**
     * Reads a path, a {@code file:} or other URL, or the pattern of an image sequence. A pattern that is also the name of
     * a file is that file.
     *
     * @throws IllegalArgumentException if it is none of them, or blank
     */
    static VideoLocation parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an input is empty");
        }
        try {
            if (text.regionMatches(true, 0, "file:/", 0, 6)) {
                return new Local(Path.of(URI.create(text)));
            }
            if (Syntax.URL.matcher(text).lookingAt()) {
                // FFmpeg knows protocols by lower-case names alone.
                int colon = text.indexOf(':');
                return new Remote(text.substring(0, colon).toLowerCase(Locale.ROOT) + text.substring(colon));
            }
            Path path = Path.of(text);
            boolean isPattern = Syntax.NUMBERED.matcher(text).find() && !Files.exists(path);
            return isPattern ? new Images(text, Images.DEFAULT_FPS) : new Local(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path (" + e.getReason() + ")", e);
        }
    }

    /** A text for messages, with every address in it reduced to what may be shown. */
    static String withoutSecrets(String text) {
        return Syntax.withoutSecrets(text);
    }

    /** The written forms. */
    final class Syntax {
        /** Two letters at least, which tells a scheme from a drive. */
        private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

        /**
         * User and password end at the last {@code @} before the path. A password that holds {@code / ? #} as they are
         * reaches beyond that; it is told from a host and port by not being a number.
         */
        private static final String CREDENTIALS = "(?:[^/?#\\s]*@|(?!\\[)[^/?#\\s:]*:(?!\\d*(?:[/?#]|$))\\S*@)?";

        private static final Pattern ADDRESS =
                Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+://)" + CREDENTIALS + "([^?#\\s]*)(?:[?#]\\S*)?");
        private static final Pattern NUMBERED = Pattern.compile("%0?\\d*d");

        private Syntax() {}

        /** A text with every address in it reduced to what may be shown. */
        static String withoutSecrets(String text) {
            return ADDRESS.matcher(text).replaceAll("$1$2");
        }
    }
}
