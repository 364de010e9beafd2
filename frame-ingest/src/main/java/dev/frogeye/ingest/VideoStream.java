package dev.frogeye.ingest;

/**
 * One of the video streams of a file; pictures attached to it, such as covers, are none.
 *
 * @param index its number among all streams of the file, sound and subtitles included
 * @param codec FFmpeg's name of the codec
 * @param width pixels a row as stored, 0 where unknown
 * @param height rows as stored, 0 where unknown
 * @param isDefault whether the file says that players are to show it
 */
public record VideoStream(int index, String codec, int width, int height, boolean isDefault) {}
