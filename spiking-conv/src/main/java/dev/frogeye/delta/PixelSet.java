package dev.frogeye.delta;

import java.util.Arrays;

/** A set of pixels of one image as a bitmap, by row-major index: which pixels of a tensor changed in this frame. */
final class PixelSet {
    private final long[] words;
    private final int pixels;

    PixelSet(int pixels) {
        this.pixels = pixels;
        words = new long[(pixels + Long.SIZE - 1) / Long.SIZE];
    }

    /** Words of the bitmap: pixels 64 {@code w} to 64 {@code w} + 63 share one. */
    int words() {
        return words.length;
    }

    void add(int pixel) {
        words[pixel >> 6] |= 1L << pixel;
    }

    /** Adds the pixels from {@code from} up to {@code end}. */
    void addRange(int from, int end) {
        if (from >= end) {
            return;
        }
        int first = from >> 6;
        int last = (end - 1) >> 6;
        long head = -1L << from;
        long tail = -1L >>> -end;
        if (first == last) {
            words[first] |= head & tail;
            return;
        }
        words[first] |= head;
        Arrays.fill(words, first + 1, last, -1L);
        words[last] |= tail;
    }

    /** Adds every pixel of another set of the same image. */
    void addAll(PixelSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    void addAll() {
        Arrays.fill(words, -1L);
        int tail = pixels & 63;
        if (tail != 0) {
            words[words.length - 1] = (1L << tail) - 1;
        }
    }

    void clear() {
        Arrays.fill(words, 0L);
    }

    boolean contains(int pixel) {
        return (words[pixel >> 6] >>> pixel & 1) != 0;
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** The first pixel of the set from {@code from} up to {@code end}, or -1. */
    int next(int from, int end) {
        int next = next(from);
        return next < end ? next : -1;
    }

    /** The first pixel from {@code from} up to {@code end} that is not in the set, or {@code end}. */
    int nextAbsent(int from, int end) {
        int i = from >> 6;
        long absent = ~words[i] & -1L << from;
        while (absent == 0 && ++i << 6 < end) {
            absent = ~words[i];
        }
        return Math.min(end, (i << 6) + Long.numberOfTrailingZeros(absent));
    }

    /** The first pixel of the set at or after {@code from}, or -1. */
    int next(int from) {
        if (from >= pixels) {
            return -1;
        }
        int i = from >> 6;
        long word = words[i] & -1L << from;
        while (word == 0) {
            if (++i == words.length) {
                return -1;
            }
            word = words[i];
        }
        return (i << 6) + Long.numberOfTrailingZeros(word);
    }

    int count() {
        int n = 0;
        for (long word : words) {
            n += Long.bitCount(word);
        }
        return n;
    }
}
