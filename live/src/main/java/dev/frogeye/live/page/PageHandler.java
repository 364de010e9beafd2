package dev.frogeye.live.page;

import dev.frogeye.live.LiveControl;
import dev.frogeye.live.LiveStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/** Answers requests, after those that may not come in were refused. */
final class PageHandler extends Handler.Abstract {
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int UNAVAILABLE = 503;
    private static final int MAX_BODY_BYTES = 4096;
    private static final long WRONG_TOKEN_MILLIS = 300;
    private static final String TOKEN_PARAMETER = "token";

    private final LiveControl control;
    private final HostCheck hosts;
    private final TokenCheck tokens;
    private final Connections connections;
    private final Audience audience;
    private final Broadcaster broadcaster;
    private final StaticFiles files = new StaticFiles();

    PageHandler(
            PageOptions options,
            LiveControl control,
            Connections connections,
            Audience audience,
            Broadcaster broadcaster) {
        this.control = control;
        this.connections = connections;
        this.audience = audience;
        this.broadcaster = broadcaster;
        hosts = new HostCheck(options.address(), options.hostNames());
        tokens = new TokenCheck(options.token());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Connections.Deadline deadline = connections.begin(request);
        Reply.secure(response.getHeaders());
        Optional<Refusal> refusal = hosts.check(request.getHeaders());
        if (refusal.isPresent()) {
            Reply.refuse(response, callback, refusal.get());
            return true;
        }
        String path = request.getHttpURI().getPath();
        boolean isPost = HttpMethod.POST.is(request.getMethod());
        boolean isRead = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        Fields query = isRead ? query(request) : Fields.EMPTY;
        if (tokens.isNeeded() && query.getValue(TOKEN_PARAMETER) != null) {
            enter(query.getValue(TOKEN_PARAMETER), path, request, response, callback);
            return true;
        }
        refusal = tokens.check(request.getHeaders().get(HttpHeader.AUTHORIZATION), cookie(request));
        if (refusal.isPresent()) {
            refuse(refusal.get(), response, callback);
            return true;
        }
        if (path.equals("/settings") ? !isPost : !isRead) {
            response.getHeaders().put(HttpHeader.ALLOW, path.equals("/settings") ? "POST" : "GET, HEAD");
            Reply.refuse(response, callback, new Refusal(NOT_ALLOWED, "Not that way; see the header Allow."));
            return true;
        }
        answer(request, response, callback, deadline, path, query);
        return true;
    }

    private void answer(
            Request request,
            Response response,
            Callback callback,
            Connections.Deadline deadline,
            String path,
            Fields query) {
        switch (path) {
            case "/stats" -> Reply.send(response, callback, OK, Reply.JSON, StatusJson.bytes(control.status()));
            case "/metrics" ->
                Reply.send(
                        response,
                        callback,
                        OK,
                        Metrics.TYPE,
                        Metrics.of(control.status(), audience.size(), broadcaster.framesLeftOut())
                                .getBytes(StandardCharsets.UTF_8));
            case "/healthz" -> health(response, callback);
            case "/events" -> events(request, response, callback, deadline);
            case "/snapshot.jpg" -> pictures(request, response, callback, deadline, query, true);
            case "/stream.mjpg" -> pictures(request, response, callback, deadline, query, false);
            case "/settings" -> settings(request, response, callback);
            default -> file(path, response, callback);
        }
    }

    private static Fields query(Request request) {
        return request.getHttpURI().getQuery() == null ? Fields.EMPTY : Request.extractQueryParameters(request);
    }

    private String cookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(cookieName(request)))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Cookies are shared by all ports of a host. */
    private static String cookieName(Request request) {
        return "frogeye-" + Request.getLocalPort(request);
    }

    /** Turns a token in an address, which browsers remember and show, into a cookie. */
    private void enter(String token, String path, Request request, Response response, Callback callback) {
        if (!tokens.isToken(token)) {
            refuse(TokenCheck.wrong(), response, callback);
            return;
        }
        Response.addCookie(
                response,
                HttpCookie.build(cookieName(request), tokens.cookie())
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .path("/")
                        .build());
        response.getHeaders().put(HttpHeader.LOCATION, files.get(path) == null ? "/" : path);
        Reply.line(response, callback, SEE_OTHER, "Come in.");
    }

    /** A wrong token is answered late, which nobody waits for but the one who guessed. */
    private void refuse(Refusal refusal, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        if (refusal.isDelayed()) {
            getServer()
                    .getScheduler()
                    .schedule(
                            () -> Reply.refuse(response, callback, refusal), WRONG_TOKEN_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            Reply.refuse(response, callback, refusal);
        }
    }

    private void health(Response response, Callback callback) {
        LiveStatus.Connection state = control.status().connection();
        Reply.line(response, callback, state == LiveStatus.Connection.LIVE ? OK : UNAVAILABLE, state.name());
    }

    private void events(Request request, Response response, Callback callback, Connections.Deadline deadline) {
        if (hasSeat(request, response, callback, EventClient.TYPE)) {
            audience.add(new EventClient(response, callback, deadline, audience::leave));
        }
    }

    private void pictures(
            Request request,
            Response response,
            Callback callback,
            Connections.Deadline deadline,
            Fields query,
            boolean isSingle) {
        PictureRequest wanted;
        try {
            wanted = PictureRequest.parse(query);
        } catch (IllegalArgumentException wrong) {
            Reply.line(response, callback, BAD_REQUEST, wrong.getMessage());
            return;
        }
        if (hasSeat(request, response, callback, isSingle ? PictureClient.SINGLE : PictureClient.MULTIPART)) {
            audience.add(new PictureClient(wanted, isSingle, response, callback, deadline, audience::leave));
        }
    }

    /** Seats one who wants the stream itself; answers whoever else there is. */
    private boolean hasSeat(Request request, Response response, Callback callback, String type) {
        if (HttpMethod.HEAD.is(request.getMethod())) {
            Reply.send(response, callback, OK, type, new byte[0]);
            return false;
        }
        if (audience.enter()) {
            // A stream that nobody reads has its own limit.
            request.addIdleTimeoutListener(timeout -> false);
            return true;
        }
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 5);
        Reply.refuse(response, callback, new Refusal(UNAVAILABLE, "Too many are watching already; try again later."));
        return false;
    }

    private void settings(Request request, Response response, Callback callback) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (!Reply.JSON.equals(MimeTypes.getContentTypeWithoutCharset(type))) {
            Reply.refuse(response, callback, new Refusal(UNSUPPORTED, "Send application/json."));
            return;
        }
        if (request.getLength() > MAX_BODY_BYTES) {
            tooLarge(response, callback);
            return;
        }
        Content.Source.asByteArrayAsync(
                request,
                MAX_BODY_BYTES,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        body -> set(body, response, callback),
                        failure -> tooLarge(response, callback)));
    }

    private void set(byte[] body, Response response, Callback callback) {
        try {
            ChangeRequest.parse(body).apply(control);
        } catch (IllegalArgumentException wrong) {
            Reply.line(response, callback, BAD_REQUEST, wrong.getMessage());
            return;
        }
        Reply.send(response, callback, OK, Reply.JSON, StatusJson.settings(control.status()));
    }

    private static void tooLarge(Response response, Callback callback) {
        Reply.refuse(
                response,
                callback,
                new Refusal(TOO_LARGE, "Settings are at most " + MAX_BODY_BYTES + " bytes, sent whole."));
    }

    private void file(String path, Response response, Callback callback) {
        StaticFiles.StaticFile file = files.get(path);
        if (file == null) {
            Reply.line(response, callback, NOT_FOUND, "There is no such page.");
        } else {
            Reply.send(response, callback, OK, file.type(), file.bytes());
        }
    }
}
