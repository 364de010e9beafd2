package dev.frogeye.catalogue;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The proxies that the environment names, as other programs read it: {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY} and {@code NO_PROXY}, in either case. Java's own properties win against it.
 */
final class Proxies extends ProxySelector {
    /** Since Java 8u111 passwords are not sent in the open to a proxy that tunnels, unless this is empty. */
    private static final String REFUSED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final Optional<Server> http;
    private final Optional<Server> https;
    private final List<String> exceptions;

    private Proxies(Optional<Server> http, Optional<Server> https, List<String> exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    /** A proxy, and what it wants to know of the user. */
    private record Server(InetSocketAddress address, Optional<PasswordAuthentication> user) {}

    /**
     * Reads the environment.
     *
     * @param environment gives the value of a variable, or null
     * @throws PullException if a variable is no proxy; its value is not told, a password may be in it
     */
    static Proxies of(UnaryOperator<String> environment) throws PullException {
        String none = first(environment, "no_proxy", "NO_PROXY").orElse("");
        return new Proxies(
                server(environment, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"),
                server(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
                Arrays.stream(none.split(","))
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    /** Has a client go through these, unless Java's properties name one. */
    void configure(HttpClient.Builder client) {
        boolean isSetInJava = System.getProperty("http.proxyHost") != null
                || System.getProperty("https.proxyHost") != null
                || System.getProperty("java.net.useSystemProxies") != null;
        if (isSetInJava || (http.isEmpty() && https.isEmpty())) {
            client.proxy(ProxySelector.getDefault());
            return;
        }
        client.proxy(this);
        if (users().findAny().isPresent()) {
            if (System.getProperty(REFUSED_SCHEMES) == null) {
                // Read once, when the first client is made.
                System.setProperty(REFUSED_SCHEMES, "");
            }
            client.authenticator(new Passwords());
        }
    }

    private Stream<Server> users() {
        return Stream.concat(http.stream(), https.stream())
                .filter(server -> server.user().isPresent());
    }

    /** Tells names and passwords to the proxies alone. */
    private final class Passwords extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            return users().filter(server -> server.address().getHostString().equalsIgnoreCase(getRequestingHost())
                            && server.address().getPort() == getRequestingPort())
                    .findFirst()
                    .flatMap(Server::user)
                    .orElse(null);
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<Server> server = "https".equals(uri.getScheme()) ? https : http;
        if (server.isEmpty() || isExcepted(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        InetSocketAddress address = server.get().address();
        // Looked up each time: a laptop moves.
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHostString(), address.getPort())));
    }

    private boolean isExcepted(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String withPort = host + ":" + uri.getPort();
        return exceptions.stream()
                .map(exception -> exception.startsWith(".") ? exception.substring(1) : exception)
                .anyMatch(exception -> exception.equals("*")
                        || host.equals(exception)
                        || host.endsWith("." + exception)
                        || withPort.equals(exception));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The transfer says so.
    }

    private static Optional<String> first(UnaryOperator<String> environment, String... variables) {
        return Arrays.stream(variables)
                .map(environment)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }

    private static Optional<Server> server(UnaryOperator<String> environment, String... variables)
            throws PullException {
        Optional<String> value = first(environment, variables);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().strip();
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new PullException(variables[1] + " is not of the form http://HOST:PORT; other kinds of proxies"
                        + " are not supported");
            }
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            return Optional.of(new Server(
                    InetSocketAddress.createUnresolved(uri.getHost(), port),
                    Optional.ofNullable(uri.getUserInfo()).map(Proxies::user)));
        } catch (URISyntaxException e) {
            // Without the cause, which shows the password.
            throw new PullException(variables[1] + " is not of the form http://HOST:PORT; write special characters of"
                    + " a password as %40 and so on");
        }
    }

    private static PasswordAuthentication user(String info) {
        String[] parts = info.split(":", 2);
        return new PasswordAuthentication(parts[0], (parts.length == 2 ? parts[1] : "").toCharArray());
    }
}
