package dev.frogeye.ingest.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends a clip on loopback, a few packets at a time, until it is killed; then it is silent or starts again. */
public final class Server implements AutoCloseable {
    /** How a clip is sent. */
    public enum Protocol {
        TCP,
        UDP,
        HTTP,
        /** Pictures within the connection. */
        RTSP
    }

    /** Of a transport stream; seven of them are what fits a network packet. */
    private static final int CHUNK = 7 * 188;

    private final Protocol protocol;
    private final int port;
    private final byte[] clip;
    private final long pauseMicros;
    /** Bytes after which the server falls silent without closing anything. */
    private final int silentAfter;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> connections = new ArrayList<>();
    private volatile boolean isKilled;
    private ServerSocket listener;
    private DatagramSocket sender;
    private HttpServer http;

    /** Sends all of the clip, then falls silent. */
    public static Server start(Protocol protocol, int port, byte[] clip) throws IOException {
        return new Server(protocol, port, clip, 4000, clip.length);
    }

    /** Sends so many bytes and falls silent. */
    public static Server startAndHang(Protocol protocol, int port, byte[] clip, int silentAfter) throws IOException {
        return new Server(protocol, port, clip, 500, silentAfter);
    }

    private Server(Protocol protocol, int port, byte[] clip, long pauseMicros, int silentAfter) throws IOException {
        this.protocol = protocol;
        this.clip = clip;
        this.pauseMicros = pauseMicros;
        this.silentAfter = silentAfter;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        switch (protocol) {
            case TCP, RTSP -> {
                listener = new ServerSocket();
                listener.setReuseAddress(true);
                listener.bind(new InetSocketAddress(loopback, port));
                this.port = listener.getLocalPort();
                threads.execute(this::accept);
            }
            case UDP -> {
                sender = new DatagramSocket();
                this.port = port == 0 ? freeUdpPort() : port;
                InetSocketAddress to = new InetSocketAddress(loopback, this.port);
                threads.execute(() -> send(new DatagramStream(sender, to)));
            }
            case HTTP -> {
                http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
                this.port = http.getAddress().getPort();
                http.setExecutor(threads);
                http.createContext("/", exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "video/mp2t");
                    exchange.sendResponseHeaders(200, 0);
                    send(exchange.getResponseBody());
                });
                http.start();
            }
            default -> throw new AssertionError(protocol);
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** The address, with a password in it that nobody may see. */
    public String url() {
        return switch (protocol) {
            case TCP -> "tcp://127.0.0.1:" + port;
            case UDP -> "udp://127.0.0.1:" + port;
            case HTTP -> "http://user:s3cr3t@127.0.0.1:" + port + "/live?token=t0k3n";
            case RTSP -> "rtsp://user:s3cr3t@127.0.0.1:" + port + "/live?token=t0k3n";
        };
    }

    private void accept() {
        while (!isKilled) {
            try {
                Socket socket = listener.accept();
                synchronized (connections) {
                    connections.add(socket);
                }
                threads.execute(() -> {
                    try {
                        send(protocol == Protocol.RTSP ? Rtsp.play(socket) : socket.getOutputStream());
                    } catch (IOException e) {
                        // The other side has gone.
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private void send(OutputStream out) {
        try {
            for (int at = 0; at < silentAfter && !isKilled; at += CHUNK) {
                out.write(clip, at, Math.min(CHUNK, silentAfter - at));
                out.flush();
                TimeUnit.MICROSECONDS.sleep(pauseMicros);
            }
            while (!isKilled) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException | InterruptedException e) {
            // The other side has gone, or the server is killed.
        }
    }

    /** Ends at once, in the middle of whatever is being sent. */
    @Override
    public void close() {
        isKilled = true;
        try {
            if (listener != null) {
                listener.close();
                synchronized (connections) {
                    for (Socket socket : connections) {
                        socket.close();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (http != null) {
            http.stop(0);
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (sender != null) {
            sender.close();
        }
    }

    /** A packet for every write. */
    private static final class DatagramStream extends OutputStream {
        private final DatagramSocket socket;
        private final InetSocketAddress to;

        DatagramStream(DatagramSocket socket, InetSocketAddress to) {
            this.socket = socket;
            this.to = to;
        }

        @Override
        public void write(int value) {
            throw new AssertionError("bytes are written together");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            socket.send(new DatagramPacket(Arrays.copyOfRange(bytes, offset, offset + length), length, to));
        }
    }
}
