package dev.frogeye.delta;

/** A stage without memory of its own: where its inputs changed it computes its output anew from their values. */
sealed interface Recomputed extends Stage
        permits StoredStage,
                PoolStage,
                ReduceStage,
                LrnStage,
                SoftmaxStage,
                NormalizeStage,
                BinaryStage,
                ConcatStage,
                RearrangeStage,
                ResampleStage {}
