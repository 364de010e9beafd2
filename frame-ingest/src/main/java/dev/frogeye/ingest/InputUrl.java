package dev.frogeye.ingest;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What FFmpeg opens, in bytes: a file name of Unix is bytes, and not all of them are text. */
final class InputUrl {
    /** Keeps a colon in a name from naming a protocol, and a dash from naming an option. */
    private static final String FILE = "file:";

    private static final int HEX = 16;

    private final byte[] terminated;

    private InputUrl(byte[] url) {
        terminated = Arrays.copyOf(url, url.length + 1);
    }

    /** An address; FFmpeg takes UTF-8 whatever the platform's charset. */
    static InputUrl of(String url) {
        return new InputUrl(url.getBytes(StandardCharsets.UTF_8));
    }

    /** A file, or the pattern of several, by the very bytes that Java opens it by. */
    static InputUrl ofFile(Path file) {
        URI uri = file.toUri();
        boolean isUnix = file.getFileSystem().getSeparator().equals("/");
        if (!isUnix || !"file".equals(uri.getScheme())) {
            return of(FILE + file);
        }
        String escaped = FILE + uri.getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return new InputUrl(bytes.toByteArray());
    }

    /** The bytes and a zero, as C wants them. */
    byte[] terminated() {
        return terminated.clone();
    }
}
