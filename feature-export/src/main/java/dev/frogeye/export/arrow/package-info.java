/** Feature tables as Arrow files, and the Arrow schema that Parquet files carry in their footer. */
package dev.frogeye.export.arrow;
