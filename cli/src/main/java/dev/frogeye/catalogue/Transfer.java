package dev.frogeye.catalogue;

import dev.frogeye.catalogue.TransferException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** One attempt to get the rest of a file from one source. */
final class Transfer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final HttpClient client;
    private final ServerPatience patience;
    private final URI source;
    private final PartFile part;
    private final long bytes;
    private final PullListener listener;

    /**
     * A transfer.
     *
     * @param bytes that the whole file has
     */
    Transfer(HttpClient client, ServerPatience patience, URI source, PartFile part, long bytes, PullListener listener) {
        this.client = client;
        this.patience = patience;
        this.source = source;
        this.part = part;
        this.bytes = bytes;
        this.listener = listener;
    }

    /**
     * Fetches what is missing; afterwards the part has the length of the whole.
     *
     * @return whether it went on behind a part that was there
     * @throws TransferException if the source does not deliver; what has arrived is kept
     * @throws PullException if it cannot be written
     */
    boolean run() throws IOException, InterruptedException {
        long have = part.length();
        if (have > bytes) {
            part.delete();
            have = 0;
        }
        if (have == bytes) {
            return true;
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(source).header("User-Agent", "frogeye").GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            part.version(source).ifPresent(version -> request.header("If-Range", version));
        }
        HttpResponse<Publisher<List<ByteBuffer>>> response = send(request.build());
        try (Chunks body = new Chunks()) {
            response.body().subscribe(body);
            boolean continues = continues(response, have);
            Optional<String> version = response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
            try (OutputStream out = writing(() -> continues ? part.append() : part.begin(source, version))) {
                copy(body, out, continues ? have : 0);
            }
            return continues;
        }
    }

    private HttpResponse<Publisher<List<ByteBuffer>>> send(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Publisher<List<ByteBuffer>>>> sent =
                client.sendAsync(request, BodyHandlers.ofPublisher());
        long millis = patience.connect().plus(patience.idle()).toMillis();
        try {
            return sent.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TransferException(Kind.PASSING, "did not answer within " + seconds(millis), e);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    private static TransferException unreachable(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException) {
                return new TransferException(Kind.FINAL, "cannot be found", cause);
            }
        }
        if (cause instanceof SSLException) {
            return new TransferException(
                    Kind.FINAL,
                    "has no certificate that Java trusts (" + cause.getMessage()
                            + "; that of a company's proxy goes into Java's trust store)",
                    cause);
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new TransferException(Kind.FINAL, "cannot be reached" + reason(cause), cause);
        }
        return new TransferException(Kind.PASSING, "broke off" + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    }

    /** Whether the answer is what comes behind the part that is there; it is the whole file otherwise. */
    private boolean continues(HttpResponse<Publisher<List<ByteBuffer>>> response, long have) throws IOException {
        int status = response.statusCode();
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (status == 200) {
            require(announced < 0 || announced == bytes, announced);
            return false;
        }
        if (status == 206 && have > 0) {
            String range = response.headers().firstValue("Content-Range").orElse("");
            Matcher matcher = CONTENT_RANGE.matcher(range);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) != have) {
                part.delete();
                throw new TransferException(Kind.PASSING, "sent another range than was asked for (" + range + ")");
            }
            if (!matcher.group(3).equals("*")) {
                require(Long.parseLong(matcher.group(3)) == bytes, Long.parseLong(matcher.group(3)));
            }
            return true;
        }
        if (status == 416 && have > 0) {
            part.delete();
            throw new TransferException(Kind.PASSING, "has nothing behind the " + have + " bytes that were here");
        }
        throw refused(response);
    }

    private void require(boolean fits, long announced) throws TransferException {
        if (!fits) {
            throw new TransferException(Kind.WRONG, "has " + announced + " bytes under that name, expected " + bytes);
        }
    }

    private static TransferException refused(HttpResponse<?> response) {
        int status = response.statusCode();
        String answered = "answered " + status;
        if (status >= 300 && status < 400) {
            String location = response.headers().firstValue("Location").orElse("");
            boolean unsafe = location.toLowerCase(Locale.ROOT).startsWith("http:");
            return new TransferException(
                    Kind.FINAL,
                    unsafe && "https".equals(response.uri().getScheme())
                            ? "redirects from https to http, which is not followed"
                            : "redirects again and again");
        }
        return switch (status) {
            case 401, 403 -> new TransferException(Kind.FINAL, answered + ": access is not allowed");
            case 404, 410 -> new TransferException(Kind.FINAL, answered + ": the file is not there any more");
            case 407 ->
                new TransferException(
                        Kind.FINAL,
                        "is behind a proxy that wants a name and a password: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
            case 408, 425, 429 -> new TransferException(Kind.PASSING, answered + ": it is too busy");
            default -> new TransferException(status >= 500 ? Kind.PASSING : Kind.FINAL, answered);
        };
    }

    private void copy(Chunks body, OutputStream out, long from) throws IOException, InterruptedException {
        WritableByteChannel channel = Channels.newChannel(out);
        long have = from;
        listener.progress(have);
        for (Optional<List<ByteBuffer>> chunk = next(body, have); chunk.isPresent(); chunk = next(body, have)) {
            long length = chunk.get().stream().mapToLong(ByteBuffer::remaining).sum();
            if (have + length > bytes) {
                part.delete();
                throw new TransferException(Kind.WRONG, "sends more than the expected " + bytes + " bytes");
            }
            for (ByteBuffer buffer : chunk.get()) {
                writing(() -> channel.write(buffer));
            }
            have += length;
            listener.progress(have);
        }
        if (have < bytes) {
            throw brokenOff(have, null);
        }
    }

    private Optional<List<ByteBuffer>> next(Chunks body, long have) throws TransferException, InterruptedException {
        try {
            return body.next(patience.idle());
        } catch (TimeoutException e) {
            throw new TransferException(
                    Kind.PASSING, "sent nothing for " + seconds(patience.idle().toMillis()), e);
        } catch (IOException e) {
            throw brokenOff(have, e);
        }
    }

    private TransferException brokenOff(long have, IOException cause) {
        return new TransferException(Kind.PASSING, "broke off after " + have + " of " + bytes + " bytes", cause);
    }

    private interface FileAction<T> {
        T run() throws IOException;
    }

    /** Tells what goes wrong with the file from what goes wrong with the network. */
    private <T> T writing(FileAction<T> action) throws IOException {
        try {
            return action.run();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                InterruptedIOException interrupted = new InterruptedIOException("interrupted");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw new PullException(
                    "cannot write " + part.path() + " (" + e.getMessage()
                            + "); make room there, or name another folder as FROGEYE_MODELS, then run this again",
                    e);
        }
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
