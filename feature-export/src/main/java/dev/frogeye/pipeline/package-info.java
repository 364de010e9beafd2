/**
 * From a video to a feature table: {@link dev.frogeye.pipeline.Extraction} is the loop,
 * {@link dev.frogeye.pipeline.VideoJob} runs it on a file and says how that went,
 * {@link dev.frogeye.pipeline.RunDirectory} is where a run keeps its tables and its record.
 */
package dev.frogeye.pipeline;
