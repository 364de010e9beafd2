package dev.frogeye.live.page;

import dev.frogeye.ingest.Preprocessing;

/** Draws a snapshot at a smaller size. Not thread-safe. */
final class Renderer {
    /** Orange and blue, which nearly every eye tells apart; those of the comparison report. */
    private static final int INCREASE = 0xffb000;

    private static final int DECREASE = 0x4da6ff;
    private static final int GROUND = 0x101413;
    private static final int OUTSIDE = 0x232a28;

    /** From little change to much, lightness rising all the way. */
    private static final int[] HEAT_STOPS = {0x000004, 0x420a68, 0x932667, 0xdd513a, 0xfca50a, 0xfcffa4};

    /** Shares are counted in 256ths. */
    private static final int FULL = 256;

    private static final int OVERLAY_GROUND = 141;
    private static final int HEAT_GROUND = 102;
    private static final int[] HEAT = palette();

    private final Preprocessing preprocessing;
    private byte[] rgb = new byte[0];
    private SampleAxis columns;
    private SampleAxis rows;
    private SampleAxis inputColumns;
    private SampleAxis inputRows;

    Renderer(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
    }

    /** A drawing, valid until the next one. */
    record Drawing(byte[] rgb, int width, int height) {}

    /** Draws in at most so many rows, and never larger than the snapshot is. */
    Drawing draw(Snapshot shot, View view, int maxHeight) {
        int height = Math.min(maxHeight, shot.height());
        int width = Math.max(1, (int) ((long) shot.fullWidth() * height / shot.fullHeight()));
        if (rgb.length < 3 * width * height) {
            rgb = new byte[3 * width * height];
        }
        columns = SampleAxis.over(width, 0, width, shot.width());
        rows = SampleAxis.over(height, 0, height, shot.height());
        Footprint input =
                Footprint.of(preprocessing, shot.inputWidth(), shot.inputHeight(), shot.fullWidth(), shot.fullHeight());
        double scale = (double) height / shot.fullHeight();
        inputColumns = SampleAxis.over(width, input.left() * scale, input.width() * scale, shot.inputWidth());
        inputRows = SampleAxis.over(height, input.top() * scale, input.height() * scale, shot.inputHeight());
        float peak = view == View.HEAT ? peak(shot) : 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour =
                        switch (view) {
                            case INPUT -> picture(shot, x, y);
                            case SPIKES -> spikes(shot, x, y, isInside(x, y) ? GROUND : OUTSIDE);
                            case OVERLAY -> spikes(shot, x, y, dimmed(shot, x, y, OVERLAY_GROUND));
                            case HEAT -> heat(shot, x, y, peak);
                        };
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (colour >> 16);
                rgb[at + 1] = (byte) (colour >> 8);
                rgb[at + 2] = (byte) colour;
            }
        }
        return new Drawing(rgb, width, height);
    }

    private boolean isInside(int x, int y) {
        return inputColumns.to()[x] > 0 && inputRows.to()[y] > 0;
    }

    /** The mean of the pixels that fall on this one. */
    private int picture(Snapshot shot, int x, int y) {
        byte[] from = shot.rgb();
        int top = rows.from()[y];
        int bottom = rows.to()[y];
        int left = columns.from()[x];
        int right = columns.to()[x];
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int sy = top; sy < bottom; sy++) {
            int at = 3 * (sy * shot.width() + left);
            for (int sx = left; sx < right; sx++) {
                red += from[at] & 0xff;
                green += from[at + 1] & 0xff;
                blue += from[at + 2] & 0xff;
                at += 3;
            }
        }
        int n = (bottom - top) * (right - left);
        return n == 1 ? red << 16 | green << 8 | blue : (red / n) << 16 | (green / n) << 8 | blue / n;
    }

    /** The picture without its colours, darker, by so many 256ths. */
    private int dimmed(Snapshot shot, int x, int y, int by) {
        int colour = picture(shot, x, y);
        int luma = (77 * (colour >> 16) + 150 * (colour >> 8 & 0xff) + 29 * (colour & 0xff)) >> 8;
        return (luma * by >> 8) * 0x010101;
    }

    /** A pixel shows a spike where any of the input pixels under it spiked. */
    private int spikes(Snapshot shot, int x, int y, int ground) {
        byte[] spikes = shot.spikes();
        int increases = 0;
        int decreases = 0;
        for (int sy = inputRows.from()[y]; sy < inputRows.to()[y]; sy++) {
            for (int sx = inputColumns.from()[x]; sx < inputColumns.to()[x]; sx++) {
                int sign = spikes[sy * shot.inputWidth() + sx];
                increases += sign > 0 ? 1 : 0;
                decreases += sign < 0 ? 1 : 0;
            }
        }
        if (increases == 0 && decreases == 0) {
            return ground;
        }
        return increases >= decreases ? INCREASE : DECREASE;
    }

    private int heat(Snapshot shot, int x, int y, float peak) {
        float[] heat = shot.heat();
        float sum = 0;
        int n = 0;
        for (int sy = inputRows.from()[y]; sy < inputRows.to()[y]; sy++) {
            for (int sx = inputColumns.from()[x]; sx < inputColumns.to()[x]; sx++) {
                sum += heat[sy * shot.inputWidth() + sx];
                n++;
            }
        }
        int ground = dimmed(shot, x, y, HEAT_GROUND);
        if (n == 0) {
            return ground;
        }
        int strength = (int) Math.min(FULL, FULL * (float) Math.sqrt(sum / n / peak));
        return blend(ground, HEAT[strength], Math.min(FULL, 2 * strength));
    }

    private static int[] palette() {
        int[] colours = new int[FULL + 1];
        for (int i = 0; i <= FULL; i++) {
            int position = i * (HEAT_STOPS.length - 1);
            int stop = Math.min(HEAT_STOPS.length - 2, position / FULL);
            colours[i] = blend(HEAT_STOPS[stop], HEAT_STOPS[stop + 1], position - stop * FULL);
        }
        return colours;
    }

    /** Between two colours, so many 256ths of the way. */
    private static int blend(int a, int b, int share) {
        int red = (a >> 16) + (((b >> 16) - (a >> 16)) * share >> 8);
        int green = (a >> 8 & 0xff) + (((b >> 8 & 0xff) - (a >> 8 & 0xff)) * share >> 8);
        int blue = (a & 0xff) + (((b & 0xff) - (a & 0xff)) * share >> 8);
        return red << 16 | green << 8 | blue;
    }

    /** The most any pixel has, and at least one spike. */
    private static float peak(Snapshot shot) {
        float peak = 1;
        for (int i = 0; i < shot.inputWidth() * shot.inputHeight(); i++) {
            peak = Math.max(peak, shot.heat()[i]);
        }
        return peak;
    }
}
