package dev.frogeye.kernel;

/**
 * The kernels on the Vector API. Multiply and add stay two roundings, as in plain Java, so that every kernel set gives the
 * same bits on every CPU. What is left of a row behind its last whole vector the plain kernels do.
 */
public final class VectorKernels implements Kernels {
    private static final ScalarKernels REST = new ScalarKernels();

    @Override
    public String name() {
        return "vector-" + Lanes.SPECIES.vectorBitSize();
    }

    @Override
    public int gate(GateRun run) {
        return VectorGate.gate(run);
    }

    @Override
    public void gather(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        VectorGather.gather(position, value, from, to, weights, weightsAt, width, accumulators, at);
    }

    @Override
    public void scatter(
            int[] position,
            float[] value,
            int from,
            int to,
            int firstPosition,
            ScatterWeights weights,
            float[] accumulators,
            Stretches stretches) {
        VectorScatter.scatter(position, value, from, to, firstPosition, weights, accumulators, stretches);
    }

    @Override
    public void axpy(float a, float[] x, int xAt, float[] y, int yAt, int length) {
        int end = Lanes.SPECIES.loopBound(length);
        VectorTaps.axpy(a, x, xAt, y, yAt, end);
        REST.axpy(a, x, xAt + end, y, yAt + end, length - end);
    }

    @Override
    public void add(TapRun run) {
        int end = Lanes.SPECIES.loopBound(run.length);
        VectorTaps.add(run, end);
        ScalarKernels.add(run, end);
    }

    @Override
    public void max(TapRun run) {
        int end = Lanes.SPECIES.loopBound(run.length);
        VectorTaps.max(run, end);
        ScalarKernels.max(run, end);
    }

    @Override
    public void multiplyAdd(TapRun run) {
        int end = Lanes.SPECIES.loopBound(run.length);
        VectorTaps.multiplyAdd(run, end);
        ScalarKernels.multiplyAdd(run, end);
    }

    @Override
    public void multiplyRows(TapRun run) {
        VectorWindows.multiplyRows(run);
    }
}
