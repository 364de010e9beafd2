package dev.frogeye.cli.text;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Operations;
import dev.frogeye.extraction.Profile;
import java.util.List;
import java.util.Locale;

/** What a calibration came to, in a few columns. */
public final class CalibrationTable {
    private CalibrationTable() {}

    /** On the clips that were calibrated on. */
    public static List<String> lines(Profile profile) {
        Profile.OperatingPoint point = profile.operatingPoint();
        Profile.Global global = profile.global();
        double dense = point.denseMacsPerFrame();
        TextTable table = new TextTable("lrrrr");
        table.row("thresholds", "pixel levels", "error", "multiply-adds", "saved");
        table.row(
                format("one, %.4f", global.alpha()),
                format("%.2f", global.pixelLevels()),
                format("%.4f", global.relativeL2()),
                format("%.1f M", global.macsPerFrame() / 1e6),
                format("%.1fx", dense / global.macsPerFrame()));
        table.row(
                "one a layer",
                format("%.2f", profile.pixelLevels()),
                format("%.4f", point.relativeL2()),
                format("%.1f M", point.macsPerFrame() / 1e6),
                format("%.1fx", dense / point.macsPerFrame()));
        return table.lines();
    }

    /** On other clips: the profile, and the single threshold as its only sweep. */
    public static List<String> checkLines(Comparison comparison) {
        TextTable table = new TextTable("lrrrrrrr");
        table.row("checked on", "frames", "error", "saved", "cosine", "jitter", "error with one", "saved with one");
        for (ClipResult clip : comparison.clips()) {
            ClipResult.SweepResult global = clip.sweep().get(0);
            Operations operations = clip.operations();
            double dense = (double) operations.dense() / clip.frames().size();
            table.row(
                    Printable.line(clip.clip()),
                    String.valueOf(clip.frames().size()),
                    format("%.4f", clip.fidelity().agreement().relativeL2Mean()),
                    format("%.1fx", (double) operations.dense() / operations.delta()),
                    format("%.4f", clip.fidelity().agreement().cosineMean()),
                    format("%.4f", clip.fidelity().denseJitterCosine()),
                    format("%.4f", global.agreement().relativeL2Mean()),
                    format("%.1fx", dense / global.macsPerFrame()));
        }
        return table.lines();
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
