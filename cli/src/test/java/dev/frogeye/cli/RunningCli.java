package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that is watched while it runs. */
public final class RunningCli implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern PAGE = Pattern.compile("page: (http://\\S+)\n");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = new Interruption();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private RunningCli(Map<String, String> environment, String... args) {
        Thread thread = new Thread(() -> {
            Session session = Session.on(InputStream.nullInputStream(), out, err, 0, interruption, environment);
            exitCode.complete(Main.run(session, args));
        });
        thread.setDaemon(true);
        thread.start();
    }

    public static RunningCli start(Map<String, String> environment, Object... args) {
        return new RunningCli(
                environment, Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    public static RunningCli start(Object... args) {
        return start(Map.of(), args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Waits until something holds, as long as the command runs. */
    public void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            assertThat(exitCode).as(what + " before the end: " + err()).isNotDone();
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Where its page is, once it is there. */
    public URI page() throws Exception {
        await("a page", () -> PAGE.matcher(err()).find());
        Matcher matcher = PAGE.matcher(err());
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group(1));
    }

    public void interrupt() {
        interruption.request();
    }

    public int exitCode() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        interrupt();
        try {
            exitCode();
        } catch (Exception e) {
            throw new AssertionError("did not end", e);
        }
    }
}
