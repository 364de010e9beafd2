package dev.frogeye.comparison;

import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.ingest.VideoInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is known about one clip while engines take turns on its frames. */
final class ClipMeasurement {
    /** More frames are thinned out before they are searched for neighbours, which is quadratic. */
    private static final int MOST_SEARCHED = 1000;
    /** And so are long vectors: two kinds of features are held. */
    private static final long MOST_SEARCHED_BYTES = 64L << 20;

    private final ComparedNetwork network;
    private final Contenders contenders;
    private final LayerTotals layers;
    private final Strip strip;
    private final List<Draft> drafts = new ArrayList<>();
    private final OptionalDouble peakLevel;
    private final Variation variation;
    private final AgreementTally agreement;
    private final Classes classes = new Classes();
    private final Evenly<float[]> features;
    private final Evenly<float[]> referenceFeatures;
    private final float[] previousFeatures;
    private final float[] previousPixels;
    private final FeatureReader exactReader;
    private final float[] exactFeatures;
    private final FrameCost exactCost = new FrameCost();
    private double exactRelativeL2;
    private final Times decoding = new Times();
    private final RivalRuns rivals;

    /** A frame, as far as it is known. */
    private static final class Draft {
        long index;
        long ptsMicros;
        boolean key;
        boolean handedOver;
        double changeRatio;
        long spikes;
        Operations operations = Operations.NONE;
        Distance distance;
        double inputChange;
        double neighbourCosine = Double.NaN;
    }

    /**
     * Begins with a clip.
     *
     * @param contenders which forget what they learnt of an earlier one
     */
    ClipMeasurement(ComparedNetwork network, Contenders contenders, Setup setup) {
        this.network = network;
        this.contenders = contenders;
        int size = network.featureSize();
        layers = new LayerTotals(network.graph(), contenders.deltaNetwork(), contenders.exact());
        strip = new Strip(network.preprocessing(), contenders.deltaNetwork());
        peakLevel = setup.peakLevel();
        variation = new Variation(size);
        agreement = tally();
        int searched = (int) Math.min(MOST_SEARCHED, Math.max(2, MOST_SEARCHED_BYTES / (2L * size * Float.BYTES)));
        features = new Evenly<>(searched);
        referenceFeatures = new Evenly<>(searched);
        previousFeatures = new float[size];
        previousPixels = new float[network.graph().input().shape().size()];
        exactReader = network.reader(contenders.exact());
        exactFeatures = new float[size];
        contenders.beginClip(this::tally);
        rivals = new RivalRuns(setup, network, contenders.int8(), this::tally);
    }

    private AgreementTally tally() {
        return new AgreementTally(network.featureSize(), network.map().map(shape -> new Peaks(shape, peakLevel)));
    }

    /** Every pass begins with the first frame. */
    void beginPass() {
        contenders.beginPass();
        decoding.beginPass();
    }

    /** Lets every engine run the block, and learns all there is to know of its frames. */
    void learn(FrameBlock block, int turn) {
        int before = drafts.size();
        addDecoding(block);
        contenders.run(block, turn, (contender, i) -> {
            if (contender == contenders.delta()) {
                addDelta(block, i);
            }
            contenders.sweepOf(contender).ifPresent(SweepEntry::addCost);
        });
        for (int i = 0; i < block.count(); i++) {
            Draft draft = drafts.get(before + i);
            addExact(block, i, draft);
            addFidelity(block, i, draft);
        }
    }

    /** Lets every engine run the block once more, for the times. */
    void repeat(FrameBlock block, int turn) {
        addDecoding(block);
        contenders.run(block, turn, (contender, i) -> {});
    }

    private void addDecoding(FrameBlock block) {
        for (int i = 0; i < block.count(); i++) {
            decoding.add(block.decodeMs(i));
        }
    }

    private void addDelta(FrameBlock block, int i) {
        FrameCost cost = contenders.delta().cost();
        Draft draft = new Draft();
        draft.index = block.frame(i).index();
        draft.ptsMicros = block.frame(i).ptsMicros();
        draft.key = cost.key();
        draft.handedOver = contenders.handedOver();
        draft.changeRatio = cost.changeRatio();
        draft.spikes = cost.spikes();
        draft.operations = new Operations(network.graph().macs(), 0, cost.macs(), cost.acs(), cost.overhead());
        drafts.add(draft);
        if (draft.handedOver) {
            layers.addDense();
        } else {
            layers.addMeasured();
        }
        strip.add(draft.index, draft.key, draft.handedOver, block.frame(i).values());
    }

    private void addExact(FrameBlock block, int i, Draft draft) {
        Interruptions.check();
        DeltaNetwork exact = contenders.exact();
        exact.reset();
        exact.step(block.frame(i).values(), exactCost);
        draft.operations = draft.operations.plus(new Operations(0, layers.addExact(), 0, 0, 0));
        exactReader.read(0, exactFeatures);
        exactRelativeL2 = Math.max(
                exactRelativeL2,
                Distance.between(exactFeatures, contenders.reference().features(i))
                        .relativeL2());
    }

    private void addFidelity(FrameBlock block, int i, Draft draft) {
        float[] actual = contenders.delta().features(i);
        float[] reference = contenders.reference().features(i);
        draft.distance = agreement.add(actual, reference);
        variation.add(reference);
        classes.add(actual, reference);
        features.offer(actual::clone);
        referenceFeatures.offer(reference::clone);
        rivals.add(reference, block.frame(i).values(), i);
        contenders.sweep().forEach(entry -> entry.addDistance(entry.contender().features(i), reference));
        if (draft != drafts.get(0)) {
            draft.neighbourCosine =
                    Distance.between(reference, previousFeatures).cosine();
            draft.inputChange = change(block.frame(i).values());
        }
        System.arraycopy(reference, 0, previousFeatures, 0, reference.length);
        System.arraycopy(block.frame(i).values(), 0, previousPixels, 0, previousPixels.length);
    }

    /** Mean absolute difference to the frame before, in levels. */
    private double change(float[] pixels) {
        float[] levelScale = network.preprocessing().levelScale();
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            sum += Math.abs(pixels[i] - previousPixels[i]) / levelScale[i % levelScale.length];
        }
        return sum / pixels.length;
    }

    /** Frames known. */
    int frames() {
        return drafts.size();
    }

    ClipResult result(String clip, VideoInfo info) {
        Times reference = contenders.reference().times();
        List<FrameResult> frames = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            frames.add(frame(i));
        }
        Map<String, Timing> times = new LinkedHashMap<>();
        contenders
                .engines()
                .forEach(engine -> times.put(engine.name(), engine.times().timing()));
        List<ClipResult.SweepResult> sweep = contenders.sweep().stream()
                .map(entry -> entry.result(reference.timing(), variation))
                .toList();
        return new ClipResult(
                clip,
                info.width(),
                info.height(),
                info.averageFps(),
                frames,
                layers.results(),
                times,
                decoding.timing().meanMs(),
                endToEndFps(),
                fidelity(frames),
                rivals.skips(reference, network.graph().macs(), variation),
                sweep,
                rivals(reference, sweep, frames),
                contenders.deltaNetwork().stateBytes(),
                network.spiking().weightBytes(),
                network.activationBytes(),
                strip.pictures());
    }

    private List<RivalResult> rivals(Times reference, List<ClipResult.SweepResult> sweep, List<FrameResult> frames) {
        List<RivalResult> all =
                new ArrayList<>(rivals.results(reference, network.graph().macs(), variation));
        all.addAll(DeltaPoints.of(sweep));
        double macs = frames.stream()
                .mapToLong(frame -> frame.operations().delta())
                .average()
                .orElseThrow();
        double ms = contenders.delta().times().timing().meanMs();
        all.add(new RivalResult(
                RivalResult.CHOSEN_DELTA,
                RivalResult.Family.DELTA,
                0,
                ms,
                reference.timing().meanMs() / ms,
                macs,
                agreement.agreement(variation)));
        return all;
    }

    /** Of a whole extraction with each engine. */
    private Map<String, Double> endToEndFps() {
        Map<String, Double> fps = new LinkedHashMap<>();
        int cores = Runtime.getRuntime().availableProcessors();
        contenders
                .engines()
                .forEach(engine ->
                        fps.put(engine.name(), Pipeline.framesPerSecond(decoding, engine.times(), frames(), cores)));
        return fps;
    }

    private FrameResult frame(int i) {
        Draft draft = drafts.get(i);
        Map<String, Double> ms = new LinkedHashMap<>();
        contenders
                .engines()
                .forEach(engine -> ms.put(engine.name(), engine.times().of(i)));
        return new FrameResult(
                draft.index,
                draft.ptsMicros,
                draft.key,
                draft.handedOver,
                draft.changeRatio,
                draft.spikes,
                draft.operations,
                ms,
                draft.distance,
                draft.distance.squares() * drafts.size() / variation.squares(),
                draft.inputChange,
                draft.neighbourCosine);
    }

    private Fidelity fidelity(List<FrameResult> frames) {
        boolean classifies = network.summary().classifies();
        return new Fidelity(
                agreement.agreement(variation),
                Jitter.cosine(frames),
                Neighbours.overlap(features.kept(), referenceFeatures.kept()),
                classifies ? OptionalDouble.of(classes.top1()) : OptionalDouble.empty(),
                classifies ? OptionalDouble.of(classes.top5()) : OptionalDouble.empty(),
                exactRelativeL2);
    }
}
