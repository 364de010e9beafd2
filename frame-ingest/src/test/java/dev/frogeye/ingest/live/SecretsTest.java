package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that is said while an input is opened, fails, or is lost holds a password or token, at any log level. */
@Timeout(60)
class SecretsTest {
    private static final CaptureOptions IMPATIENT =
            CaptureOptions.DEFAULT.withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(300));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("dev.frogeye");
    private final Handler handler = new Handler() {
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            log.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        handler.setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/forbidden", 403, "");
        answer("/login", 401, "");
        answer("/text", 200, "no film");
        answer("/moved", 302, "");
        answer("/list.m3u8", 200, "#EXTM3U\n#EXTINF:1,\n" + url("/text", "") + "?sig=t0k3n\n#EXT-X-ENDLIST\n");
        server.start();
    }

    private void answer(String path, int code, String body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"cameras\"");
            exchange.getResponseHeaders().add("Location", url("/forbidden", "other:s3cr3t@") + "?sig=t0k3n");
            byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String url(String path, String credentials) {
        return "http://" + credentials + "127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        logger.removeHandler(handler);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({"/forbidden, 403", "/login, 401", "/text, not a video", "/moved, 403", "/list.m3u8, ''", "/none, 404"})
    void anAddressThatFailsIsNamedWithoutThem(String path, String reason) {
        LiveInput input = LiveInput.parse(url(path, "user:s3cr3t@") + "?token=t0k3n", false);
        assertThatThrownBy(() -> {
                    LiveOptions once = LiveOptions.DEFAULT.withReconnect(Reconnect.DEFAULT.withRetries(0));
                    try (LiveSource source = LiveSource.open(input, IMPATIENT, once)) {
                        source.take(new CapturedFrame());
                    }
                })
                .isInstanceOfSatisfying(LiveSourceException.class, e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString() + e.hints()).doesNotContain("s3cr3t", "t0k3n");
                })
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining(reason);
        assertLogIsClean();
    }

    @SuppressWarnings("try") // closed early, to see what that does
    @Test
    void aStreamThatIsLostIsNamedWithoutThem() throws Exception {
        byte[] nothing = new byte[0];
        for (Server.Protocol protocol : new Server.Protocol[] {Server.Protocol.HTTP, Server.Protocol.RTSP}) {
            try (Server silent = Server.startAndHang(protocol, 0, nothing, 0)) {
                LiveInput input = LiveInput.parse(silent.url(), false);
                assertThatThrownBy(() -> LiveSource.open(
                                input,
                                CaptureOptions.DEFAULT.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300)),
                                LiveOptions.DEFAULT))
                        .isInstanceOf(LiveSourceException.class)
                        .hasMessageNotContaining("s3cr3t")
                        .hasMessageNotContaining("t0k3n");
            }
        }
        try (Server closed = Server.start(Server.Protocol.RTSP, 0, nothing)) {
            closed.close();
            assertThatThrownBy(() -> LiveSource.open(LiveInput.parse(closed.url(), false), LiveOptions.DEFAULT))
                    .hasMessageContaining("refused");
        }
        assertThat(log).isNotEmpty();
        assertLogIsClean();
    }

    private void assertLogIsClean() {
        assertThat(log).allSatisfy(line -> assertThat(line).doesNotContain("s3cr3t", "t0k3n"));
    }
}
