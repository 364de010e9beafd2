package dev.frogeye.export.table;

/** How a vector is put into JSON. */
public enum VectorEncoding {
    /** An array of numbers, each the shortest that reads back as the same float; {@code null} for NaN and infinity. */
    ARRAY,
    /** Its float32 values, little-endian, in Base64: half the size or less, bit for bit, NaN and infinity included. */
    BASE64
}
