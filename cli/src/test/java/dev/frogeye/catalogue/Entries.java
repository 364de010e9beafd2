package dev.frogeye.catalogue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Entries of models that are bytes and nothing else. */
public final class Entries {
    private Entries() {}

    /** The bytes of a model. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The entry of a model that these servers have. */
    public static CatalogueEntry of(String name, byte[] model, URI... urls) {
        return new CatalogueEntry(
                name,
                "A model of a test.",
                List.of(urls),
                model.length,
                sha256(model),
                Optional.of("the test"),
                "MIT",
                "1x3x8x8",
                "fit=stretch,scale=1,mean=127,std=128");
    }

    /** The same as nobody confirmed it. */
    public static CatalogueEntry unconfirmed(CatalogueEntry entry) {
        return new CatalogueEntry(
                entry.name(),
                entry.description(),
                entry.urls(),
                entry.bytes(),
                entry.sha256(),
                Optional.empty(),
                entry.licence(),
                entry.input(),
                entry.preprocessing());
    }

    /** Writes a catalogue of one's own. */
    public static Path write(Path file, CatalogueEntry... entries) throws IOException {
        String text = List.of(entries).stream().map(Entries::json).collect(Collectors.joining(",", "[", "]"));
        return Files.writeString(file, text);
    }

    private static String json(CatalogueEntry entry) {
        String urls = entry.urls().stream().map(url -> "\"" + url + "\"").collect(Collectors.joining(","));
        String confirmed = entry.confirmed()
                .map(text -> "\"confirmed\": \"" + text + "\", ")
                .orElse("");
        return "{\"name\": \"" + entry.name() + "\", \"description\": \"" + entry.description() + "\", \"urls\": ["
                + urls + "], \"bytes\": " + entry.bytes() + ", \"sha256\": \"" + entry.sha256() + "\", " + confirmed
                + "\"licence\": \"MIT\", \"input\": \"" + entry.input() + "\", \"preprocessing\": \""
                + entry.preprocessing() + "\"}";
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
