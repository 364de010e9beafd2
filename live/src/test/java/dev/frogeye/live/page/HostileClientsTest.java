package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.Preprocessing;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or are merely slow: the stream runs on, memory and threads stay bounded. */
class HostileClientsTest {
    private static final int SEATS = 8;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long HEAP_BYTES = 48L << 20;
    private static final int THREADS = 16;

    private final SyntheticStream stream = new SyntheticStream();
    private final String token = PageOptions.newToken();
    private LivePage page;

    @BeforeEach
    void open() throws IOException {
        page = LivePage.open(
                options(Optional.empty()),
                stream,
                new ClientPatience(TimeUnit.SECONDS.toNanos(3), TimeUnit.SECONDS.toNanos(1)));
        stream.feed(page);
    }

    private static PageOptions options(Optional<String> token) {
        return new PageOptions(
                InetAddress.getLoopbackAddress(), 0, token, SEATS, Set.of("frog.example"), Preprocessing.IMAGENET);
    }

    @AfterEach
    void close() {
        stream.close();
        page.close();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long pageThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("frogeye-page"))
                .count();
    }

    private void assertStreamRunsOn() throws InterruptedException {
        long before = stream.frames();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (stream.frames() < before + 30 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(stream.frames()).isGreaterThanOrEqualTo(before + 30);
    }

    private void awaitAudience(int size) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (page.audience().size() != size && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(page.audience().size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/stream.mjpg?view=overlay&height=360"})
    void twoHundredClientsThatNeverReadAreRefusedOrCutOff(String path) throws Exception {
        long heapBefore = heap();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(page);
                clients.add(client);
                client.send(RawClient.get(page, path));
            }
            assertStreamRunsOn();
            assertThat(page.audience().size()).isLessThanOrEqualTo(SEATS);
            int refused = 0;
            for (RawClient client : clients.subList(SEATS, 200)) {
                String answer = client.readUntil("\r\n");
                assertThat(answer).matches("HTTP/1.1 (200|503) .*\r\n");
                refused += answer.contains("503") ? 1 : 0;
            }
            // Seats come free when their clients were cut off.
            assertThat(refused).isBetween(100, 200 - SEATS);
            assertThat(pageThreads()).isLessThanOrEqualTo(THREADS);
            assertThat(heap() - heapBefore).isLessThan(HEAP_BYTES);
            if (path.startsWith("/stream")) {
                // Nobody reads, so every write stalls, and all seats come free.
                awaitAudience(0);
            }
            assertStreamRunsOn();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        awaitAudience(0);
        assertThat(RawClient.ask(page, RawClient.get(page, "/healthz"))).startsWith("HTTP/1.1 200");
    }

    @Test
    void readerOfEventsThatStopsReadingIsCutOffInTheEnd() throws Exception {
        // Many layers make large events, which fill the kernel's buffers sooner.
        try (RawClient client = new RawClient(page)) {
            client.send(RawClient.get(page, "/events"));
            client.readUntil("event: status");
            awaitAudience(1);
            awaitAudience(0);
        }
        assertStreamRunsOn();
    }

    @Test
    void overTheLimitIsSaidClearly() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SEATS; i++) {
                RawClient client = new RawClient(page);
                clients.add(client);
                client.send(RawClient.get(page, "/events"));
            }
            awaitAudience(SEATS);

            assertThat(RawClient.ask(page, RawClient.get(page, "/stream.mjpg")))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5")
                    .endsWith("Too many are watching already; try again later.\n");
            assertThat(RawClient.ask(page, RawClient.get(page, "/stats"))).startsWith("HTTP/1.1 200");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        awaitAudience(0);
    }

    @Test
    void hugeHeadersAreRefused() throws Exception {
        long heapBefore = heap();
        for (int i = 0; i < 50; i++) {
            try (RawClient client = new RawClient(page)) {
                String answer;
                try {
                    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(1 << 16) + "\r\n\r\n");
                    answer = client.readUntil("\r\n");
                } catch (IOException cutOffWhileSending) {
                    continue;
                }
                assertThat(answer).startsWith("HTTP/1.1 431");
            }
        }
        assertThat(heap() - heapBefore).isLessThan(HEAP_BYTES);
        assertThat(RawClient.ask(page, RawClient.get(page, "/stats", "X: " + "a".repeat(9000))))
                .startsWith("HTTP/1.1 431")
                .contains("Content-Security-Policy")
                .doesNotContain("Jetty");
        assertStreamRunsOn();
    }

    @Test
    void hugeBodiesAreRefused() throws Exception {
        assertThat(RawClient.ask(page, RawClient.post(page, " ".repeat(4097)))).startsWith("HTTP/1.1 413");
        try (RawClient client = new RawClient(page)) {
            client.send("POST /settings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + " ".repeat(4096) + "\r\n1000\r\n"
                    + " ".repeat(4096) + "\r\n");
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
        try (RawClient client = new RawClient(page)) {
            client.send("POST /settings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 99999999999\r\n\r\n");
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
        assertStreamRunsOn();
    }

    @Test
    void requestsThatTrickleInAreCutOff() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                RawClient client = new RawClient(page);
                clients.add(client);
                client.send(
                        i % 2 == 0
                                ? "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                                : "POST /settings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 100\r\n\r\n{");
            }
            assertThat(RawClient.ask(page, RawClient.get(page, "/healthz"))).startsWith("HTTP/1.1 200");
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (page.connections() > 0 && System.nanoTime() < end) {
                for (RawClient client : clients) {
                    try {
                        client.send(" ");
                    } catch (IOException cutOff) {
                        continue;
                    }
                }
                Thread.sleep(500);
            }
            assertThat(page.connections()).isZero();
            for (RawClient client : clients) {
                assertThat(client.isCutOffWithin(5000)).isTrue();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        assertStreamRunsOn();
    }

    @Test
    void connectionsThatSayNothingAreBoundedAndCutOff() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 320; i++) {
                clients.add(new RawClient(page));
            }
            assertThat(page.connections()).isLessThan(300);
            assertStreamRunsOn();
            assertThat(RawClient.ask(page, RawClient.get(page, "/healthz"))).startsWith("HTTP/1.1 200");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,421",
        "evil.example:8080,421",
        "localhost.evil.example,421",
        "10.0.0.1,421",
        "0.0.0.0,421",
        "999.0.0.1,421",
        "127.0.0.1.evil.example,421",
        "frog.example,200",
        "FROG.example:81,200",
        "localhost,200",
        "127.0.0.1,200",
        "[::1]:9,200",
    })
    void onlyNamesOfThisMachineAreServed(String host, int status) throws Exception {
        String request =
                RawClient.get(page, "/stats").replace("Host: " + page.address().getAuthority(), "Host: " + host);

        assertThat(RawClient.ask(page, request)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void withoutAHostNothingIsServed() throws Exception {
        assertThat(RawClient.ask(page, "GET /stats HTTP/1.0\r\n\r\n")).contains(" 421 ");
        assertThat(RawClient.ask(page, "GET /stats HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains(" 400 ");
        assertThat(RawClient.ask(
                        page, "GET http://evil.example/stats HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .doesNotContain("macs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:1",
                "Origin: file://",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
            })
    void otherSitesMayNeitherSetNorRead(String header) throws Exception {
        assertThat(RawClient.ask(page, RawClient.post(page, "{\"threshold\":9}", header)))
                .startsWith("HTTP/1.1 403");
        assertThat(RawClient.ask(page, RawClient.get(page, "/stream.mjpg", header)))
                .startsWith("HTTP/1.1 403");
        assertThat(stream.threshold()).isEqualTo(0.06f);
    }

    @Test
    void thisSiteMaySet() throws Exception {
        String origin = "Origin: http://" + page.address().getAuthority();

        assertThat(RawClient.ask(page, RawClient.post(page, "{\"threshold\":0.3}", origin)))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
    void formsOfOtherSitesCannotSet(String type) throws Exception {
        String request = RawClient.post(page, "{\"threshold\":9}").replace("application/json", type);

        assertThat(RawClient.ask(page, request)).startsWith("HTTP/1.1 415");
        assertThat(stream.threshold()).isEqualTo(0.06f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "//etc/passwd",
                "/page.css/../../LivePage.class",
                "/LivePage.class",
                "/%00",
                "/page.css%00.html",
                "/%c0%ae%c0%ae/"
            })
    void nothingButThePageIsServed(String path) throws Exception {
        assertThat(RawClient.ask(page, RawClient.get(page, path)))
                .matches("(?s)HTTP/1.1 40[04].*")
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer wrong-token-wrong-token",
                "Authorization: Bearer ",
                "Authorization: Basic dXNlcjpwYXNz",
                "Cookie: frogeye-PORT=wrong",
                "X: none",
            })
    void wrongTokensAreRefused(String header) throws Exception {
        try (LivePage guarded = LivePage.open(options(Optional.of(token)), stream)) {
            String sent = header.replace("PORT", "" + guarded.address().getPort());
            for (String path : List.of("/", "/stats", "/metrics", "/healthz", "/events", "/snapshot.jpg", "/page.js")) {
                assertThat(RawClient.ask(guarded, RawClient.get(guarded, path, sent)))
                        .startsWith("HTTP/1.1 401")
                        .contains("WWW-Authenticate: Bearer")
                        .doesNotContain(token);
            }
            assertThat(RawClient.ask(guarded, RawClient.post(guarded, "{\"threshold\":9}", sent)))
                    .startsWith("HTTP/1.1 401");
            assertThat(RawClient.ask(guarded, RawClient.get(guarded, "/?token=" + token + "x")))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void manyWrongTokensHoldNoThread() throws Exception {
        try (LivePage guarded = LivePage.open(options(Optional.of(token)), stream)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RawClient client = new RawClient(guarded);
                clients.add(client);
                client.send(RawClient.get(guarded, "/stats", "Authorization: Bearer guess-number-" + i + "-xxx"));
            }
            assertThat(RawClient.ask(guarded, RawClient.get(guarded, "/stats", "Authorization: Bearer " + token)))
                    .startsWith("HTTP/1.1 200");
            for (RawClient client : clients) {
                assertThat(client.readAll()).startsWith("HTTP/1.1 401");
                client.close();
            }
        }
    }
}
