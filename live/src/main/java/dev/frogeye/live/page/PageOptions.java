package dev.frogeye.live.page;

import dev.frogeye.ingest.Preprocessing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the page is served, and to whom.
 *
 * @param address to listen on; anything but a loopback address needs a token
 * @param port to listen on, 0 for any that is free
 * @param token what a client must know, at least {@value #MIN_TOKEN_LENGTH} characters that fit into a URL
 * @param maxClients how many connections may stream at once: a page that is looked at takes three
 * @param hostNames names beside {@code localhost} and IP addresses by which browsers may call this machine, lower case
 * @param preprocessing how a picture becomes the network's input, so that spikes are drawn where they arose
 */
public record PageOptions(
        InetAddress address,
        int port,
        Optional<String> token,
        int maxClients,
        Set<String> hostNames,
        Preprocessing preprocessing) {
    /** Eight pages, or as many programs that read {@code /events}. */
    public static final int DEFAULT_MAX_CLIENTS = 24;

    /** 96 bits in base64. */
    public static final int MIN_TOKEN_LENGTH = 16;

    private static final int TOKEN_BYTES = 128 / 8;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{" + MIN_TOKEN_LENGTH + ",256}");
    private static final Pattern WHERE =
            Pattern.compile("(?:(?<host>[^:\\[\\]]+|\\[[0-9A-Fa-f:.%]+]):)?(?<port>\\d{1,5})");
    private static final int MAX_PORT = 65535;

    public PageOptions {
        Objects.requireNonNull(preprocessing, "preprocessing");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + MAX_PORT + ", was " + port);
        }
        if (maxClients < 1) {
            throw new IllegalArgumentException("the page needs at least one client, was " + maxClients);
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException("a token is at least " + MIN_TOKEN_LENGTH
                    + " letters, digits or any of -._~ ; the one given is not");
        }
        if (!address.isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException("other machines can reach " + address.getHostAddress()
                    + ", so the page needs a token there; give one or serve it on 127.0.0.1");
        }
        hostNames =
                hostNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Without a token, for the default number of clients. */
    public PageOptions(InetAddress address, int port, Preprocessing preprocessing) {
        this(address, port, Optional.empty(), DEFAULT_MAX_CLIENTS, Set.of(), preprocessing);
    }

    /**
     * What {@link #parse} reads.
     *
     * @param address to listen on
     * @param port to listen on
     * @param hostNames the name that was written instead of an address, which browsers will use too
     */
    public record Where(InetAddress address, int port, Set<String> hostNames) {}

    /**
     * Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code PORT}, which is on 127.0.0.1.
     *
     * @throws IllegalArgumentException in one line
     */
    public static Where parse(String where) {
        Matcher parts = WHERE.matcher(where.strip());
        if (!parts.matches() || Integer.parseInt(parts.group("port")) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "'" + where + "' is no address to serve a page on; write it like 127.0.0.1:8080");
        }
        String host = Optional.ofNullable(parts.group("host")).orElse("127.0.0.1");
        try {
            boolean isName = host.chars().anyMatch(Character::isLetter) && !host.startsWith("[");
            return new Where(
                    InetAddress.getByName(host),
                    Integer.parseInt(parts.group("port")),
                    isName ? Set.of(host.toLowerCase(Locale.ROOT)) : Set.of());
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("no such host to serve a page on: " + host, unknown);
        }
    }

    /** A token nobody can guess: 128 random bits, fit for a URL. */
    public static String newToken() {
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PageOptions[" + address.getHostAddress() + ":" + port + ", token="
                + (token.isPresent() ? "given" : "none") + ", maxClients=" + maxClients + ", hostNames=" + hostNames
                + "]";
    }
}
