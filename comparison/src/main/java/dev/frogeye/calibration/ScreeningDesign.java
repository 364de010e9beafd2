package dev.frogeye.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which factor is high and which is low in each run of a two-level experiment (Plackett and Burman 1946): the columns
 * are orthogonal and sum to zero, so that hardly more runs than factors measure the effect of every factor, each with
 * the data of all runs. Made by Paley's construction from a prime {@code q = 3 mod 4}.
 */
final class ScreeningDesign {
    private final int prime;
    private final List<Integer> columns;
    private final boolean[] isSquare;
    private final boolean[] flipped;

    /**
     * A design for so many factors.
     *
     * @param random which columns the factors get, and which of their levels is the high one
     */
    ScreeningDesign(int factors, Random random) {
        prime = prime(factors);
        isSquare = new boolean[prime];
        for (int i = 0; i < prime; i++) {
            isSquare[(int) ((long) i * i % prime)] = true;
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < prime; i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        columns = List.copyOf(all.subList(0, factors));
        flipped = new boolean[factors];
        for (int i = 0; i < factors; i++) {
            flipped[i] = random.nextBoolean();
        }
    }

    private static int prime(int least) {
        int candidate = 3;
        while (candidate < least || !isPrime(candidate)) {
            candidate += 4;
        }
        return candidate;
    }

    private static boolean isPrime(int n) {
        for (int divisor = 2; divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** How many runs there are: the next prime that fits, and one. */
    int runs() {
        return prime + 1;
    }

    /** The level of a factor in a run: 1 or -1. */
    int level(int run, int factor) {
        boolean high = run < prime && isSquare[Math.floorMod(columns.get(factor) - run, prime)];
        return high == flipped[factor] ? -1 : 1;
    }
}
