/**
 * What the terminal shows: tables, lines and numbers, the log, and the words for failures. Nothing here knows a command or
 * an option.
 */
package dev.frogeye.cli.text;
