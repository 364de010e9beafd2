package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.frogeye.ingest.NumberedClip;
import dev.frogeye.ingest.RgbFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera that sends JPEGs one by one to a browser. */
@Timeout(60)
class WebCameraTest {
    private static final int FRAMES = 14;
    private static final int PAUSE_MILLIS = 100;

    @Test
    void picturesWithoutTimesHaveThoseAtWhichTheyCame() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            pictures.add(jpeg(i));
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/stream.mjpg", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte[] picture : pictures) {
                    out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(picture);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                TimeUnit.SECONDS.sleep(60);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/stream.mjpg";
        LiveOptions options = LiveOptions.DEFAULT.withPolicy(Policy.BLOCK);
        try (LiveSource source = LiveSource.open(LiveInput.parse(url, false), options)) {
            List<Taken> frames = Taken.until(source, frame -> frame.number() == FRAMES - 2);
            assertThat(frames).extracting(Taken::number).isSorted().doesNotHaveDuplicates();
            assertThat(frames.stream().filter(Taken::restarts)).hasSize(1);
            Taken first = frames.get(0);
            Taken last = frames.get(frames.size() - 1);
            // FFmpeg would count 40 ms for each.
            assertThat(last.ptsMicros()).isGreaterThan((last.number() - first.number()) * 55_000L);
        } finally {
            threads.shutdownNow();
            server.stop(0);
        }
    }

    private static byte[] jpeg(int number) throws IOException {
        RgbFrame frame = new RgbFrame();
        NumberedClip.draw(number, 1, frame);
        BufferedImage image = new BufferedImage(NumberedClip.WIDTH, NumberedClip.HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < NumberedClip.HEIGHT; y++) {
            for (int x = 0; x < NumberedClip.WIDTH; x++) {
                int level = frame.rgb()[3 * (y * NumberedClip.WIDTH + x)] & 0xff;
                image.setRGB(x, y, level << 16 | level << 8 | level);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
