package dev.frogeye.live.page;

import dev.frogeye.live.LiveControl;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * The page of a running stream: pictures, figures and settings over HTTP, until it is closed.
 *
 * <p>{@code /} the page; {@code /stream.mjpg} and {@code /snapshot.jpg} pictures ({@code ?view=input|spikes|overlay|heat},
 * {@code &height=} up to 480, {@code &fps=} up to 15); {@code /events} server-sent events {@code frame} and
 * {@code status}; {@code /stats} JSON; {@code /metrics} for Prometheus; {@code /healthz} 200 while frames are coming, else
 * 503; {@code POST /settings} JSON with {@code threshold} and {@code pixel_threshold}.
 *
 * <p>Whatever clients do, {@link #accept} waits for none of them, and memory and threads stay within fixed bounds.
 */
public final class LivePage implements LiveListener, AutoCloseable {
    private static final Logger LOG = System.getLogger(LivePage.class.getName());

    private static final int THREADS = 8;
    private static final int IDLE_THREADS = 4;

    /** Connections beyond those that stream: requests that end at once, and those to be refused. */
    private static final int SPARE_CONNECTIONS = 256;

    private static final int HEADER_BYTES = 8 << 10;

    /** What a client that does not read holds in the kernel, before its writes stop. */
    private static final int SEND_BUFFER_BYTES = 128 << 10;

    private static final long POOLED_BYTES = 8L << 20;
    private static final int POOLED_BUFFERS = 64;
    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final PageOptions options;
    private final Server server;
    private final ServerConnector connector;
    private final Connections connections;
    private final Audience audience;
    private final Broadcaster broadcaster;

    private LivePage(PageOptions options, LiveControl control, ClientPatience patience) {
        this.options = options;
        connections = new Connections(patience);
        audience = new Audience(options.maxClients());
        broadcaster = new Broadcaster(options.preprocessing(), control, audience, connections);
        // What waits for a thread is bounded by the number of connections.
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, IDLE_THREADS, (int) IDLE_MILLIS, 0, null, null);
        threads.setName("frogeye-page");
        threads.setDaemon(true);
        server = new Server(
                threads,
                new ScheduledExecutorScheduler("frogeye-page-timer", true),
                new ArrayByteBufferPool(0, 4 << 10, 128 << 10, POOLED_BUFFERS, POOLED_BYTES, POOLED_BYTES));
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(options.address().getHostAddress());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.addBean(connections);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.maxClients() + SPARE_CONNECTIONS, connector));
        server.setErrorHandler(new PlainErrors());
        server.setHandler(new PageHandler(options, control, connections, audience, broadcaster));
        server.setStopTimeout(0);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRelativeRedirectAllowed(true);
        return http;
    }

    /**
     * Opens the page. It shows nothing before {@link #accept} was called.
     *
     * @param control asked on threads of the page
     * @throws IOException if it cannot be served there, in one line
     */
    public static LivePage open(PageOptions options, LiveControl control) throws IOException {
        return open(options, control, ClientPatience.DEFAULT);
    }

    /** With other limits of time, for tests. */
    static LivePage open(PageOptions options, LiveControl control, ClientPatience patience) throws IOException {
        LivePage page = new LivePage(options, control, patience);
        page.start();
        return page;
    }

    private void start() throws IOException {
        try {
            server.start();
        } catch (Exception refused) {
            stop();
            Throwable reason = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException(
                    "cannot serve the page on " + options.address().getHostAddress() + ":" + options.port() + ": "
                            + reason.getMessage() + "; choose another address or port",
                    refused);
        }
        broadcaster.start();
        if (!options.address().isLoopbackAddress()) {
            LOG.log(
                    Level.WARNING,
                    "other machines can reach the page at {0}:{1}; whoever knows the token sees the picture and changes"
                            + " thresholds, and the token crosses the network unencrypted",
                    options.address().getHostAddress(),
                    String.valueOf(connector.getLocalPort()));
        }
    }

    /** Where it is, with the port it really has. */
    public URI address() {
        InetAddress address = options.address();
        String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
        boolean isIpv6 = address instanceof Inet6Address && !address.isAnyLocalAddress();
        return URI.create("http://" + (isIpv6 ? "[" + host + "]" : host) + ":" + connector.getLocalPort() + "/");
    }

    /** {@link #address} with the token, if one is needed: to be shown once, to who may come in. */
    public URI entrance() {
        return options.token()
                .map(token -> address().resolve("?token=" + token))
                .orElseGet(this::address);
    }

    /** Copies what somebody is watching; waits for nobody and allocates nothing while the frames keep their size. */
    @Override
    public void accept(LiveFrame frame) {
        broadcaster.accept(frame);
    }

    /** Who is streamed to, for tests. */
    Audience audience() {
        return audience;
    }

    /** Open connections, for tests. */
    int connections() {
        return connections.size();
    }

    /** Ends all answers and frees the port. */
    @Override
    public void close() {
        broadcaster.close();
        audience.finish();
        stop();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception unclean) {
            LOG.log(Level.WARNING, "the page did not stop cleanly", unclean);
        }
    }
}
