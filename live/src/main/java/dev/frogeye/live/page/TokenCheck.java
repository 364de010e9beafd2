package dev.frogeye.live.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * Knows who may come in. The cookie is not the token, which other services of the same host would see, but follows from
 * it, so that it outlives a restart with the same token.
 */
final class TokenCheck {
    private static final String BEARER = "Bearer ";
    private static final int UNAUTHORIZED = 401;

    private final Optional<String> token;
    private final String cookie;

    /** @param token empty for a page that needs none */
    TokenCheck(Optional<String> token) {
        this.token = token;
        cookie = token.map(TokenCheck::derive).orElse("");
    }

    /** Whether a token must be known. */
    boolean isNeeded() {
        return token.isPresent();
    }

    /** What a browser that knew the token is given. */
    String cookie() {
        return cookie;
    }

    /** Whether this is the token. */
    boolean isToken(String given) {
        return token.isPresent() && isEqual(token.get(), given);
    }

    /**
     * Why not, if so.
     *
     * @param authorization the header, or null
     * @param givenCookie the cookie's value, or null
     */
    Optional<Refusal> check(String authorization, String givenCookie) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        boolean isBearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        if (isBearer && isToken(authorization.substring(BEARER.length()).strip())
                || givenCookie != null && isEqual(cookie, givenCookie)) {
            return Optional.empty();
        }
        return Optional.of(authorization == null && givenCookie == null ? missing() : wrong());
    }

    private static Refusal missing() {
        return new Refusal(
                UNAUTHORIZED,
                "This page needs a token: open the address that was printed when the stream started, or send"
                        + " 'Authorization: Bearer TOKEN'.");
    }

    /** For a token or cookie that is not right. */
    static Refusal wrong() {
        return new Refusal(
                UNAUTHORIZED, "Wrong token: open the address that was printed when the stream started last.", true);
    }

    /** Takes as long whatever the strings have in common. */
    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String derive(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("frogeye page cookie " + token).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
