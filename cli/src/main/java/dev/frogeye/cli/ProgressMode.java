package dev.frogeye.cli;

/** How a command shows how far it is. */
enum ProgressMode {
    /** A bar on a terminal, else lines. */
    AUTO,
    BAR,
    PLAIN,
    JSON,
    NONE
}
