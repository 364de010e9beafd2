package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Function;
import java.util.ArrayList;
import java.util.List;

/**
 * How a tensor follows from feature maps without being stored: its channels in sections, each some neighbouring channels
 * of one map under a chain of functions. Activations, concatenations and splits of channels stay expressions until
 * someone needs their values.
 */
record Expression(Shape shape, List<Section> sections) {
    /** Sections, or functions of a section; a network that needs more of them is better served by a stored map. */
    private static final int LARGEST = 64;

    /** A function, and which of its channels meets channel 0 of the section. */
    record Applied(Function function, int firstChannel) {}

    /**
     * So many channels of {@code map} from {@code first} on under {@code chain}, as the tensor's channels from {@code
     * channelAt}.
     */
    record Section(FeatureMap map, int first, int channels, List<Applied> chain, int channelAt) {
        /** Offset of the section's first value of a pixel in its map. */
        int at(int pixel) {
            return map.at(pixel) + first;
        }

        /** Whether it is a whole map. */
        boolean isWhole() {
            return channels == map.shape.channels();
        }

        private Section with(List<Applied> functions, int at) {
            return new Section(map, first, channels, functions, at);
        }

        /** Its part among so many channels of the tensor, which are then counted from {@code from}. */
        private Section among(int from, int count) {
            int start = Math.max(channelAt, from);
            int skipped = start - channelAt;
            int kept = Math.min(channelAt + channels, from + count) - start;
            List<Applied> functions = chain.stream()
                    .map(applied -> new Applied(applied.function, applied.firstChannel + skipped))
                    .toList();
            return new Section(map, first + skipped, kept, functions, start - from);
        }

        /** Computes the section's channels of a pixel into {@code destination}. */
        void evaluate(int pixel, float[] destination, int at) {
            System.arraycopy(map.values, at(pixel), destination, at, channels);
            for (int i = 0; i < chain.size(); i++) {
                Applied applied = chain.get(i);
                applied.function.applyInPlace(destination, at, channels, applied.firstChannel);
            }
        }
    }

    Expression {
        sections = List.copyOf(sections);
    }

    static Expression of(FeatureMap map) {
        return new Expression(map.shape, List.of(new Section(map, 0, map.shape.channels(), List.of(), 0)));
    }

    /** This tensor under a further function. */
    Expression then(Function function) {
        List<Section> applied = new ArrayList<>();
        for (Section section : sections) {
            List<Applied> chain = new ArrayList<>(section.chain);
            chain.add(new Applied(function, section.channelAt));
            applied.add(section.with(List.copyOf(chain), section.channelAt));
        }
        return new Expression(shape, applied);
    }

    /** Tensors of the same height and width, one behind the other along the channels. */
    static Expression concatenate(Shape shape, List<Expression> parts) {
        List<Section> sections = new ArrayList<>();
        int channelAt = 0;
        for (Expression part : parts) {
            for (Section section : part.sections) {
                sections.add(section.with(section.chain, channelAt + section.channelAt));
            }
            channelAt += part.shape.channels();
        }
        return new Expression(shape, sections);
    }

    /** Some neighbouring channels of this tensor. */
    Expression channels(Shape part, int from) {
        int count = part.channels();
        List<Section> kept = sections.stream()
                .filter(section -> section.channelAt < from + count && from < section.channelAt + section.channels)
                .map(section -> section.among(from, count))
                .toList();
        return new Expression(part, kept);
    }

    /** Whether the tensor is one map as it stands. */
    boolean isStored() {
        return sections.size() == 1
                && sections.get(0).chain.isEmpty()
                && sections.get(0).isWhole();
    }

    /** Whether the tensor is one map under a clamp. */
    boolean isClampedMap() {
        return sections.size() == 1
                && sections.get(0).isWhole()
                && sections.get(0).chain.size() == 1
                && sections.get(0).chain.get(0).function() instanceof Function.Clamp;
    }

    /** Whether nothing it is made of changed in this frame. */
    boolean isUnchanged() {
        for (int i = 0; i < sections.size(); i++) {
            if (!sections.get(i).map.changed.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has grown so large that it should be given values of its own before it grows further. */
    boolean isLarge() {
        return sections.size() > LARGEST || sections.get(0).chain.size() > LARGEST;
    }

    /** Whether anything a pixel is made of changed in this frame. */
    boolean changed(int pixel) {
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).map.changed.contains(pixel)) {
                return true;
            }
        }
        return false;
    }

    /** Computes all channels of a pixel into {@code destination}. */
    void evaluate(int pixel, float[] destination, int at) {
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            section.evaluate(pixel, destination, at + section.channelAt);
        }
    }
}
