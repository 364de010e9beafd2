/**
 * From a video to a feature table: {@link dev.frogeye.pipeline.Extraction} is the loop,
 * {@link dev.frogeye.pipeline.VideoJob} runs it on a video and says how that went.
 */
package dev.frogeye.pipeline;
