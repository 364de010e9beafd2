package dev.frogeye.spiking;

import dev.frogeye.delta.Shape;
import dev.frogeye.model.Window;

/**
 * Where the windows of one row of output pixels meet the input: for each row of the window, or for each tap where the
 * columns are dilated, a run of {@code taps} neighbouring input pixels whose spikes lie one behind the other.
 */
final class WindowRows {
    private final Window window;

    /** Neighbouring input pixels a run. */
    final int taps;

    /** Runs that lie inside the image. */
    int count;
    /** First input pixel of each run's image row. */
    final int[] pixel;
    /** How far right of the window's left edge each run starts. */
    final int[] column;
    /** The window's tap that each run starts with. */
    final int[] tap;

    WindowRows(Window window) {
        this.window = window;
        taps = window.dilationX() == 1 ? window.kernelWidth() : 1;
        int runs = window.taps() / taps;
        pixel = new int[runs];
        column = new int[runs];
        tap = new int[runs];
    }

    /** Whether every window is a single run. */
    boolean areOneRun() {
        return pixel.length == 1;
    }

    /** Moves to the windows of output row {@code oy}. */
    void moveTo(int oy, Shape in) {
        count = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y >= 0 && y < in.height()) {
                for (int kx = 0; kx < window.kernelWidth(); kx += taps) {
                    pixel[count] = y * in.width();
                    column[count] = kx * window.dilationX();
                    tap[count] = ky * window.kernelWidth() + kx;
                    count++;
                }
            }
        }
    }
}
