/**
 * Options that several commands share, and what becomes of them: a model that is open, an engine, settings. Nothing here
 * prints.
 */
package dev.frogeye.cli.option;
