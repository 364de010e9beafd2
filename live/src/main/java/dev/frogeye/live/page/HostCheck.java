package dev.frogeye.live.page;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HostPort;

/**
 * Refuses requests that other web sites make a browser send: under a name of theirs that they made point here (DNS
 * rebinding; an IP address cannot be made to), or from a page of theirs.
 */
final class HostCheck {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED = 421;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final InetAddress address;
    private final Set<String> names;

    HostCheck(InetAddress address, Set<String> names) {
        this.address = address;
        this.names = names;
    }

    /** Why not, if so. */
    Optional<Refusal> check(HttpFields headers) {
        Optional<HostPort> host = parse(headers.get(HttpHeader.HOST));
        if (host.isEmpty() || !isOurs(name(host.get()))) {
            return Optional.of(new Refusal(
                    MISDIRECTED,
                    "This page is not served under that host name. Use its IP address or localhost, or allow the name"
                            + " when starting the stream."));
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !isSame(origin, host.get())) {
            return Optional.of(new Refusal(FORBIDDEN, "Only this page itself may ask for that: wrong Origin."));
        }
        String site = headers.get("Sec-Fetch-Site");
        boolean isForeign = "cross-site".equals(site) || "same-site".equals(site);
        if (isForeign && !"navigate".equals(headers.get("Sec-Fetch-Mode"))) {
            return Optional.of(new Refusal(FORBIDDEN, "Other web sites may not embed or call this page."));
        }
        return Optional.empty();
    }

    private boolean isOurs(String name) {
        if (name.equals("localhost") || names.contains(name)) {
            return true;
        }
        return literal(name).filter(this::isAddress).isPresent();
    }

    private boolean isAddress(InetAddress literal) {
        return address.isAnyLocalAddress()
                ? !literal.isAnyLocalAddress()
                : literal.equals(address) || literal.isLoopbackAddress() && address.isLoopbackAddress();
    }

    /** An address that was written out; no name is ever looked up. */
    private static Optional<InetAddress> literal(String name) {
        boolean isIpv6 = name.startsWith("[") && name.endsWith("]");
        if (!isIpv6 && !IPV4.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            if (isIpv6) {
                return Optional.of(Inet6Address.getByName(name));
            }
            byte[] bytes = new byte[4];
            String[] parts = name.split("\\.");
            for (int i = 0; i < bytes.length; i++) {
                int part = Integer.parseInt(parts[i]);
                if (part > 255) {
                    return Optional.empty();
                }
                bytes[i] = (byte) part;
            }
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** Behind a proxy that does TLS the scheme differs, so only host and port are compared. */
    private static boolean isSame(String origin, HostPort host) {
        boolean isSecure = origin.startsWith("https://");
        if (!isSecure && !origin.startsWith("http://")) {
            return false;
        }
        int port = isSecure ? HTTPS : HTTP;
        return parse(origin.substring(origin.indexOf("//") + 2))
                .filter(from -> name(from).equals(name(host)) && from.getPort(port) == host.getPort(port))
                .isPresent();
    }

    private static Optional<HostPort> parse(String authority) {
        if (authority == null || authority.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HostPort(authority));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String name(HostPort host) {
        return host.getHost().toLowerCase(Locale.ROOT);
    }
}
