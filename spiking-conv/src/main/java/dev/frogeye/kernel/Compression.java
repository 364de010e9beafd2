package dev.frogeye.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Moves the lanes of a vector that a mask selects to its front, one instruction on CPUs that have it. The Vector API
 * has that since JDK 19; the handles are constants to the compiler, so a call costs what the method does.
 */
final class Compression {
    private static final MethodHandle FLOATS = find(FloatVector.class);
    private static final MethodHandle INTS = find(IntVector.class);

    /** Whether this JVM can do it. */
    static final boolean IS_AVAILABLE = FLOATS != null && INTS != null;

    private Compression() {}

    private static MethodHandle find(Class<?> vector) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(vector, "compress", MethodType.methodType(vector, VectorMask.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    static FloatVector compress(FloatVector vector, VectorMask<Float> mask) {
        try {
            return (FloatVector) FLOATS.invokeExact(vector, mask);
        } catch (Throwable e) {
            throw new AssertionError("compress throws nothing", e);
        }
    }

    static IntVector compress(IntVector vector, VectorMask<Integer> mask) {
        try {
            return (IntVector) INTS.invokeExact(vector, mask);
        } catch (Throwable e) {
            throw new AssertionError("compress throws nothing", e);
        }
    }
}
