/** Feature tables as NumPy arrays and archives, written and read. */
package dev.frogeye.export.numpy;
