package dev.frogeye.kernel;

/** The kernels as their formulas: what runs without the Vector API, and what the vector kernels are tested against. */
public final class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int gate(
            float[] source,
            int sourceAt,
            float[] sent,
            int sentAt,
            int channels,
            float low,
            float high,
            float threshold,
            float quantum,
            int firstPosition,
            int[] position,
            float[] value,
            int count) {
        int n = count;
        for (int c = 0; c < channels; c++) {
            float v = Math.min(Math.max(source[sourceAt + c], low), high);
            float last = sent[sentAt + c];
            float delta = v - last;
            float spike = quantum == 0 ? delta : (float) Math.rint(delta / quantum) * quantum;
            if (Math.abs(delta) >= threshold && spike != 0) {
                position[n] = firstPosition + c;
                value[n] = spike;
                n++;
                sent[sentAt + c] = quantum == 0 ? v : last + spike;
            }
        }
        return n;
    }

    @Override
    public void accumulate(
            float[] accumulator,
            int accumulatorAt,
            PackedWeights weights,
            SpikeRuns runs,
            int[] position,
            float[] value) {
        float[] data = weights.data();
        for (int block = 0; block < weights.stride(); block += PackedWeights.BLOCK) {
            int width = weights.width(block);
            for (int run = 0; run < runs.count; run++) {
                int weightRow = runs.weightRow[run];
                for (int s = runs.from[run]; s < runs.to[run]; s++) {
                    int row = weights.offset(block) + (weightRow + position[s]) * width;
                    axpy(value[s], data, row, accumulator, accumulatorAt + block, width);
                }
            }
        }
    }

    @Override
    public void axpy(float a, float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] += a * x[xAt + i];
        }
    }

    @Override
    public void multiplyAdd(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] += x[xAt + i] * w[wAt + i];
        }
    }

    @Override
    public void add(float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    @Override
    public void max(float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
        }
    }
}
