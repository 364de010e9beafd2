package dev.frogeye.comparison.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.comparison.Agreement;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SkipResult;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.PeakAgreement;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Timing;
import java.util.OptionalDouble;

/** One clip of {@code report.json}. */
record JsonClip(ClipResult clip, EngineOrder engines) {
    void writeTo(ObjectNode node) {
        node.put("clip", clip.clip());
        node.put("width", clip.width());
        node.put("height", clip.height());
        node.put("fps", Rounding.measured(clip.fps()));
        node.put("frames", clip.frames().size());
        node.put("key_frames", clip.frames().stream().filter(FrameResult::key).count());
        node.put("handed_over_frames", clip.handedOver());
        optional(node, "motion", clip.motion());
        ObjectNode times = node.putObject("engines");
        for (String engine : engines.all()) {
            timing(times.putObject(engine), clip.times().get(engine));
        }
        node.put("decode_ms_mean", Rounding.measured(clip.decodeMsMean()));
        ObjectNode fps = node.putObject("end_to_end_fps");
        for (String engine : engines.all()) {
            if (clip.endToEndFps().containsKey(engine)) {
                fps.put(engine, Rounding.measured(clip.endToEndFps().get(engine)));
            }
        }
        ObjectNode speedup = node.putObject("speedup");
        engines.baselines().forEach(engine -> speedup.put(engine, Rounding.measured(clip.speedup(engine))));
        operations(node.putObject("ops"));
        fidelity(node.putObject("fidelity"), clip.fidelity());
        ObjectNode memory = node.putObject("memory");
        memory.put("state_bytes", clip.stateBytes());
        memory.put("weight_bytes", clip.weightBytes());
        memory.put("activation_bytes", clip.activationBytes());
        ArrayNode skips = node.putArray("skip");
        clip.skips().forEach(skip -> skip(skips.addObject(), skip));
        ArrayNode rivals = node.putArray("rivals");
        clip.rivals().forEach(rival -> rival(rivals.addObject(), rival));
        EnergyTable.write(node.putObject("energy_estimate"), clip);
    }

    private static void timing(ObjectNode node, Timing timing) {
        node.put("ms_mean", Rounding.measured(timing.meanMs()));
        node.put("ms_p50", Rounding.measured(timing.p50Ms()));
        node.put("ms_p95", Rounding.measured(timing.p95Ms()));
        node.put("ms_p99", Rounding.measured(timing.p99Ms()));
        node.put("samples", timing.samples());
    }

    /** Means whose products with the number of frames are the sums of the tables. */
    private void operations(ObjectNode node) {
        Operations all = clip.operations();
        double frames = clip.frames().size();
        node.put("dense_macs_per_frame", Rounding.decimals(all.dense() / frames, 3));
        node.put("zero_skip_macs_per_frame", Rounding.decimals(all.zeroSkip() / frames, 3));
        node.put("delta_macs_per_frame", Rounding.decimals(all.delta() / frames, 3));
        node.put("unit_spike_acs_per_frame", Rounding.decimals(all.unit() / frames, 3));
        node.put("overhead_ops_per_frame", Rounding.decimals(all.overhead() / frames, 3));
    }

    private static void fidelity(ObjectNode node, Fidelity fidelity) {
        agreement(node, fidelity.agreement());
        node.put("dense_jitter_cosine", Rounding.cosine(fidelity.denseJitterCosine()));
        node.put("knn10_overlap", Rounding.measured(fidelity.knn10Overlap()));
        optional(node, "top1_agreement", fidelity.top1Agreement());
        optional(node, "top5_agreement", fidelity.top5Agreement());
        node.put("exact_rel_l2", Rounding.measured(fidelity.exactRelativeL2()));
    }

    private static void rival(ObjectNode node, RivalResult rival) {
        node.put("name", rival.name());
        node.put("delay_frames", rival.delayFrames());
        node.put("ms_mean", Rounding.measured(rival.msMean()));
        node.put("speedup", Rounding.measured(rival.speedup()));
        node.put("macs_per_frame", Rounding.decimals(rival.macsPerFrame(), 3));
        agreement(node, rival.agreement());
    }

    static void agreement(ObjectNode node, Agreement agreement) {
        node.put("r2_centred", Rounding.cosine(agreement.r2Centred()));
        node.put("change_correlation", Rounding.cosine(agreement.changeCorrelation()));
        node.put("cosine_mean", Rounding.cosine(agreement.cosineMean()));
        node.put("cosine_min", Rounding.cosine(agreement.cosineMin()));
        node.put("rel_l2_mean", Rounding.measured(agreement.relativeL2Mean()));
        node.put("rel_l2_max", Rounding.measured(agreement.relativeL2Max()));
        node.put("max_abs", Rounding.measured(agreement.maxAbs()));
        agreement.peaks().ifPresent(peaks -> peaks(node.putObject("peaks"), peaks));
    }

    private static void peaks(ObjectNode node, PeakAgreement peaks) {
        node.put("level", Rounding.measured(peaks.level()));
        node.put("count", peaks.peaks());
        node.put("moved_share", Rounding.measured(peaks.movedShare()));
        node.put("mean_cells", Rounding.measured(peaks.meanCells()));
    }

    private static void skip(ObjectNode node, SkipResult skip) {
        node.put("every", skip.every());
        node.put("ms_mean", Rounding.measured(skip.msMean()));
        node.put("macs_per_frame", Rounding.decimals(skip.macsPerFrame(), 3));
        agreement(node, skip.agreement());
    }

    private static void optional(ObjectNode node, String name, OptionalDouble value) {
        node.put(name, value.isPresent() ? Rounding.measured(value.getAsDouble()) : null);
    }
}
