package dev.frogeye.live.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Whole answers, and the headers all answers have. */
final class Reply {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private Reply() {}

    /** What keeps other sites out of the page, and the page out of caches. */
    static void secure(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Frame-Options", "DENY");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** Sends these bytes and nothing more. */
    static void send(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Sends one line. */
    static void line(Response response, Callback callback, int status, String line) {
        send(response, callback, status, TEXT, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one line, and ends the connection. */
    static void refuse(Response response, Callback callback, Refusal refusal) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        line(response, callback, refusal.status(), refusal.message());
    }
}
