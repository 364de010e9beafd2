package dev.frogeye.comparison;

import java.util.Comparator;
import java.util.List;

/** How much a frame-by-frame network's own features differ between neighbouring frames of which little moved. */
final class Jitter {
    private Jitter() {}

    /** Mean cosine over the quarter of the neighbours between which least moved; 1 for a single frame. */
    static double cosine(List<FrameResult> frames) {
        List<FrameResult> pairs = frames.stream()
                .skip(1)
                .sorted(Comparator.comparingDouble(FrameResult::inputChange))
                .toList();
        return pairs.stream()
                .limit((pairs.size() + 3) / 4)
                .mapToDouble(FrameResult::neighbourCosine)
                .average()
                .orElse(1);
    }
}
