package dev.frogeye.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reports, as a line of its own beside the invocations per second, the multiply-adds per second. */
@AuxCounters
@State(Scope.Thread)
public class Rate {
    /** Billions of multiply-adds. JMH sets it to zero before each iteration and divides it by the time after. */
    public double gigaMultiplyAdds;

    /** Counts what one invocation did. */
    void add(long multiplyAdds) {
        gigaMultiplyAdds += multiplyAdds * 1e-9;
    }
}
