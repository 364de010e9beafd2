package dev.frogeye.live.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Someone who wants pictures, or a single one. */
final class PictureClient extends StreamingClient {
    private static final String BOUNDARY = "frogeye-picture";
    static final String MULTIPART = "multipart/x-mixed-replace; boundary=" + BOUNDARY;
    static final String SINGLE = "image/jpeg";

    /** Without a new picture, the last one again after so long, which tells whether the client is still there. */
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A single picture that is not new is sent after so long, or none. */
    private static final long SINGLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final int UNAVAILABLE = 503;

    private final PictureRequest wanted;
    private final boolean isSingle;
    private final long intervalNanos;
    private long last = System.nanoTime();
    private boolean isStarted;

    /** @param isSingle whether it goes after the first picture */
    PictureClient(
            PictureRequest wanted,
            boolean isSingle,
            Response response,
            Callback end,
            Connections.Deadline deadline,
            Runnable leave) {
        super(response, end, deadline, leave);
        this.wanted = wanted;
        this.isSingle = isSingle;
        // A round that comes a little early should not cost a picture.
        intervalNanos = (long) (0.9e9 / wanted.fps());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, isSingle ? SINGLE : MULTIPART);
    }

    /** What is to be drawn. */
    PictureRequest.Drawn drawn() {
        return wanted.drawn();
    }

    /**
     * Whether a picture should be sent in this round.
     *
     * @param isFresh whether it would be a new one
     */
    boolean isDue(long now, boolean isFresh) {
        if (!isReady()) {
            return false;
        }
        long waited = now - last;
        if (isSingle) {
            return isFresh || waited > SINGLE_NANOS;
        }
        return isFresh ? !isStarted || waited >= intervalNanos : waited > REPEAT_NANOS;
    }

    /** Sends a JPEG file. */
    void sendPicture(byte[] jpeg, long now) {
        last = now;
        if (isSingle) {
            response().getHeaders().put(HttpHeader.CONTENT_LENGTH, jpeg.length);
            sendLast(jpeg);
            return;
        }
        // The next part's boundary goes with this part: browsers show a part when they see its end.
        String head = (isStarted ? "" : "--" + BOUNDARY + "\r\n") + "Content-Type: image/jpeg\r\nContent-Length: "
                + jpeg.length + "\r\n\r\n";
        String tail = "\r\n--" + BOUNDARY + "\r\n";
        isStarted = true;
        ByteBuffer part = ByteBuffer.allocate(head.length() + jpeg.length + tail.length());
        part.put(head.getBytes(StandardCharsets.US_ASCII))
                .put(jpeg)
                .put(tail.getBytes(StandardCharsets.US_ASCII))
                .flip();
        send(part);
    }

    /** Says that there is no picture, to who wanted a single one; others wait on. */
    void sendNone() {
        if (isSingle) {
            response().setStatus(UNAVAILABLE);
            response().getHeaders().put(HttpHeader.CONTENT_TYPE, Reply.TEXT);
            sendLast("There is no picture yet.\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
