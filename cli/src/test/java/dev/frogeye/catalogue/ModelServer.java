package dev.frogeye.catalogue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that has one file, and the manners of many servers. */
public final class ModelServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** Answers one request. */
    @FunctionalInterface
    public interface Answer {
        /** Sends headers and body; the exchange is closed by who calls. */
        void to(HttpExchange exchange) throws IOException;
    }

    /**
     * What was asked for.
     *
     * @param range empty for all of it
     * @param ifRange empty if the range was asked for without a condition
     * @param proxyUser what the client told a proxy of its user
     */
    public record Request(String target, String range, String ifRange, String proxyUser) {}

    /**
     * A running server.
     *
     * @param inOrder answers; the last one is for all further requests too
     */
    public ModelServer(Answer... inOrder) throws IOException {
        Collections.addAll(answers, inOrder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        requests.add(new Request(
                exchange.getRequestURI().toString(),
                first(headers, "Range"),
                first(headers, "If-Range"),
                first(headers, "Proxy-Authorization")));
        Answer answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.poll() : answers.peek();
        }
        try {
            answer.to(exchange);
        } finally {
            exchange.close();
        }
    }

    private static String first(Headers headers, String name) {
        return headers.getFirst(name) == null ? "" : headers.getFirst(name);
    }

    /** Where the file is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/model.onnx");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** In the order of their arrival. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The whole file, whatever was asked for. */
    public static Answer whole(byte[] file) {
        return broken(file, file.length);
    }

    /** The whole file announced, but only its beginning sent. */
    static Answer broken(byte[] file, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, sent);
            exchange.getResponseBody().flush();
        };
    }

    /** What was asked for of a file that does not change. */
    static Answer ranged(byte[] file) {
        return exchange -> part(exchange, file, from(exchange));
    }

    /** What was asked for of this version of a file; broken off after some bytes of the whole. */
    static Answer version(byte[] file, String tag, int until) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            String condition = first(exchange.getRequestHeaders(), "If-Range");
            int from = condition.isEmpty() || condition.equals(tag) ? from(exchange) : 0;
            if (until < file.length) {
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(file, 0, until);
                exchange.getResponseBody().flush();
            } else {
                part(exchange, file, from);
            }
        };
    }

    private static int from(HttpExchange exchange) {
        String range = first(exchange.getRequestHeaders(), "Range");
        return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    private static void part(HttpExchange exchange, byte[] file, int from) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(file, from, file.length));
    }

    /** Sends without saying how much it will be. */
    static Answer unannounced(byte[] file) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(file);
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Sends the beginning, and then nothing more until the server is closed. */
    Answer stalled(byte[] file, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            OutputStream body = exchange.getResponseBody();
            body.write(file, 0, sent);
            body.flush();
            await();
        };
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on only these. */
    void answer(Answer... inOrder) {
        synchronized (answers) {
            answers.clear();
            Collections.addAll(answers, inOrder);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
