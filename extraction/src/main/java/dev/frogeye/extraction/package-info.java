/**
 * From a video to features. {@link dev.frogeye.extraction.Extractor} is the way in for programs: a model with options, from
 * a video to a table or frame by frame. {@link dev.frogeye.extraction.Extraction} is the loop behind it, and
 * {@link dev.frogeye.extraction.VideoJob} runs it and says how that went instead of failing.
 *
 * <p>An extractor may be shared by threads; everything that it gives out belongs to one. Rows are reused from frame to frame.
 */
package dev.frogeye.extraction;
