package dev.frogeye.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all vector kernels use: the CPU's preferred width, up to 512 bits. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > FloatVector.SPECIES_512.length()
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;

    /** As many integers. */
    static final VectorSpecies<Integer> INTEGERS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    /** Half as many floats. */
    static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(64, SPECIES.vectorBitSize() / 2)));

    /** Half as many integers. */
    static final VectorSpecies<Integer> HALF_INTEGERS = VectorSpecies.of(int.class, HALF.vectorShape());

    static final int COUNT = SPECIES.length();

    private Lanes() {}
}
