package dev.frogeye.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A published model.
 *
 * @param name what users call it; the file is called so too, with {@code .onnx} behind it
 * @param description what it is, in a line
 * @param urls where it is published, the first that answers is used; {@code https}, or {@code http} within a company
 * @param bytes length of the file
 * @param sha256 of the file, in lower-case hexadecimal digits
 * @param confirmed where the checksum was confirmed by a second source; empty if it was not
 * @param licence SPDX identifier
 * @param input dimensions of the input, such as {@code 1x3x224x224}
 * @param preprocessing how a frame becomes that input, as {@code --preprocess} takes it
 */
public record CatalogueEntry(
        String name,
        String description,
        List<URI> urls,
        long bytes,
        String sha256,
        Optional<String> confirmed,
        String licence,
        String input,
        String preprocessing) {
    /** Plain enough for a file on every system and a word in every shell. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks what can be checked without the network. */
    public CatalogueEntry {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(preprocessing, "preprocessing");
        urls = List.copyOf(urls);
        require(NAME.matcher(name).matches(), name, "is no name; use letters, digits, dots, dashes and underscores");
        require(!urls.isEmpty(), name, "has no urls");
        urls.forEach(url -> require(
                isFetchable(url),
                name,
                "has the url " + withoutSecrets(url) + "; give http or https with a host, and no password"));
        require(bytes > 0, name, "has " + bytes + " bytes; give the length of the file");
        require(SHA_256.matcher(sha256).matches(), name, "has a sha256 that is not 64 lower-case hexadecimal digits");
    }

    private static void require(boolean holds, String name, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("model '" + name + "' " + problem);
        }
    }

    private static boolean isFetchable(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null;
    }

    private static String withoutSecrets(URI url) {
        return url.getUserInfo() == null ? url.toString() : "with a user name";
    }

    /** What the file is called, wherever it lies. */
    public String file() {
        return name + ".onnx";
    }
}
