package dev.frogeye.delta;

import dev.frogeye.kernel.GateRun;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Function;
import dev.frogeye.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gate of a tensor that layers compute: looks where what it is made of changed. Activations and concatenations are
 * computed on the way, in one pass.
 */
final class TensorGate extends Gate implements Team.Banded<TensorGate.Rule> {
    private final Expression value;
    private final List<Section> sections;
    private final BandedSpikes bands;
    private final Kernels kernels;
    private final float threshold;
    private final Coding coding;
    private final Team team;
    private final PixelSet candidates;
    /** Whether neighbouring pixels can be compared at once: their values are those of one map, or a clamp of them. */
    private final boolean comparesRuns;

    private final GateRun[] runs;
    private final Rule steady;

    /**
     * What moves.
     *
     * @param least smallest change that is sent
     * @param quantum what spikes are whole multiples of; 0 if they are the change itself
     */
    record Rule(float least, float quantum) {
        private static final Rule ANY_CHANGE = new Rule(Float.MIN_VALUE, 0);

        static Rule of(Coding coding, float threshold) {
            if (threshold == 0) {
                return ANY_CHANGE;
            }
            return switch (coding) {
                case GRADED -> new Rule(threshold, 0);
                case HERDING -> new Rule(threshold / 2, threshold);
            };
        }
    }

    /** A section of the tensor with, where its chain of functions is at most one clamp, the clamp's limits. */
    private record Section(Expression.Section source, boolean clamped, float low, float high, float[][] scratch) {
        static Section of(Expression.Section source, int threads) {
            if (source.chain().isEmpty()) {
                return new Section(source, true, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, null);
            }
            if (source.chain().size() == 1 && source.chain().get(0).function() instanceof Function.Clamp clamp) {
                return new Section(source, true, clamp.low(), clamp.high(), null);
            }
            float[][] scratch = new float[threads][source.channels()];
            return new Section(source, false, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, scratch);
        }
    }

    /**
     * A gate before {@code tensor}.
     *
     * @param threshold smallest change that is sent; 0 sends every change
     * @param bands shared by all gates of a network: nobody needs them once the targets have run
     */
    TensorGate(
            Tensor tensor,
            Expression value,
            float threshold,
            Coding coding,
            BandedSpikes bands,
            Kernels kernels,
            Team team) {
        super(tensor, "Gate", new FeatureMap(tensor.shape()), bands.spikes());
        this.value = value;
        this.threshold = threshold;
        this.coding = coding;
        this.bands = bands;
        steady = Rule.of(coding, threshold);
        this.kernels = kernels;
        this.team = team;
        sections = value.sections().stream()
                .map(section -> Section.of(section, team.threads()))
                .toList();
        comparesRuns = sections.size() == 1 && sections.get(0).clamped;
        runs = Stream.generate(GateRun::new).limit(team.threads()).toArray(GateRun[]::new);
        candidates = new PixelSet(tensor.shape().pixels());
    }

    /** The tensor's present value, as opposed to what was sent of it. */
    Expression value() {
        return value;
    }

    @Override
    public void run(boolean key) {
        if (key) {
            Arrays.fill(sent.values, 0);
        } else if (value.isUnchanged()) {
            return;
        }
        compare(key ? Rule.ANY_CHANGE : steady);
        if (key) {
            sent.changed.addAll();
        }
        send(!key && coding == Coding.HERDING && threshold > 0 && spikes.areAll(threshold));
    }

    private void compare(Rule rule) {
        spikes.clear(sent.shape);
        candidates.clear();
        for (int i = 0; i < sections.size(); i++) {
            candidates.addAll(sections.get(i).source.map().changed);
        }
        long operations = team.run(candidates.words(), this, rule);
        cost().addOverhead(operations);
        bands.closeGaps(candidates.words());
    }

    /** Compares the pixels of the words from {@code from} up to {@code end} of the pixel sets. */
    @Override
    public long runBand(Rule rule, int from, int end, int band, int thread) {
        int first = BandedSpikes.firstPixel(from);
        int last = BandedSpikes.endPixel(end, sent.shape);
        int start = bands.start(first, band);
        int[] pixelEnd = spikes.pixelStart();
        int done = first;
        int count = start;
        long operations = 0;
        GateRun run = runs[thread].thatMovedBy(rule.least, rule.quantum);
        for (int pixel = candidates.next(first, last); pixel >= 0; pixel = candidates.next(done, last)) {
            Arrays.fill(pixelEnd, done + 1, pixel + 1, count - start);
            int rowEnd = (pixel / sent.shape.width() + 1) * sent.shape.width();
            done = comparesRuns ? candidates.nextAbsent(pixel, Math.min(rowEnd, last)) : pixel + 1;
            pixelEnd[pixel + 1] = count - start;
            for (int i = 0; i < sections.size(); i++) {
                Section section = sections.get(i);
                if (section.source.map().changed.contains(pixel)) {
                    count = compare(
                            section, pixel, done - pixel, run.notedIn(pixelEnd, pixel + 1, start), count, thread);
                    operations += (long) (done - pixel)
                            * section.source.channels()
                            * (2 + section.source.chain().size());
                }
            }
            for (int p = pixel; p < done; p++) {
                if (pixelEnd[p + 1] > (p == first ? 0 : pixelEnd[p])) {
                    sent.changed.add(p);
                }
            }
        }
        Arrays.fill(pixelEnd, done + 1, last + 1, count - start);
        bands.end(band, count - start);
        return operations;
    }

    /** Compares one section of neighbouring pixels; several only if their values need no more than a clamp. */
    private int compare(Section section, int pixel, int pixels, GateRun run, int count, int thread) {
        Expression.Section source = section.source;
        FeatureMap map = source.map();
        int channels = source.channels();
        int first = pixel % sent.shape.width() * sent.shape.channels() + source.channelAt();
        run.clampedTo(section.low, section.high)
                .with(sent.values, sent.at(pixel) + source.channelAt(), sent.stride)
                .into(spikes.position(), spikes.value(), first, sent.shape.channels());
        if (section.clamped) {
            return kernels.gate(
                    run.of(map.values, source.at(pixel), map.stride, channels).over(pixels, count));
        }
        float[] values = section.scratch[thread];
        source.evaluate(pixel, values, 0);
        return kernels.gate(run.of(values, 0, 0, channels).over(1, count));
    }

    /** The smallest change it sends; 0 if it sends every change. */
    float threshold() {
        return threshold;
    }

    /** Root mean square of the non-zero values sent so far; 0 if there are none. */
    float scale() {
        double squares = 0;
        long nonZero = 0;
        for (float value : sent.values) { // the padding is 0
            if (value != 0) {
                squares += (double) value * value;
                nonZero++;
            }
        }
        return nonZero == 0 ? 0 : (float) Math.sqrt(squares / nonZero);
    }
}
