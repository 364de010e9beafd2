package dev.frogeye.live.page;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** One line for what the server itself refuses, such as headers that are too large; no traces, no page of its own. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply.secure(response.getHeaders());
        Reply.line(response, callback, response.getStatus(), HttpStatus.getMessage(response.getStatus()));
        return true;
    }
}
