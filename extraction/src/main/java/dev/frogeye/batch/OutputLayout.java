package dev.frogeye.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How outputs are spread over the folders of a run. */
public enum OutputLayout {
    /** The folders of the inputs again. */
    MIRROR {
        @Override
        String place(String name) {
            return name;
        }
    },
    /** All in one folder, with the folders of the inputs in their names. */
    FLAT {
        @Override
        String place(String name) {
            return shortened(name.replace("/", "__"));
        }
    },
    /** By a hash of the video's id, in 256 folders, for archives of very many files. */
    HASH {
        @Override
        String place(String name) {
            String hash = hash(name);
            return hash.substring(0, 2) + "/" + hash.substring(0, HASH_LENGTH);
        }
    };

    /** File systems allow 255 bytes; the suffix has to fit as well. */
    private static final int LONGEST_NAME = 200;

    private static final int HASH_LENGTH = 32;
    private static final int MARK_LENGTH = 12;
    /** What Windows and shells refuse or trip over; slashes are dealt with before. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\"*:<>?\\\\|]");
    /** Names that the run folder needs itself. */
    private static final Pattern RESERVED =
            Pattern.compile("_run|_status|_videos|_earlier|_lock|\\.tmp", Pattern.CASE_INSENSITIVE);

    abstract String place(String name);

    /**
     * The output of each input, as a path below the run's folder without a suffix. No two are the same, also on a file
     * system that knows no case, and none leads out of the folder. An output is called after its video's stem; where
     * several videos share one, all of them keep their suffix in the name, but for one that has it from an earlier run.
     *
     * @param owner the id of the video that an output is of already
     */
    Map<Input, String> outputs(List<Input> inputs, Function<String, Optional<String>> owner) {
        Map<String, Long> sharing = inputs.stream()
                .collect(Collectors.groupingBy(input -> folded(safe(input.stem())), Collectors.counting()));
        Map<Input, String> outputs = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Input input : inputs) {
            String stem = safe(input.stem());
            Optional<String> known = owner.apply(place(stem));
            boolean isOwn = known.map(id -> id.equals(input.id())).orElse(sharing.get(folded(stem)) == 1)
                    && !RESERVED.matcher(stem).lookingAt();
            String output = place(this == HASH || !isOwn ? safe(input.id()) : stem);
            if (RESERVED.matcher(output).lookingAt() || taken.contains(folded(output))) {
                output = place("id-" + hash(input.id()).substring(0, HASH_LENGTH));
            }
            taken.add(folded(output));
            outputs.put(input, output);
        }
        return outputs;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name with every part fit for a file system, and none that leads up or nowhere. */
    private static String safe(String name) {
        return Stream.of(name.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .map(part -> part.equals("..")
                        ? "__"
                        : shortened(FORBIDDEN.matcher(part).replaceAll("_")))
                .collect(
                        Collectors.collectingAndThen(Collectors.joining("/"), safe -> safe.isEmpty() ? "video" : safe));
    }

    private static String shortened(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NAME) {
            return part;
        }
        int end = part.length();
        while (part.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME - MARK_LENGTH - 1) {
            end = part.offsetByCodePoints(end, -1);
        }
        return part.substring(0, end) + "-" + hash(part).substring(0, MARK_LENGTH);
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
