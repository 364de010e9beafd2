package dev.frogeye.ingest.preset;

/** Bounds of what is read. */
final class PresetText {
    /** Model configurations with the names of 21,000 classes in them have a megabyte or two. */
    static final int LARGEST = 8 << 20;

    private PresetText() {}

    static void requireSmall(String text) {
        if (text.length() > LARGEST) {
            throw tooLarge();
        }
    }

    static PresetException tooLarge() {
        return new PresetException("has more than " + (LARGEST >> 20) + " MiB, which no preprocessing needs");
    }
}
