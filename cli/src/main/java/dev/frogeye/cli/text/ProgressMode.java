package dev.frogeye.cli.text;

/** How a command shows how far it is. */
public enum ProgressMode {
    /** A bar on a terminal, else lines. */
    AUTO,
    BAR,
    PLAIN,
    JSON,
    NONE
}
