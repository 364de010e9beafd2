package dev.frogeye.cli.text;

import java.util.ArrayList;
import java.util.List;

/** What to do about failures that are not of Frogeye's making, or should not have happened. */
public final class Failures {
    private static final String REPORT = "; run again with -vv for the stack trace, and report it";

    private Failures() {}

    /** One line for something that was thrown. */
    public static String explain(Throwable thrown) {
        for (Throwable each : causes(thrown)) {
            if (each instanceof OutOfMemoryError) {
                return "out of memory (" + each.getMessage() + "); give it more, such as FROGEYE_JAVA_OPTS=-Xmx8g,"
                        + " or let it do less at once";
            }
            if (each instanceof StackOverflowError) {
                return "internal error: the stack is too small; try FROGEYE_JAVA_OPTS=-Xss16m" + REPORT;
            }
            if (each instanceof LinkageError && isNative(each)) {
                return NativeFailure.explain(String.valueOf(each.getMessage()));
            }
        }
        if (thrown instanceof LinkageError) {
            return "internal error: " + thrown + "; the installation is incomplete, install it again" + REPORT;
        }
        return "internal error: " + thrown + REPORT;
    }

    /** The first use of a native library says so; later ones miss the class that failed then. */
    private static boolean isNative(Throwable error) {
        return error instanceof UnsatisfiedLinkError
                || error instanceof NoClassDefFoundError
                        && String.valueOf(error.getMessage()).matches(".*(bytedeco|nd4j|onnxruntime|zstd).*");
    }

    /** Innermost first; what is outside of it is often told in other words. */
    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = thrown; each != null && !causes.contains(each); each = each.getCause()) {
            causes.add(0, each);
        }
        return causes;
    }
}
