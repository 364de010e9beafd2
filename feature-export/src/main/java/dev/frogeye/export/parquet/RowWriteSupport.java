package dev.frogeye.export.parquet;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.Half;
import dev.frogeye.export.table.RowState;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Feeds the fields of a row to Parquet in the order of {@link ParquetSchema#message}. */
final class RowWriteSupport extends WriteSupport<FeatureRow> {
    /** Not shared among sinks: what Parquet makes of a string is a buffer whose position reading moves. */
    private final Binary[] states = Arrays.stream(RowState.values())
            .map(state -> Binary.fromString(state.text()))
            .toArray(Binary[]::new);

    private final MessageType schema;
    private final int vectors;
    private final VectorType elements;
    private final TableKind kind;
    private final Map<String, String> metadata;
    private final byte[] half = new byte[Short.BYTES];
    private RecordConsumer consumer;
    private String lastVideoId;
    private Binary lastVideo;

    RowWriteSupport(
            MessageType schema, int vectors, VectorType elements, TableKind kind, Map<String, String> metadata) {
        this.schema = schema;
        this.vectors = vectors;
        this.elements = elements;
        this.kind = kind;
        this.metadata = metadata;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in Parquet, though the other is the one called
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, metadata);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(FeatureRow row) {
        consumer.startMessage();
        int field = 0;
        add(field++, videoId(row));
        add(field++, row.frameIndex());
        add(field++, row.ptsMicros());
        add(field++, row.timestampSeconds());
        for (int i = 0; i < vectors; i++) {
            addVector(field++, row.feature(i));
        }
        start(field);
        consumer.addFloat(row.changeRatio());
        end(field++);
        add(field++, row.spikes());
        add(field++, row.macs());
        add(field++, row.macsDense());
        add(field++, states[row.rowState().ordinal()]);
        if (kind == TableKind.STREAM) {
            add(field++, row.wallMicros());
            add(field, row.latencyMillis());
        }
        consumer.endMessage();
    }

    private void addVector(int field, float[] values) {
        start(field);
        consumer.startGroup();
        consumer.startField("list", 0);
        for (float value : values) {
            consumer.startGroup();
            consumer.startField("element", 0);
            addElement(value);
            consumer.endField("element", 0);
            consumer.endGroup();
        }
        consumer.endField("list", 0);
        consumer.endGroup();
        end(field);
    }

    private void addElement(float value) {
        if (elements == VectorType.FLOAT32) {
            consumer.addFloat(value);
        } else {
            short bits = Half.of(value);
            half[0] = (byte) bits;
            half[1] = (byte) (bits >> Byte.SIZE);
            // Copied into the page at once; the object itself does not outlive the call.
            consumer.addBinary(Binary.fromReusedByteArray(half));
        }
    }

    private void add(int field, long value) {
        start(field);
        consumer.addLong(value);
        end(field);
    }

    private void add(int field, double value) {
        start(field);
        consumer.addDouble(value);
        end(field);
    }

    private void add(int field, Binary value) {
        start(field);
        consumer.addBinary(value);
        end(field);
    }

    private void start(int field) {
        consumer.startField(schema.getFieldName(field), field);
    }

    private void end(int field) {
        consumer.endField(schema.getFieldName(field), field);
    }

    /** The same video's id is encoded once, not once a frame. */
    private Binary videoId(FeatureRow row) {
        if (!row.videoId().equals(lastVideoId)) {
            lastVideoId = row.videoId();
            lastVideo = Binary.fromString(lastVideoId);
        }
        return lastVideo;
    }
}
