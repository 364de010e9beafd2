package dev.frogeye.benchmark.rivals;

import dev.frogeye.benchmark.KnownNetwork;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was measured, as Markdown. */
final class MarkdownTables {
    private static final String NOTHING = "";

    /** All would be a page of rows. */
    private static final Set<KnownNetwork> SUMMARIZED =
            EnumSet.of(KnownNetwork.INCEPTION_V3, KnownNetwork.MOBILENET_V2, KnownNetwork.NANODET);

    private final List<MeasuredClip> measured;

    /** Takes all that was measured, clips of a network together. */
    MarkdownTables(List<MeasuredClip> measured) {
        this.measured = List.copyOf(measured);
    }

    /** Everything: a table a network, with a row a contender and a column a clip. */
    String all() {
        StringBuilder out = new StringBuilder(settings());
        byNetwork().forEach((network, clips) -> {
            out.append("\n### ").append(network.title()).append("\n\n");
            out.append("`").append(network.file()).append("`, features `").append(network.layer());
            out.append("`, `--preprocess ").append(network.preprocessing()).append("`\n\n");
            out.append(network(clips));
        });
        return out.toString();
    }

    /** Whether the summary has a row. */
    boolean isSummarized() {
        return measured.stream().anyMatch(clip -> SUMMARIZED.contains(clip.network()));
    }

    /**
     * The delta network as it is without options, the best rival at its R2 and int8; a row a network and clip. Of three
     * networks: a large and a small backbone, and a detector.
     */
    String summary() {
        StringBuilder out = new StringBuilder();
        row(out, List.of("network", "clip", "delta network", "fastest rival at its R2", "int8"));
        row(out, List.of("---", "---", "---", "---", "---"));
        for (MeasuredClip clip : measured) {
            if (!SUMMARIZED.contains(clip.network())) {
                continue;
            }
            Optional<RivalPoint> delta = clip.contender(RivalPoint.DEFAULT);
            row(
                    out,
                    List.of(
                            clip.network().title(),
                            name(clip),
                            delta.map(MarkdownTables::timeAndR2).orElse(NOTHING),
                            delta.map(it -> best(clip, it, rival -> true)).orElse(NOTHING),
                            clip.contender(RivalPoint.INT8)
                                    .map(MarkdownTables::timeAndR2)
                                    .orElse(NOTHING)));
        }
        return out.append('\n').append(settings()).toString();
    }

    /** R2 of the delta network as it is without options; a row a network and a column a clip. */
    String defaults() {
        Set<String> names =
                measured.stream().map(MarkdownTables::name).collect(Collectors.toCollection(LinkedHashSet::new));
        StringBuilder out = new StringBuilder();
        header(out, List.of("network"), names);
        byNetwork().forEach((network, clips) -> {
            List<String> cells = new ArrayList<>(List.of(network.title()));
            for (String name : names) {
                cells.add(clips.stream()
                        .filter(clip -> name(clip).equals(name))
                        .findFirst()
                        .flatMap(clip -> clip.contender(RivalPoint.DEFAULT)
                                .map(delta -> CellText.share(delta.r2()) + handedOver(clip)))
                        .orElse(NOTHING));
            }
            row(out, cells);
        });
        return out.toString();
    }

    private static String network(List<MeasuredClip> clips) {
        StringBuilder out = new StringBuilder();
        header(
                out,
                List.of("", "delay"),
                clips.stream().map(MarkdownTables::name).collect(Collectors.toCollection(LinkedHashSet::new)));
        row(out, "float32", "0", clips, clip -> CellText.plain(clip.denseMilliseconds()) + " ms");
        Set<String> names = clips.stream()
                .flatMap(clip -> clip.contenders().stream())
                .map(RivalPoint::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String name : names) {
            row(out, name, delay(clips, name), clips, clip -> clip.contender(name)
                    .map(contender -> all(contender) + (name.equals(RivalPoint.DEFAULT) ? handedOver(clip) : NOTHING))
                    .orElse(NOTHING));
        }
        row(out, "*fastest rival at the R2 of delta-default*", "", clips, clip -> best(clip, rival -> true));
        row(out, "*fastest live one*", "0", clips, clip -> best(clip, RivalPoint::isLive));
        return out.toString();
    }

    private static String all(RivalPoint contender) {
        String macs = contender.macsSaved().isPresent()
                ? " (" + CellText.times(contender.macsSaved().getAsDouble()) + ")"
                : NOTHING;
        return CellText.times(contender.speedup()) + macs + " " + CellText.share(contender.r2()) + " "
                + CellText.share(contender.changeCorrelation()) + " " + CellText.share(contender.leastCosine());
    }

    private static String timeAndR2(RivalPoint contender) {
        return "**" + CellText.times(contender.speedup()) + "** " + CellText.share(contender.r2());
    }

    private static String best(MeasuredClip clip, Predicate<RivalPoint> admitted) {
        return clip.contender(RivalPoint.DEFAULT)
                .map(delta -> best(clip, delta, admitted))
                .orElse(NOTHING);
    }

    private static String best(MeasuredClip clip, RivalPoint delta, Predicate<RivalPoint> admitted) {
        RivalPoint best = clip.bestRival(delta.r2(), admitted);
        return best.name() + " " + CellText.times(best.speedup());
    }

    private static String handedOver(MeasuredClip clip) {
        return clip.handedOver() == 0 ? NOTHING : " [" + clip.handedOver() + "]";
    }

    /** Frames; the latest of several clips, as some rivals look ahead as far as a clip lets them. */
    private static String delay(List<MeasuredClip> clips, String name) {
        TreeSet<Integer> delays = clips.stream()
                .flatMap(clip -> clip.contender(name).stream())
                .map(RivalPoint::delayFrames)
                .collect(Collectors.toCollection(TreeSet::new));
        return (delays.size() == 1 ? "" : "up to ") + delays.last();
    }

    private String settings() {
        String frames = measured.stream()
                .map(clip -> clip.frames() + " of " + name(clip))
                .distinct()
                .collect(Collectors.joining(", "));
        String settings = measured.stream()
                .map(MeasuredClip::setting)
                .distinct()
                .map(it -> String.format(
                        Locale.ROOT,
                        "- %s: %s, %d cores, %s a contender, Java %s, Frogeye %s, ONNX Runtime %s\n",
                        it.day(),
                        it.cpu(),
                        it.cores(),
                        it.threads() == 1 ? "one thread" : it.threads() + " threads",
                        it.java(),
                        it.frogeye(),
                        it.onnxRuntime()))
                .distinct()
                .collect(Collectors.joining());
        return settings + "- frames: " + frames + "\n";
    }

    private Map<KnownNetwork, List<MeasuredClip>> byNetwork() {
        return measured.stream()
                .collect(Collectors.groupingBy(MeasuredClip::network, LinkedHashMap::new, Collectors.toList()));
    }

    /** A clip's name without the end that says how it is packed. */
    static String name(MeasuredClip clip) {
        return clip.clip().replaceFirst("\\.[^.]*$", "");
    }

    private static void header(StringBuilder out, List<String> first, Set<String> names) {
        List<String> cells = new ArrayList<>(first);
        cells.addAll(names);
        row(out, cells);
        row(out, cells.stream().map(cell -> "---").toList());
    }

    private static void row(
            StringBuilder out,
            String first,
            String second,
            List<MeasuredClip> clips,
            Function<MeasuredClip, String> cell) {
        List<String> cells = new ArrayList<>(List.of(first, second));
        clips.stream().map(cell).forEach(cells::add);
        row(out, cells);
    }

    private static void row(StringBuilder out, List<String> cells) {
        cells.forEach(cell -> out.append(cell.isEmpty() ? "| " : "| " + cell + " "));
        out.append("|\n");
    }
}
