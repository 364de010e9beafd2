package dev.frogeye.batch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One machine's part of a run that several share. Which part a video belongs to depends on its id alone, so that the
 * parts fit together even where the machines see different sets of files.
 *
 * @param index which part, from 1
 * @param count number of parts
 */
public record Shard(int index, int count) {
    /** Everything. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final int MOST = 100_000;
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (count < 1 || count > MOST || index < 1 || index > count) {
            throw new IllegalArgumentException("part " + index + " of " + count + " does not exist");
        }
    }

    /**
     * Reads {@code 2/8}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Shard parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not understood; write 2/8 for the second of 8 parts, of " + MOST + " at most");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    boolean holds(String videoId) {
        // 15 hexadecimal digits of a good hash fit into a long.
        return count == 1 || Long.parseLong(OutputLayout.hash(videoId).substring(0, 15), 16) % count == index - 1;
    }

    /** Whether a video could belong to both. */
    boolean overlaps(Shard other) {
        return count != other.count || index == other.index;
    }

    /** For file names: empty for everything, {@code .2-of-8} else. */
    String suffix() {
        return count == 1 ? "" : "." + index + "-of-" + count;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
