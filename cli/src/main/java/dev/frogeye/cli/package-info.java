/**
 * The way in: {@link dev.frogeye.cli.Main} parses the command line, runs a command and turns what went wrong into one line
 * and an exit code.
 */
package dev.frogeye.cli;
