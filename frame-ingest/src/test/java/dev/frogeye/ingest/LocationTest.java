package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import com.sun.net.httpserver.HttpServer;
import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocationTest {
    private static final String SECRET = "s3cr3t";

    @TempDir
    private Path folder;

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private HttpServer server;
    private byte[] clip;

    @BeforeEach
    void serve() throws IOException {
        clip = Files.readAllBytes(Clips.write(folder.resolve("clip.mkv"), 0, Clips.every(40_000, 40)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/clip.mkv", exchange -> {
            exchange.sendResponseHeaders(200, clip.length);
            exchange.getResponseBody().write(clip);
            exchange.close();
        });
        server.createContext("/text.mkv", exchange -> {
            byte[] text = "no film at all\n".repeat(50).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.createContext("/stalls.mkv", exchange -> {
            exchange.sendResponseHeaders(200, clip.length);
            exchange.getResponseBody().write(clip, 0, clip.length / 2);
            exchange.getResponseBody().flush();
            await();
            exchange.close();
        });
        server.createContext("/hangs.mkv", exchange -> {
            await();
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        handlers.shutdownNow();
    }

    private VideoLocation at(String path) {
        return new VideoLocation.Remote(
                "http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private VideoLocation withPassword(String path) {
        return new VideoLocation.Remote(
                "http://user:" + SECRET + "@127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void aClipIsFetchedFromAServer() throws IOException {
        try (VideoFile video = VideoFile.open(withPassword("/clip.mkv"), VideoOptions.DEFAULT)) {
            assertThat(Clips.readAll(video)).hasSize(40);
            assertThat(video.report().decodeErrors()).isZero();
            assertThat(video.info().name()).contains("/clip.mkv").doesNotContain(SECRET);
        }
    }

    @Test
    void evenlySpreadFramesOfAStreamFollowItsDeclaredDuration() throws IOException {
        VideoOptions options = VideoOptions.DEFAULT.withSampling(new Sampling.Uniform(4));
        try (VideoFile video = VideoFile.open(at("/clip.mkv"), options)) {
            assertThat(Clips.readAll(video))
                    .extracting(Delivered::ptsMicros)
                    .containsExactly(200_000L, 600_000L, 960_000L, 1_360_000L);
        }
        assertFails(
                at("/clip.mkv"),
                options.withRange(TimeRange.parse("5f", null, null)),
                VideoException.Code.NO_DURATION,
                "given in frames");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none.mkv", "/text.mkv"})
    void anAnswerThatIsNoVideoIsAnError(String path) {
        boolean isThere = path.equals("/text.mkv");
        assertFails(
                withPassword(path),
                VideoOptions.DEFAULT,
                isThere ? VideoException.Code.NOT_A_VIDEO : VideoException.Code.UNREACHABLE,
                isThere ? "not a video" : "404");
    }

    @Test
    void aPortNobodyListensOnIsAnError() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFails(
                new VideoLocation.Remote("http://user:" + SECRET + "@127.0.0.1:" + port + "/a.mp4"),
                VideoOptions.DEFAULT,
                VideoException.Code.UNREACHABLE,
                "refused");
        assertFails(
                new VideoLocation.Remote("gopher://127.0.0.1/a.mp4"),
                VideoOptions.DEFAULT,
                VideoException.Code.UNREACHABLE,
                "give an address of http");
    }

    @Test
    void aRemotePlaylistDoesNotReachLocalFiles() throws IOException {
        server.createContext("/list.ffconcat", exchange -> {
            byte[] list = ("ffconcat version 1.0\nfile 'file:" + folder.resolve("clip.mkv") + "'\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        assertThatThrownBy(() -> VideoFile.open(at("/list.ffconcat"), VideoOptions.DEFAULT))
                .isInstanceOf(VideoException.class);
    }

    @Test
    void aServerThatStaysSilentIsAnErrorAfterAWhile() throws IOException {
        MediaInput impatient = MediaInput.of(withPassword("/hangs.mkv"), Duration.ofMillis(300));
        assertThatThrownBy(() -> VideoFile.open(withPassword("/hangs.mkv"), impatient, VideoOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.UNREACHABLE))
                .hasMessageNotContaining(SECRET);
        MediaInput stalls = MediaInput.of(at("/stalls.mkv"), Duration.ofMillis(300));
        try (VideoFile video = VideoFile.open(at("/stalls.mkv"), stalls, VideoOptions.DEFAULT)) {
            assertThat(Clips.readAll(video)).hasSizeBetween(10, 30);
            assertThat(video.report().decodeErrors()).isPositive();
            assertThat(video.report().endsEarly(video.info())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hangs.mkv", "/stalls.mkv"})
    void interruptingTheThreadEndsWaiting(String path) throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            waiting.countDown();
            try (VideoFile video = VideoFile.open(at(path), VideoOptions.DEFAULT)) {
                Clips.readAll(video);
            } catch (IOException e) {
                thrown.set(e);
            }
        });
        reader.start();
        waiting.await();
        Thread.sleep(300);
        reader.interrupt();
        reader.join(10_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class).hasMessageContaining(path);
    }

    @Test
    void imagesAreAVideoWhateverTheirFirstNumber() throws IOException {
        Path images = Files.createDirectory(folder.resolve("100% images"));
        String pattern = images + "/img_%04d.png";
        OddWriter.images(images, "img_%04d.png", 117, 12);
        try (VideoFile video = VideoFile.open(new VideoLocation.Images(pattern, 10), VideoOptions.DEFAULT)) {
            List<Delivered> frames = Clips.readAll(video);
            assertThat(frames).hasSize(12);
            assertThat(frames.get(11).ptsMicros()).isEqualTo(1_100_000);
            assertThat(video.report().decodeErrors()).isZero();
        }
        VideoOptions part = VideoOptions.DEFAULT
                .withRange(TimeRange.parse("0.5", null, null))
                .withSampling(new Sampling.Uniform(2));
        try (VideoFile video = VideoFile.open(new VideoLocation.Images(pattern, 10), part)) {
            assertThat(Clips.readAll(video)).extracting(Delivered::ptsMicros).containsExactly(700_000L, 1_000_000L);
        }
        Files.delete(images.resolve("img_0120.png"));
        try (VideoFile video = VideoFile.open(new VideoLocation.Images(pattern, 10), VideoOptions.DEFAULT)) {
            assertThat(Clips.readAll(video)).hasSize(3);
            assertThat(video.report().messages()).contains("img_0120.png is missing");
        }
        assertFails(
                new VideoLocation.Images(images + "/none_%d.png", 10),
                VideoOptions.DEFAULT,
                VideoException.Code.MISSING,
                "no image is named like");
    }

    @Test
    void imagesBehindAGapAreMissingHoweverFewTheyAre() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        OddWriter.images(images, "%04d.png", 1, 18);
        VideoLocation location = new VideoLocation.Images(images + "/%04d.png", 200);
        assertThat(VideoProbe.probe(location, false).health()).isEqualTo(VideoProbe.Health.WHOLE);
        Files.delete(images.resolve("0015.png"));
        Files.delete(images.resolve("0016.png"));
        try (VideoFile video = VideoFile.open(location, VideoOptions.DEFAULT)) {
            assertThat(Clips.readAll(video)).hasSize(14);
            assertThat(video.info().durationMicros()).hasValue(90_000);
            assertThat(video.report().cutOff()).isTrue();
            assertThat(video.report().endsEarly(video.info())).isTrue();
        }
        assertThat(VideoProbe.probe(location, false).health()).isEqualTo(VideoProbe.Health.TRUNCATED);
        assertThat(VideoProbe.probe(location, true).health()).isEqualTo(VideoProbe.Health.TRUNCATED);
        VideoOptions part = VideoOptions.DEFAULT.withRange(TimeRange.parse(null, null, "0.05"));
        try (VideoFile video = VideoFile.open(location, part)) {
            assertThat(Clips.readAll(video)).hasSize(10);
            assertThat(video.report().endsEarly(video.info())).isFalse();
        }
    }

    @Test
    void aServerThatCannotSeekIsNamedWhereTheIndexIsAtTheEnd() throws IOException {
        OddWriter.Format large =
                OddWriter.format("mp4", "mpeg4", AV_PIX_FMT_YUV420P).withSize(640, 480);
        byte[] mp4 = Files.readAllBytes(OddWriter.write(folder.resolve("large.mp4"), large, Clips.every(40, 20)));
        server.createContext("/large.mp4", exchange -> {
            exchange.sendResponseHeaders(200, mp4.length);
            exchange.getResponseBody().write(mp4);
            exchange.close();
        });
        for (boolean decode : new boolean[] {false, true}) {
            assertThatThrownBy(() -> VideoProbe.probe(withPassword("/large.mp4"), decode))
                    .isInstanceOfSatisfying(
                            VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.NO_FRAMES))
                    .hasMessageContaining("the server does not let FFmpeg seek; download the file first")
                    .hasMessageNotContaining(SECRET)
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> {
                    try (VideoFile video = VideoFile.open(at("/large.mp4"), VideoOptions.DEFAULT)) {
                        Clips.readAll(video);
                    }
                })
                .hasMessageContaining("range support");
    }

    @Test
    void aNameThatIsNoTextIsOpenedByItsBytes() throws Exception {
        Path latin = Files.createDirectory(folder.resolve("latin"));
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell");
        String copy = "cp clip.mkv \"$(printf 'latin/caf\\351 100%%.mkv')\"";
        Process process =
                new ProcessBuilder("sh", "-c", copy).directory(folder.toFile()).start();
        Assumptions.assumeTrue(process.waitFor() == 0, "this file system wants names in UTF-8");
        List<Path> found;
        try (Stream<Path> files = Files.list(latin)) {
            found = files.toList();
        }
        assertThat(found).hasSize(1);
        try (VideoFile video = VideoFile.open(found.get(0))) {
            assertThat(Clips.readAll(video)).hasSize(40);
        }
    }

    @Test
    void schemesAreReadInAnyCase() {
        assertThat(VideoLocation.parse("HTTP://Host/A.mp4")).isEqualTo(new VideoLocation.Remote("http://Host/A.mp4"));
        assertThat(VideoLocation.parse("File:///a.mp4")).isEqualTo(new VideoLocation.Local(Path.of("/a.mp4")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void anEmptyInputIsRefused(String text) {
        assertThatThrownBy(() -> VideoLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an input is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-i.mkv", "http:clip.mkv", "concat:a|b.mkv", "%d.mkv", "a\nb.mkv"})
    void anOddNameIsJustAName(String name) throws IOException {
        Path file = Files.copy(folder.resolve("clip.mkv"), folder.resolve(name));
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(Clips.readAll(video)).hasSize(40);
        }
        Path relative = Path.of("").toAbsolutePath().relativize(file);
        try (VideoFile video = VideoFile.open(relative)) {
            assertThat(Clips.readAll(video)).hasSize(40);
        }
    }

    private static void assertFails(
            VideoLocation location, VideoOptions options, VideoException.Code code, String reason) {
        assertThatThrownBy(() -> VideoFile.open(location, options))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(location.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining(";")
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining("\n");
    }
}
