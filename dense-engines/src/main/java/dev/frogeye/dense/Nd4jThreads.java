package dev.frogeye.dense;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's thread counts: one setting a process, in its own loops, in OpenMP and in OpenBLAS. */
final class Nd4jThreads {
    private Nd4jThreads() {}

    static void use(int threads) {
        Environment environment = Nd4j.getEnvironment();
        if (environment.maxThreads() == threads
                && environment.maxMasterThreads() == threads
                && openblas_nolapack.blas_get_num_threads() == threads) {
            return;
        }
        environment.setMaxThreads(threads);
        environment.setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
    }
}
