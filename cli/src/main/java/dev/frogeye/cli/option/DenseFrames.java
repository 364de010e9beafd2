package dev.frogeye.cli.option;

/** Whether the delta engine hands frames over to a frame-by-frame one. */
public enum DenseFrames {
    AUTO,
    NEVER
}
