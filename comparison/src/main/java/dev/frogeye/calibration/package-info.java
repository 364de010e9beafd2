/** The search for thresholds that do the least work for a given error of the features. */
package dev.frogeye.calibration;
