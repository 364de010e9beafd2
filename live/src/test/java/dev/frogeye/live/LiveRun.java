package dev.frogeye.live;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.DeltaSettings;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.extraction.ThresholdSource;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.live.CaptureOptions;
import dev.frogeye.ingest.live.LiveInput;
import dev.frogeye.ingest.live.LiveOptions;
import dev.frogeye.ingest.live.LiveSource;
import dev.frogeye.ingest.live.Policy;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxImporter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real source, the built-in network, and the loop between them. */
final class LiveRun implements AutoCloseable {
    static final LiveOptions EVERY_FRAME = LiveOptions.DEFAULT.withPolicy(Policy.BLOCK);
    static final CaptureOptions SMALL =
            CaptureOptions.DEFAULT.withSize(new CaptureOptions.Size(96, 64)).withRate(100);

    private static final Graph WHOLE = OnnxImporter.read(Builtin.model("gabor"));
    private static final List<Tensor> REQUESTED = LayerSelector.select(WHOLE, List.of("@output"));
    static final DeltaModel MODEL = DeltaModel.of(WHOLE.upTo(REQUESTED));
    static final Preprocessing PREPROCESSING = Preprocessing.parse(Builtin.preprocessing("gabor"))
            .forInputSize(WHOLE.input().shape().width(), WHOLE.input().shape().height());

    final LiveSource source;
    final TunableNetwork network;
    final FeatureTable table;
    final LiveExtraction extraction;

    private LiveRun(LiveSource source, ThresholdSource thresholds, String rule, int driftEvery) {
        this.source = source;
        network = network(thresholds);
        table = new FeatureTable(reader(network).columns(), Map.of());
        extraction = new LiveExtraction(
                source,
                network,
                new Preprocessor(PREPROCESSING),
                LiveRun::reader,
                table,
                EmitRule.parse(rule).filter(),
                driftEvery);
    }

    static LiveRun of(String input, ThresholdOptions thresholds, String rule, int driftEvery)
            throws IOException, InterruptedException {
        LiveSource source = LiveSource.open(LiveInput.parse(input, false), SMALL, EVERY_FRAME);
        return of(source, thresholds, rule, driftEvery);
    }

    static LiveRun of(LiveSource source, ThresholdOptions thresholds, String rule, int driftEvery) {
        return new LiveRun(source, thresholds, rule, driftEvery);
    }

    /** Without refreshes: nothing but what happens makes spikes. */
    static TunableNetwork network(ThresholdSource thresholds) {
        return new TunableNetwork(
                MODEL, REQUESTED, PREPROCESSING, new DeltaSettings(thresholds, Coding.GRADED, 0, false), 1);
    }

    static FeatureReader reader(FeatureEngine engine) {
        return new FeatureReader(engine, List.of("@output"), Optional.empty(), VectorNormalization.NONE);
    }

    @Override
    public void close() {
        extraction.close();
        source.close();
        network.close();
    }
}
