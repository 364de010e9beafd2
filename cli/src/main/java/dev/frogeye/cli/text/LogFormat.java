package dev.frogeye.cli.text;

/** How a line of the log file is written. */
public enum LogFormat {
    TEXT,
    JSON
}
