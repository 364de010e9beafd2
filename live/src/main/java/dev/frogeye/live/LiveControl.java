package dev.frogeye.live;

/** What may be asked of a running stream, and changed in it. Thread-safe; nothing here waits for the engine. */
public interface LiveControl {
    /** How the stream is doing at this moment. */
    LiveStatus status();

    /**
     * Sets the relative threshold of the layers, from the next frame on.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    void setThreshold(float alpha);

    /**
     * Sets the threshold of the pixels, from the next frame on.
     *
     * @param levels on the scale of 0 to 255
     * @throws IllegalArgumentException if it is negative or not finite
     */
    void setPixelThreshold(float levels);
}
