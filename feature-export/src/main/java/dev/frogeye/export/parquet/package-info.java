/** Feature tables as Parquet files, written and read. Equal tables are equal files, byte for byte. */
package dev.frogeye.export.parquet;
