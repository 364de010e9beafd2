package dev.frogeye.live.page;

import org.eclipse.jetty.util.Fields;

/**
 * What someone wants to see.
 *
 * @param drawn what, and how large
 * @param fps how often, at most
 */
record PictureRequest(Drawn drawn, double fps) {
    private static final int DEFAULT_HEIGHT = 360;
    private static final int MIN_HEIGHT = 60;
    private static final int MAX_HEIGHT = 480;

    /** Heights are multiples of this, so that clients share drawings. */
    private static final int HEIGHT_STEP = 60;

    private static final double MIN_FPS = 0.1;

    /**
     * A drawing, made once a round for all who want it.
     *
     * @param view what it shows
     * @param height rows at most
     */
    record Drawn(View view, int height) {}

    /**
     * Reads {@code view}, {@code fps} and {@code height}.
     *
     * @throws IllegalArgumentException in one line
     */
    static PictureRequest parse(Fields query) {
        String name = query.getValue("view");
        View view = name == null
                ? View.INPUT
                : View.of(name).orElseThrow(() -> new IllegalArgumentException("view is one of " + View.names() + "."));
        double height = number(query, "height", DEFAULT_HEIGHT, MIN_HEIGHT);
        double fps = number(query, "fps", Broadcaster.ROUNDS_A_SECOND, MIN_FPS);
        int rows = (int) Math.min(height, MAX_HEIGHT) / HEIGHT_STEP * HEIGHT_STEP;
        return new PictureRequest(new Drawn(view, rows), Math.min(fps, Broadcaster.ROUNDS_A_SECOND));
    }

    private static double number(Fields query, String name, double byDefault, double min) {
        String text = query.getValue(name);
        if (text == null) {
            return byDefault;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(name + " is a number.", noNumber);
        }
        throw new IllegalArgumentException(
                name + " is at least " + (min == (int) min ? "" + (int) min : "" + min) + ".");
    }
}
