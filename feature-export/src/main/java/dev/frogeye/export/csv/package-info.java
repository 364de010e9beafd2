/** Feature tables as comma-separated values. Written only: a vector there has no shape to be read back. */
package dev.frogeye.export.csv;
