/**
 * The delta network beside dense engines and rivals on the same frames: time, operations and how close the features stay.
 *
 * <p>{@link dev.frogeye.comparison.Comparison} is the way in; its result is immutable, and {@code report} writes it down.
 */
package dev.frogeye.comparison;
