package dev.frogeye.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code frogeye stream} for a while as a user would, with a page and a file, and shows once a minute how fast and how
 * large it is, at the end how old the oldest frame was.
 *
 * <pre>LiveSoak FROGEYE MINUTES [OPTIONS OF STREAM ...]</pre>
 */
public final class LiveSoak {
    private static final int FIRST_SECONDS = 60;
    private static final double MEGA = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveSoak() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: LiveSoak FROGEYE MINUTES [OPTIONS OF STREAM ...]");
            System.exit(2);
        }
        Path rows = Files.createTempFile("soak", ".jsonl");
        try {
            run(args[0], Integer.parseInt(args[1]), List.of(args).subList(2, args.length), rows);
            summarize(rows);
        } finally {
            Files.delete(rows);
        }
    }

    private static void run(String frogeye, int minutes, List<String> options, Path rows)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(frogeye, "stream", "--http", "127.0.0.1:0", "-o", rows.toString()));
        command.addAll(options.isEmpty() ? List.of("test") : options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader messages =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            URI page = page(messages);
            Thread reader = new Thread(() -> drain(messages));
            reader.setDaemon(true);
            reader.start();
            System.out.println("minute  captured  processed  dropped  p50 ms  p95 ms  p99 ms  heap MB  resident MB");
            for (int minute = 1; minute <= minutes; minute++) {
                TimeUnit.MINUTES.sleep(1);
                show(minute, status(page));
            }
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            System.out.println("exit code " + process.exitValue());
        }
    }

    /** What is not read would hold the command up. */
    private static void drain(BufferedReader messages) {
        try {
            while (messages.readLine() != null) {
                // Its figures are asked for by HTTP.
            }
        } catch (IOException e) {
            return; // the command has ended
        }
    }

    private static URI page(BufferedReader messages) throws IOException {
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            if (line.startsWith("page: ")) {
                return URI.create(line.substring("page: ".length()));
            }
            System.out.println(line);
        }
        throw new IOException("the command ended before its page was there");
    }

    private static JsonNode status(URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("stats"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static void show(int minute, JsonNode status) {
        System.out.printf(
                Locale.ROOT,
                "%6d  %8d  %9d  %7d  %6.1f  %6.1f  %6.1f  %7.0f  %11.0f%n",
                minute,
                status.at("/frames/captured").asLong(),
                status.at("/frames/processed").asLong(),
                status.at("/frames/dropped").asLong(),
                status.at("/latency_ms/p50").asDouble(),
                status.at("/latency_ms/p95").asDouble(),
                status.at("/latency_ms/p99").asDouble(),
                status.at("/memory/heap_bytes").asDouble() / MEGA,
                status.at("/memory/resident_bytes").asDouble() / MEGA);
    }

    /** How old frames were when their features were there, with and without the first minute. */
    private static void summarize(Path rows) throws IOException {
        double[] all = latencies(rows, 0);
        double[] later = latencies(rows, FIRST_SECONDS);
        System.out.printf(
                Locale.ROOT,
                "%d rows, the oldest %.1f ms; after the first minute %d, median %.1f, oldest %.1f ms%n",
                all.length,
                Arrays.stream(all).max().orElse(0),
                later.length,
                later.length == 0 ? 0 : later[later.length / 2],
                Arrays.stream(later).max().orElse(0));
    }

    private static double[] latencies(Path rows, int fromSecond) throws IOException {
        try (Stream<String> lines = Files.lines(rows)) {
            return lines.map(LiveSoak::row)
                    .filter(row -> row.path("pts_us").asLong() >= fromSecond * 1_000_000L)
                    .mapToDouble(row -> row.path("latency_ms").asDouble())
                    .sorted()
                    .toArray();
        }
    }

    private static JsonNode row(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("a row that is no JSON: " + line, e);
        }
    }
}
