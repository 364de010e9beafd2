package dev.frogeye.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.export.table.VectorType;
import dev.frogeye.export.table.VideoPooling;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoPoolTest {
    private final FeatureTable table = Table.of("clip", 2).schema();

    @TempDir
    Path folder;

    @Test
    void theMeanIsExactWhereFloatsWouldDrown() {
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip", table);
        int frames = 1_000_000;
        FeatureRow row = new FeatureRow("clip", table);
        row.feature(0)[0] = 0.1f;
        row.feature(0)[1] = -3;
        row.set(0, 0, new FrameCost(), 0);
        for (int i = 0; i < frames; i++) {
            pool.add(row);
        }
        assertThat(pool.row().feature(0)).containsExactly(0.1f, -3f);
        assertThat(pool.frames()).isEqualTo(frames);
    }

    @Test
    void theLargestMayBeNegative() {
        VideoPool pool = new VideoPool(VideoPooling.MAX, "clip", table);
        add(pool, 0, 0, 0, -5, 7);
        add(pool, 1, 1, 0, -2, 3);
        assertThat(pool.row().feature(0)).containsExactly(-2f, 7f);
    }

    @Test
    void notANumberIsNotHidden() {
        for (VideoPooling pooling : VideoPooling.values()) {
            VideoPool pool = new VideoPool(pooling, "clip", table);
            add(pool, 0, 0, 0, Float.NaN, 1);
            add(pool, 1, 1, 0, 2, 1);
            assertThat(pool.row().feature(0)[0]).isNaN();
            assertThat(pool.row().feature(0)[1]).isEqualTo(1);
        }
    }

    @Test
    void whatIsMadeOfNormalizedFramesIsNormalizedAgain() {
        VideoPool pool = new VideoPool(VideoPooling.MEAN, VectorNormalization.L2, "clip", table);
        add(pool, 0, 0, 0, 1, 0);
        add(pool, 1, 1, 0, 0, 1);
        float component = (float) Math.sqrt(0.5);
        assertThat(pool.row().feature(0)).containsExactly(component, component);
    }

    @Test
    void pooledHalvesAreOfWhatTheFramesWereBeforeTheyWereRounded() {
        FeatureTable halves = table.as(VectorType.FLOAT16);
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip", halves);
        FeatureRow row = new FeatureRow("clip", halves);
        row.feature(0)[0] = 0.1f;
        pool.add(row);
        assertThat(pool.row().feature(0)[0]).isEqualTo(0.1f);
        assertThat(pool.table().elements()).isEqualTo(VectorType.FLOAT16);
    }

    @Test
    void timeIsOfTheFirstFrameAndCostsAreOfAll() {
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip", table);
        add(pool, 30, 1_000_000, 1, 1, 1);
        add(pool, 40, 2_000_000, 0.5, 1, 1);
        FeatureRow row = pool.row();
        assertThat(row.videoId()).isEqualTo("clip");
        assertThat(row.frameIndex()).isEqualTo(30);
        assertThat(row.ptsMicros()).isEqualTo(1_000_000);
        assertThat(row.changeRatio()).isCloseTo(0.75f, within(1e-6f));
        assertThat(row.spikes()).isEqualTo(6);
        assertThat(row.macs()).isEqualTo(10);
        assertThat(row.macsDense()).isEqualTo(200);
        assertThat(row.state()).isEqualTo("video");
        assertThat(row.isKey()).isFalse();
    }

    @Test
    void theTableSaysHowManyFramesWerePooledAndHow() {
        VideoPool pool = new VideoPool(VideoPooling.MAX, "clip", table);
        add(pool, 0, 0, 0, 1, 1);
        add(pool, 1, 0, 0, 1, 1);
        assertThat(pool.table().features()).isEqualTo(table.features());
        assertThat(pool.table().metadata())
                .containsAllEntriesOf(table.metadata())
                .containsAllEntriesOf(Map.of("frogeye.video.pool", "max", "frogeye.video.frames", "2"));
    }

    @Test
    void theRowFitsASinkOfItsTable() throws Exception {
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip", table);
        add(pool, 0, 0, 0, 1, 1);
        Path target = folder.resolve("clip.parquet");
        try (FeatureSink sink = OutputFormat.PARQUET.open(new PendingFile(target), pool.table())) {
            sink.write(pool.row());
            sink.commit();
        }
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.query("SELECT state FROM '" + target + "'")).containsExactly("video");
        }
    }

    @Test
    void aVideoWithoutFramesHasNoRow() {
        VideoPool pool = new VideoPool(VideoPooling.MEAN, "clip", table);
        assertThatIllegalStateException().isThrownBy(pool::row);
    }

    @Test
    void poolingsAreReadAsTheyAreWritten() {
        for (VideoPooling pooling : VideoPooling.values()) {
            assertThat(VideoPooling.parse(pooling.text())).isEqualTo(pooling);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VideoPooling.parse("median"))
                .withMessageContaining("mean");
    }

    private void add(VideoPool pool, long frame, long pts, double changeRatio, float... vector) {
        FeatureRow row = new FeatureRow("clip", table);
        System.arraycopy(vector, 0, row.feature(0), 0, vector.length);
        FrameCost cost = new FrameCost();
        cost.begin(frame == 30);
        cost.setChangeRatio(changeRatio);
        cost.addSpikes(3);
        cost.addMacs(5);
        row.set(frame, pts, cost, 100);
        pool.add(row);
    }
}
