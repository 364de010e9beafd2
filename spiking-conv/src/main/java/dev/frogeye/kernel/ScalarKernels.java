package dev.frogeye.kernel;

/** The kernels as their formulas: what runs without the Vector API, and what the vector kernels are tested against. */
public final class ScalarKernels implements Kernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int gate(GateRun run) {
        int n = run.count;
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int sourceAt = run.sourceAt + pixel * run.sourceStep;
            int sentAt = run.sentAt + pixel * run.sentStep;
            int position = run.firstPosition + pixel * run.positionStep;
            n = gateValues(run, 0, sourceAt, sentAt, position, n);
            run.end[run.endAt + pixel] = n - run.endBase;
        }
        return n;
    }

    /**
     * The channels of one pixel from {@code from} on. Writes every value and moves on only behind those that spike: no
     * branch to mispredict.
     */
    static int gateValues(GateRun run, int from, int sourceAt, int sentAt, int firstPosition, int count) {
        float quantum = run.quantum;
        int n = count;
        for (int c = from; c < run.channels; c++) {
            float v = Kernels.clamp(run.source[sourceAt + c], run.low, run.high);
            float last = run.sent[sentAt + c];
            float delta = v - last;
            float spike = quantum == 0 ? delta : (float) Math.rint(delta / quantum) * quantum;
            boolean moved = Math.abs(delta) >= run.threshold && spike != 0;
            run.position[n] = firstPosition + c;
            run.value[n] = spike;
            run.sent[sentAt + c] = moved ? (quantum == 0 ? v : last + spike) : last;
            n += moved ? 1 : 0;
        }
        return n;
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
        for (int s = from; s < to; s++) {
            axpy(value[s], weights, weightsAt + position[s] * width, accumulators, at, width);
        }
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
        for (int s = from; s < to; s++) {
            int channelAt = (position[s] - firstPosition) * weights.channelStride();
            for (int i = 0; i < stretches.count; i++) {
                int weightsAt = stretches.weightsAt[i] + channelAt;
                axpy(value[s], weights.data(), weightsAt, accumulators, stretches.at[i], stretches.length[i]);
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
    public void add(TapRun run) {
        add(run, 0);
    }

    @Override
    public void max(TapRun run) {
        max(run, 0);
    }

    @Override
    public void multiplyAdd(TapRun run) {
        multiplyAdd(run, 0);
    }

    @Override
    public void multiplyRows(TapRun run) {
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int x = run.sourceAt + pixel * run.pixelStep;
            int y = run.sumsAt + pixel * run.sumStep;
            for (int tap = 0; tap < run.taps; tap++) {
                float value = run.source[x + tap * run.tapStep];
                axpy(value, run.weights, run.weightsAt + tap * run.weightStep, run.sums, y, run.length);
            }
        }
    }

    /** From value {@code from} of each output pixel on. */
    static void add(TapRun run, int from) {
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int y = run.sumsAt + pixel * run.sumStep;
            for (int tap = 0; tap < run.taps; tap++) {
                int x = run.sourceAt + pixel * run.pixelStep + tap * run.tapStep;
                for (int i = from; i < run.length; i++) {
                    run.sums[y + i] += run.source[x + i];
                }
            }
        }
    }

    /** From value {@code from} of each output pixel on. */
    static void max(TapRun run, int from) {
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int y = run.sumsAt + pixel * run.sumStep;
            for (int tap = 0; tap < run.taps; tap++) {
                int x = run.sourceAt + pixel * run.pixelStep + tap * run.tapStep;
                for (int i = from; i < run.length; i++) {
                    run.sums[y + i] = Math.max(run.sums[y + i], run.source[x + i]);
                }
            }
        }
    }

    /** From value {@code from} of each output pixel on. */
    static void multiplyAdd(TapRun run, int from) {
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int y = run.sumsAt + pixel * run.sumStep;
            for (int tap = 0; tap < run.taps; tap++) {
                int x = run.sourceAt + pixel * run.pixelStep + tap * run.tapStep;
                int w = run.weightsAt + tap * run.weightStep;
                for (int i = from; i < run.length; i++) {
                    run.sums[y + i] += run.source[x + i] * run.weights[w + i];
                }
            }
        }
    }
}
