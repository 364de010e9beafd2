/** Where the features of a stream go: JSON lines and rolling Parquet files, which never make the engine wait. */
package dev.frogeye.live.sink;
