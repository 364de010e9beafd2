package dev.frogeye.export.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Parquet wants to know where values go, at any depth of a schema, even where they are asked for. */
final class NoConverter extends GroupConverter {
    private static final class None extends PrimitiveConverter {}

    private final None none = new None();

    @Override
    public Converter getConverter(int field) {
        return this;
    }

    @Override
    public PrimitiveConverter asPrimitiveConverter() {
        return none;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
