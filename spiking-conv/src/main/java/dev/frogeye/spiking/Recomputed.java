package dev.frogeye.spiking;

/** A stage without memory of its own: where its inputs changed it computes its output anew from their values. */
sealed interface Recomputed extends Stage
        permits Stored,
                Pooling,
                Reduction,
                ResponseNormalization,
                SoftmaxStage,
                Normalization,
                Arithmetic,
                Join,
                Rearrangement,
                Resampling {}
