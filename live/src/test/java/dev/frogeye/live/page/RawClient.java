package dev.frogeye.live.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever bytes it likes, and reads when it likes. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SMALL_BUFFER = 4096;

    private final Socket socket = new Socket();

    RawClient(LivePage page) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(
                new InetSocketAddress(page.address().getHost(), page.address().getPort()), PATIENCE_MILLIS);
    }

    /** A whole answer to a request, whose connection ends with it. */
    static String ask(LivePage page, String request) throws IOException {
        try (RawClient client = new RawClient(page)) {
            client.send(request);
            return client.readAll();
        }
    }

    /** A GET request, ending its connection. */
    static String get(LivePage page, String path, String... headers) {
        String host = page.address().getAuthority();
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    /** A POST request with JSON, ending its connection. */
    static String post(LivePage page, String body, String... headers) {
        return "POST /settings HTTP/1.1\r\nHost: " + page.address().getAuthority() + "\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n" + body;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Up to the end of the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** What comes until some text did. */
    String readUntil(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (all.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after: " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    /** Whether the other side ended the connection within a time; what comes is read and forgotten. */
    boolean isCutOffWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read(new byte[SMALL_BUFFER]) < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
