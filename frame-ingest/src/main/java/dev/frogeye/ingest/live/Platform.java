package dev.frogeye.ingest.live;

import java.util.Locale;

/** How cameras and screens are opened depends on the operating system. */
public enum Platform {
    /** Video4Linux and X11. */
    LINUX("v4l2", "x11grab"),
    /** AVFoundation for both. */
    MACOS("avfoundation", "avfoundation"),
    /** DirectShow and GDI. */
    WINDOWS("dshow", "gdigrab");

    private final String cameras;
    private final String screens;

    Platform(String cameras, String screens) {
        this.cameras = cameras;
        this.screens = screens;
    }

    /** That of this machine; anything unknown is taken to be much like Linux. */
    public static Platform current() {
        return of(System.getProperty("os.name", ""));
    }

    static Platform of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return MACOS;
        }
        return name.startsWith("windows") ? WINDOWS : LINUX;
    }

    /** FFmpeg's name of the input that cameras are opened with. */
    public String cameraFormat() {
        return cameras;
    }

    /** FFmpeg's name of the input that screens are opened with. */
    public String screenFormat() {
        return screens;
    }
}
