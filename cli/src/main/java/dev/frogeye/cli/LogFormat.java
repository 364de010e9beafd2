package dev.frogeye.cli;

/** How a line of the log file is written. */
enum LogFormat {
    TEXT,
    JSON
}
