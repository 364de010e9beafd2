package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.live.LiveStatus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page answers. */
class LivePageTest {
    private final SyntheticStream stream = new SyntheticStream();
    private LivePage page;

    @BeforeEach
    void open() throws IOException {
        page = LivePage.open(new PageOptions(InetAddress.getLoopbackAddress(), 0, Preprocessing.IMAGENET), stream);
        stream.feed(page);
    }

    @AfterEach
    void close() {
        stream.close();
        page.close();
    }

    private String get(String path, String... headers) throws IOException {
        return RawClient.ask(page, RawClient.get(page, path, headers));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static JsonNode json(String answer) throws IOException {
        return new ObjectMapper().readTree(body(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.js",
                "/page.css",
                "/chart.js",
                "/pictures.js",
                "/controls.js",
                "/layers.js",
                "/format.js",
                "/icon.svg",
                "/stats",
                "/metrics",
                "/healthz",
                "/snapshot.jpg",
                "/nothing",
                "/../pom.xml"
            })
    void everyAnswerKeepsOtherSitesOutAndIsNotKept(String path) throws IOException {
        assertThat(get(path))
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"
                        + " img-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                        + " form-action 'none'\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .contains("Referrer-Policy: no-referrer\r\n")
                .contains("Cache-Control: no-store\r\n")
                .doesNotContain("Jetty");
    }

    @Test
    void pageComesInParts() throws IOException {
        assertThat(get("/")).startsWith("HTTP/1.1 200").contains("<title>Frogeye live</title>");
        assertThat(get("/page.js")).contains("Content-Type: text/javascript");
        assertThat(get("/page.css")).contains("Content-Type: text/css");
    }

    @Test
    void statsAreTheStatusInSnakeCase() throws IOException {
        JsonNode stats = json(get("/stats"));

        assertThat(stats.get("connection").textValue()).isEqualTo("live");
        assertThat(stats.at("/latency_ms/p95").doubleValue()).isEqualTo(52.7);
        assertThat(stats.at("/cost/macs_dense").longValue()).isEqualTo(SyntheticStream.DENSE_MACS);
        assertThat(stats.at("/frames/captured").longValue())
                .isEqualTo(stats.at("/frames/processed").longValue()
                        + stats.at("/frames/dropped").longValue()
                        + stats.at("/frames/queued").longValue());
        assertThat(stats.get("layers").size()).isGreaterThan(90);
        assertThat(stats.get("threshold").asText()).isEqualTo("0.06");
        assertThat(stats.get("last_error").isNull()).isTrue();
    }

    @Test
    void metricsHaveHelpAndTypeForEveryName() throws IOException {
        List<String> lines = body(get("/metrics")).lines().toList();

        assertThat(lines).contains("# TYPE frogeye_frames_captured_total counter");
        assertThat(lines).contains("frogeye_connection{state=\"live\"} 1");
        assertThat(lines).anyMatch(line -> line.matches("frogeye_frames_processed_total \\d+"));
        for (String line : lines) {
            assertThat(line).matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\".*\"})? [-0-9.ENa]+");
            String name = line.startsWith("#") ? line.split(" ")[2] : line.split("[ {]")[0];
            assertThat(lines).anyMatch(other -> other.startsWith("# HELP " + name + " "));
            assertThat(lines).anyMatch(other -> other.startsWith("# TYPE " + name + " "));
        }
    }

    @ParameterizedTest
    @CsvSource({"LIVE,200", "CONNECTING,503", "RECONNECTING,503", "ENDED,503", "LOST,503"})
    void healthFollowsTheConnection(LiveStatus.Connection state, int status) throws IOException {
        stream.set(state, null);

        assertThat(get("/healthz")).startsWith("HTTP/1.1 " + status).endsWith(state + "\n");
    }

    @Test
    void eventsBeginWithTheStatusAndGoOnWithFrames() throws IOException {
        try (RawClient client = new RawClient(page)) {
            client.send(RawClient.get(page, "/events"));
            String head = client.readUntil("\n\n");
            client.readUntil("event: frame\ndata: ");
            JsonNode first = new ObjectMapper().readTree(client.readUntil("\n"));
            client.readUntil("event: frame\ndata: ");
            JsonNode second = new ObjectMapper().readTree(client.readUntil("\n"));

            assertThat(head)
                    .contains("Content-Type: text/event-stream")
                    .contains("retry: 2000\nevent: status\ndata: {");
            assertThat(second.get("frame_index").longValue())
                    .isGreaterThan(first.get("frame_index").longValue());
            assertThat(first.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "frame_index",
                            "pts_us",
                            "wall_time",
                            "state",
                            "change_ratio",
                            "spikes",
                            "macs",
                            "macs_dense",
                            "latency_ms",
                            "fps",
                            "emitted");
        }
    }

    @ParameterizedTest
    @CsvSource({"input,240,426", "spikes,360,640", "overlay,120,213", "heat,480,640"})
    void snapshotsAreScaledPictures(String view, int height, int width) throws IOException {
        String answer = get("/snapshot.jpg?view=" + view + "&height=" + height);
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(body(answer).getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(answer).contains("Content-Type: image/jpeg");
        assertThat(picture.getHeight()).isEqualTo(Math.min(360, height));
        assertThat(picture.getWidth()).isEqualTo(width);
    }

    @Test
    void streamOfPicturesHasPartsOfTheirLength() throws IOException {
        try (RawClient client = new RawClient(page)) {
            client.send(RawClient.get(page, "/stream.mjpg?view=overlay&height=120&fps=15"));
            assertThat(client.readUntil("\r\n\r\n")).contains("multipart/x-mixed-replace; boundary=frogeye-picture");
            client.readUntil("--frogeye-picture\r\n");
            for (int i = 0; i < 3; i++) {
                client.readUntil("Content-Type: image/jpeg\r\nContent-Length: ");
                int length = Integer.parseInt(client.readUntil("\r\n\r\n").strip());
                String part = client.readUntil("\r\n--frogeye-picture");
                // Between its bytes lies the framing of a chunk where the server cut it.
                assertThat(part.length()).isBetween(length, length + 100);
            }
        }
    }

    @Test
    void stalledSourceStillHasItsLastPicture() throws Exception {
        get("/snapshot.jpg");
        stream.close();

        assertThat(get("/snapshot.jpg")).startsWith("HTTP/1.1 200");
    }

    @Test
    void beforeTheFirstFrameThereIsNoPicture() throws IOException {
        try (LivePage idle =
                LivePage.open(new PageOptions(InetAddress.getLoopbackAddress(), 0, Preprocessing.IMAGENET), stream)) {
            assertThat(RawClient.ask(idle, RawClient.get(idle, "/snapshot.jpg")))
                    .startsWith("HTTP/1.1 503")
                    .endsWith("There is no picture yet.\n");
        }
    }

    @Test
    void settingsAct() throws IOException {
        String answer = RawClient.ask(page, RawClient.post(page, "{\"threshold\":0.12,\"pixel_threshold\":7.5}"));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("{\"threshold\":0.12,\"pixel_threshold\":7.5}");
        assertThat(stream.threshold()).isEqualTo(0.12f);
        assertThat(stream.pixelThreshold()).isEqualTo(7.5f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"threshold":-1}                  | threshold is a number from 0 up.
            {"threshold":"0.1"}               | threshold is a number from 0 up.
            {"threshold":1e999}               | threshold is a number from 0 up.
            {"pixel_threshold":256}           | pixel_threshold is a number from 0 to 255.
            {"pixel_threshold":null}          | pixel_threshold is a number from 0 to 255.
            {"other":1}                       | There are the settings threshold and pixel_threshold, no others.
            {"threshold":1,"threshold":2}     | That is not JSON.
            {"threshold":0.1} x               | That is not JSON.
            {"threshold":NaN}                 | That is not JSON.
            {}                                | Send a JSON object such as {"threshold": 0.06, "pixel_threshold": 4}.
            [1]                               | Send a JSON object such as {"threshold": 0.06, "pixel_threshold": 4}.
            {"threshold":200}                 | a threshold is from 0 to 100, was 200.0
            """)
    void wrongSettingsAreRefusedInOneLine(String body, String reason) throws IOException {
        assertThat(RawClient.ask(page, RawClient.post(page, body)))
                .startsWith("HTTP/1.1 400")
                .endsWith("\r\n\r\n" + reason + "\n");
        assertThat(stream.threshold()).isEqualTo(0.06f);
    }

    @ParameterizedTest
    @CsvSource({"view=x", "view=%zz", "height=10", "height=x", "fps=0", "fps=NaN", "fps=-1"})
    void wrongPicturesAreRefused(String query) throws IOException {
        assertThat(get("/stream.mjpg?" + query)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/,405",
        "PUT,/stats,405",
        "DELETE,/settings,405",
        "GET,/settings,405",
        "OPTIONS,/,405",
        "GET,/x,404"
    })
    void otherMethodsAndPathsAreRefused(String method, String path, int status) throws IOException {
        String request = RawClient.get(page, path).replaceFirst("GET", method);

        assertThat(RawClient.ask(page, request)).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stats", "/metrics", "/healthz", "/events", "/stream.mjpg", "/snapshot.jpg"})
    void headHasNoBody(String path) throws IOException {
        String answer = RawClient.ask(page, RawClient.get(page, path).replaceFirst("GET", "HEAD"));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(page.audience().size()).isZero();
    }

    @Test
    void portThatIsTakenIsSaidInOneLine() {
        PageOptions taken =
                new PageOptions(InetAddress.getLoopbackAddress(), page.address().getPort(), Preprocessing.IMAGENET);

        assertThatThrownBy(() -> LivePage.open(taken, stream).close())
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "cannot serve the page on 127.0.0.1:\\d+: .*Address already in use; choose another.*");
    }

    @Test
    void closingEndsStreamsAndThreads() throws Exception {
        try (RawClient client = new RawClient(page)) {
            client.send(RawClient.get(page, "/events"));
            client.readUntil("event: frame");
            page.close();

            assertThat(client.readAll()).isNotNull();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("frogeye-page-broadcaster") && thread.isAlive());
    }

    @Test
    void otherAddressNeedsATokenAndIsServed() throws Exception {
        String token = PageOptions.newToken();
        PageOptions everywhere = new PageOptions(
                InetAddress.getByName("0.0.0.0"),
                0,
                Optional.of(token),
                2,
                Set.of("Camera.example"),
                Preprocessing.IMAGENET);
        try (LivePage open = LivePage.open(everywhere, stream)) {
            int port = open.address().getPort();
            String bearer = "Authorization: Bearer " + token;
            for (String host :
                    List.of("camera.example", "192.168.7.7:" + port, "localhost:" + port, "[fe80::1]:" + port)) {
                String request = RawClient.get(open, "/healthz", bearer)
                        .replace("Host: " + open.address().getAuthority(), "Host: " + host);
                assertThat(RawClient.ask(open, request)).as(host).startsWith("HTTP/1.1 200");
            }
            String query = "/stats?token=" + token;
            String answer = RawClient.ask(open, RawClient.get(open, query));
            assertThat(answer)
                    .startsWith("HTTP/1.1 303")
                    .contains("Location: /\r\n")
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .doesNotContain(token);
            String cookie = Arrays.stream(answer.split("\r\n"))
                    .filter(line -> line.startsWith("Set-Cookie: "))
                    .map(line -> line.substring("Set-Cookie: ".length(), line.indexOf(';')))
                    .findFirst()
                    .orElseThrow();
            assertThat(RawClient.ask(open, RawClient.get(open, "/stats", "Cookie: a=b; " + cookie)))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void acceptingAllocatesNothing() throws Exception {
        stream.close();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SyntheticStream frames = new SyntheticStream();
        try (RawClient events = new RawClient(page);
                RawClient pictures = new RawClient(page)) {
            events.send(RawClient.get(page, "/events"));
            events.readUntil("event: status");
            pictures.send(RawClient.get(page, "/stream.mjpg?height=60"));
            long own = Thread.currentThread().getId();
            // What the compiler has not yet seen to be needless is allocated; on a busy machine it comes late.
            long allocated = Long.MAX_VALUE;
            for (int round = 0; round < 30 && allocated > 1000; round++) {
                allocated = 0;
                for (int i = 0; i < 1000; i++) {
                    if (i % 100 == 0) {
                        frames.step();
                    }
                    long before = threads.getThreadAllocatedBytes(own);
                    page.accept(frames);
                    allocated += threads.getThreadAllocatedBytes(own) - before;
                    if (i % 10 == 0) {
                        Thread.sleep(1);
                    }
                }
            }
            assertThat(allocated / 1000.0).isCloseTo(0, within(1.0));
        }
    }
}
