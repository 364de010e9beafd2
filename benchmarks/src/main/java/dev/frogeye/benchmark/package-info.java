/**
 * Programs that take times: JMH benchmarks of kernels, plain loops over the engines, and the fit of the estimates that
 * {@code HybridEngine} decides by. Nothing depends on this package, and it is never shipped.
 */
package dev.frogeye.benchmark;
