package dev.frogeye.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaborFilterTest {
    private static final int SIZE = 20;
    private static final double CENTRE = 9.5;
    private static final double WAVELENGTH = 9;

    @ParameterizedTest
    @ValueSource(doubles = {0, 22.5, 45, 67.5, 90, 135, 157.5, 17})
    void halvesHaveNoMean(double degrees) {
        GaborFilter filter = filter(degrees);
        double even = 0;
        double odd = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            even += filter.even()[i];
            odd += filter.odd()[i];
        }
        assertThat(even).isCloseTo(0, within(1e-14));
        assertThat(odd).isCloseTo(0, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 22.5, 45, 67.5, 90, 135, 157.5, 17})
    void halvesAreAQuadraturePair(double degrees) {
        GaborFilter filter = filter(degrees);
        assertThat(dot(filter.even(), filter.odd())).isCloseTo(0, within(1e-14));
        assertThat(dot(filter.even(), filter.even()) / dot(filter.odd(), filter.odd()))
                .isCloseTo(1, within(0.07));
        for (int phase = 0; phase < 360; phase += 15) {
            assertThat(energy(filter, grating(WAVELENGTH, degrees, phase))).isCloseTo(1, within(0.02));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 45, 90, 112.5})
    void answersMostToItsOwnDirectionAndWavelength(double degrees) {
        GaborFilter filter = filter(degrees);
        assertThat(energy(filter, grating(WAVELENGTH, degrees + 22.5, 0))).isBetween(0.2, 0.6);
        assertThat(energy(filter, grating(WAVELENGTH, degrees + 45, 0))).isLessThan(0.15);
        assertThat(energy(filter, grating(WAVELENGTH, degrees + 90, 0))).isLessThan(0.05);
        assertThat(energy(filter, grating(2 * WAVELENGTH, degrees, 0))).isLessThan(0.5);
        assertThat(energy(filter, grating(WAVELENGTH / 2, degrees, 0))).isLessThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 30})
    void phasesAreAQuarterWaveApart(double degrees) {
        GaborFilter filter = filter(degrees);
        for (int i = 0; i < SIZE * SIZE; i++) {
            assertThat(filter.phase(0, i)).isEqualTo(filter.even()[i]).isEqualTo(-filter.phase(2, i));
            assertThat(filter.phase(1, i)).isEqualTo(filter.odd()[i]).isEqualTo(-filter.phase(3, i));
        }
    }

    private static GaborFilter filter(double degrees) {
        return GaborFilter.of(SIZE, WAVELENGTH, 5, Math.toRadians(degrees));
    }

    private static double energy(GaborFilter filter, double[] picture) {
        return Math.hypot(dot(filter.even(), picture), dot(filter.odd(), picture));
    }

    private static double[] grating(double wavelength, double degrees, double phase) {
        double[] picture = new double[SIZE * SIZE];
        double angle = Math.toRadians(degrees);
        for (int i = 0; i < picture.length; i++) {
            double along = (i % SIZE - CENTRE) * Math.cos(angle) + (i / SIZE - CENTRE) * Math.sin(angle);
            picture[i] = Math.cos(2 * Math.PI * along / wavelength + Math.toRadians(phase));
        }
        return picture;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
