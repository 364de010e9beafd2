package dev.frogeye.comparison;

import java.util.List;

/** How well features agree with the reference's over the frames of a clip. */
public record Agreement(
        double cosineMean, double cosineMin, double relativeL2Mean, double relativeL2Max, double maxAbs) {
    /** Of at least one frame. */
    public static Agreement of(List<Distance> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("no frames to summarise");
        }
        return new Agreement(
                frames.stream().mapToDouble(Distance::cosine).average().orElseThrow(),
                frames.stream().mapToDouble(Distance::cosine).min().orElseThrow(),
                frames.stream().mapToDouble(Distance::relativeL2).average().orElseThrow(),
                frames.stream().mapToDouble(Distance::relativeL2).max().orElseThrow(),
                frames.stream().mapToDouble(Distance::maxAbs).max().orElseThrow());
    }
}
