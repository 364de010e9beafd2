package dev.frogeye.zoo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole networks as exporters write them open, and keep what the engine promises. */
class ZooTest {
    @ParameterizedTest
    @EnumSource
    void thresholdZeroEqualsOnnxRuntimeOnChangingFrames(Zoo network) throws Exception {
        network.conduct().requireOnnxRuntimesOutputs();
    }

    @ParameterizedTest
    @EnumSource
    void aStillFrameCostsNothing(Zoo network) {
        network.conduct().requireNothingDoneOnAStillFrame();
    }

    @ParameterizedTest
    @EnumSource
    void aMovingFrameCostsLessThanTheDenseNetwork(Zoo network) {
        network.conduct().requireLessThanDenseWhereSomethingMoves();
    }
}
