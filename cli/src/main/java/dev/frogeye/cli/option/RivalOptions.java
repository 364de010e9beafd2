package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.comparison.Rival;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** What a comparison sets beside the delta network, and how maps are judged. */
public final class RivalOptions {
    /** Leaves all of them out. */
    static final String NONE = "none";

    @Option(
            names = "--skip",
            paramLabel = "N",
            split = ",",
            description = "Compare with running the first baseline on every N-th frame, too, and holding its features"
                    + " (default: 2,5,10).")
    private List<Integer> skips;

    @Option(
            names = "--rivals",
            paramLabel = "NAME",
            split = ",",
            description = "What a user would do instead, on the same frames: hold-N (every N-th frame, held), linear-N"
                    + " (interpolated), motion-linear (placed by motion), int8; none to leave them out (default: hold-2,"
                    + " hold-4, hold-8, linear-2, linear-4, linear-8, linear-16, motion-linear, int8).")
    private List<String> rivals;

    @Option(
            names = "--peak-level",
            paramLabel = "VALUE",
            description = "Of features that are maps: a channel's maximum above it is a peak (default: 0.3 where values"
                    + " are from 0 to 1, else that share of the first frame's maximum).")
    private Double peakLevel;

    /** Whether the user said which rivals there are. */
    public boolean areRivalsNamed() {
        return rivals != null;
    }

    public List<Integer> skips() {
        List<Integer> distances = skips == null ? List.of(2, 5, 10) : List.copyOf(new LinkedHashSet<>(skips));
        distances.forEach(distance -> {
            if (distance < 2) {
                throw new UsageException("--skip must be 2 or more, was " + distance);
            }
        });
        return distances;
    }

    public List<Rival> rivals() {
        if (rivals == null) {
            return Rival.ALL;
        }
        if (rivals.equals(List.of(NONE))) {
            return List.of();
        }
        return rivals.stream()
                .map(text -> UsageException.unlessValid("--rivals: ", () -> Rival.parse(text.strip())))
                .distinct()
                .toList();
    }

    public OptionalDouble peakLevel() {
        if (peakLevel == null) {
            return OptionalDouble.empty();
        }
        if (!Double.isFinite(peakLevel)) {
            throw new UsageException("--peak-level must be a number, was " + peakLevel);
        }
        return OptionalDouble.of(peakLevel);
    }
}
