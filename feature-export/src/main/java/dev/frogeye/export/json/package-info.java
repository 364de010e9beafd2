/** Feature tables as JSON lines, written and read. */
package dev.frogeye.export.json;
