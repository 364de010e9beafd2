package dev.frogeye.comparison;

/** Whether two vectors of class scores say the same. */
final class Classes {
    private static final int FEW = 5;

    private int frames;
    private int sameBest;
    private int bestAmongFew;

    void add(float[] scores, float[] reference) {
        int best = best(reference);
        int better = 0;
        for (int i = 0; i < scores.length; i++) {
            // Of equal scores the first counts as better, as in best().
            if (scores[i] > scores[best] || scores[i] == scores[best] && i < best) {
                better++;
            }
        }
        frames++;
        sameBest += better == 0 ? 1 : 0;
        bestAmongFew += better < FEW ? 1 : 0;
    }

    double top1() {
        return (double) sameBest / frames;
    }

    double top5() {
        return (double) bestAmongFew / frames;
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}
