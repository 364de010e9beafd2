/**
 * The commands, one class each, and what their lifecycles share: configuration, progress, errors. A command reads options,
 * calls the modules and prints; it computes nothing itself.
 */
package dev.frogeye.cli.command;
