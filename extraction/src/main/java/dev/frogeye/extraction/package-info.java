/**
 * From a video to a feature table: {@link dev.frogeye.extraction.Extraction} is the loop,
 * {@link dev.frogeye.extraction.VideoJob} runs it on a video and says how that went.
 */
package dev.frogeye.extraction;
