package dev.frogeye.live.page;

/** For each pixel along one side of a drawing, the half-open range of samples it stands for. */
record SampleAxis(int[] from, int[] to) {
    /**
     * Lays samples over part of a side.
     *
     * @param pixels length of the side
     * @param start where the first sample begins, in pixels; may be outside
     * @param extent how many pixels the samples cover
     * @param samples how many there are
     */
    static SampleAxis over(int pixels, double start, double extent, int samples) {
        int[] from = new int[pixels];
        int[] to = new int[pixels];
        double perPixel = samples / extent;
        for (int i = 0; i < pixels; i++) {
            double centre = (i + 0.5 - start) * perPixel;
            if (centre >= 0 && centre < samples) {
                from[i] = Math.min((int) centre, (int) Math.max(0, (i - start) * perPixel));
                to[i] = Math.min(samples, Math.max((int) centre + 1, (int) ((i + 1 - start) * perPixel)));
            }
        }
        return new SampleAxis(from, to);
    }
}
