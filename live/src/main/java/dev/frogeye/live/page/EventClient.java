package dev.frogeye.live.page;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A reader of {@code /events}. */
final class EventClient extends StreamingClient {
    static final String TYPE = "text/event-stream; charset=utf-8";

    private boolean isGreeted;

    EventClient(Response response, Callback end, Connections.Deadline deadline, Runnable leave) {
        super(response, end, deadline, leave);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
        // Proxies would wait for more.
        response.getHeaders().put("X-Accel-Buffering", "no");
    }

    /** Whether it has got the state of the stream, which comes first. For the broadcaster. */
    boolean isGreeted() {
        return isGreeted;
    }

    void setGreeted() {
        isGreeted = true;
    }
}
