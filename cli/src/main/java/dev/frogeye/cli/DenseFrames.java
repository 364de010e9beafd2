package dev.frogeye.cli;

/** Whether the delta engine hands frames over to a frame-by-frame one. */
enum DenseFrames {
    AUTO,
    NEVER
}
