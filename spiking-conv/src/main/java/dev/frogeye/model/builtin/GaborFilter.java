package dev.frogeye.model.builtin;

/**
 * A quadrature pair of oriented band-pass filters: Gabor functions whose even half has lost its mean (a Morlet wavelet),
 * so that neither sees how light it is.
 *
 * <p>Each half is scaled to answer 1 to the sinusoid it matches, of amplitude 1. A sinusoid of the right wavelength and
 * direction, amplitude {@code a} and any phase {@code p} thus gives {@code even = a * cos(p)} and
 * {@code odd = a * sin(p)}, nearly.
 *
 * @param size rows and columns
 * @param even symmetric half, row-major {@code (size, size)}; not copied
 * @param odd antisymmetric half; not copied
 */
record GaborFilter(int size, double[] even, double[] odd) {
    /**
     * The pair of this wavelength.
     *
     * @param wavelength in pixels
     * @param sigma standard deviation of the round envelope, in pixels
     * @param angle direction in which it varies, radians from the x axis towards the y axis (down): 0 answers to
     *     vertical stripes
     */
    static GaborFilter of(int size, double wavelength, double sigma, double angle) {
        double[] envelope = new double[size * size];
        double[] cosine = new double[size * size];
        double[] sine = new double[size * size];
        double centre = (size - 1) / 2.0;
        double frequency = 2 * Math.PI / wavelength;
        // StrictMath: the same bits, and so the same model checksum, on every machine.
        double stepX = frequency * StrictMath.cos(angle);
        double stepY = frequency * StrictMath.sin(angle);
        for (int i = 0; i < envelope.length; i++) {
            double x = i % size - centre;
            double y = i / size - centre;
            envelope[i] = StrictMath.exp(-(x * x + y * y) / (2 * sigma * sigma));
            cosine[i] = StrictMath.cos(x * stepX + y * stepY);
            sine[i] = StrictMath.sin(x * stepX + y * stepY);
        }
        return new GaborFilter(size, half(envelope, cosine), half(envelope, sine));
    }

    /** The values of one of four phases a quarter of a wave apart: even, odd, -even, -odd. */
    double phase(int quarter, int i) {
        double value = quarter % 2 == 0 ? even[i] : odd[i];
        return quarter < 2 ? value : -value;
    }

    private static double[] half(double[] envelope, double[] wave) {
        double mean = dot(envelope, wave) / sum(envelope);
        double[] filter = new double[wave.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = envelope[i] * (wave[i] - mean);
        }
        double response = dot(filter, wave);
        for (int i = 0; i < filter.length; i++) {
            filter[i] /= response;
        }
        return filter;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sum(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value;
        }
        return sum;
    }
}
