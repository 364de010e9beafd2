/**
 * One engine of two: the delta network while little moves, a dense engine while much does. The choice follows counts alone,
 * never the clock, so that the features of a video do not depend on the machine.
 */
package dev.frogeye.hybrid;
