package dev.frogeye.model;

/** The functions that have no parameters, computed in double precision. */
public enum Unary implements Function {
    ABS {
        @Override
        public double of(double x) {
            return Math.abs(x);
        }
    },
    /** -1, 0 or 1. */
    SIGN {
        @Override
        public double of(double x) {
            return Math.signum(x);
        }
    },
    FLOOR {
        @Override
        public double of(double x) {
            return Math.floor(x);
        }
    },
    CEIL {
        @Override
        public double of(double x) {
            return Math.ceil(x);
        }
    },
    /** To the nearest integer, halves to even. */
    ROUND {
        @Override
        public double of(double x) {
            return Math.rint(x);
        }
    },
    /** To the next integer towards 0. */
    TRUNCATE {
        @Override
        public double of(double x) {
            return x < 0 ? Math.ceil(x) : Math.floor(x);
        }
    },
    RECIPROCAL {
        @Override
        public double of(double x) {
            return 1 / x;
        }
    },
    SQRT {
        @Override
        public double of(double x) {
            return Math.sqrt(x);
        }
    },
    EXP {
        @Override
        public double of(double x) {
            return Math.exp(x);
        }
    },
    LOG {
        @Override
        public double of(double x) {
            return Math.log(x);
        }
    },
    SIN {
        @Override
        public double of(double x) {
            return Math.sin(x);
        }
    },
    COS {
        @Override
        public double of(double x) {
            return Math.cos(x);
        }
    },
    TANH {
        @Override
        public double of(double x) {
            return Math.tanh(x);
        }
    },
    ERF {
        @Override
        public double of(double x) {
            return ErrorFunction.erf(x);
        }
    },
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID {
        @Override
        public double of(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    },
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS {
        @Override
        public double of(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
    },
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN {
        @Override
        public double of(double x) {
            return x / (1 + Math.abs(x));
        }
    },
    /** {@code x * tanh(softplus(x))}. */
    MISH {
        @Override
        public double of(double x) {
            // tanh(log(1 + e)) = (e^2 + 2e) / (e^2 + 2e + 2), which is 1 long before e^2 overflows.
            double e = Math.exp(Math.min(x, 30));
            double n = e * (e + 2);
            return x * n / (n + 2);
        }
    },
    /** {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
    GELU {
        @Override
        public double of(double x) {
            return x / 2 * (1 + ErrorFunction.erf(x * Math.sqrt(0.5)));
        }
    },
    /** {@code x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))}. */
    GELU_TANH {
        @Override
        public double of(double x) {
            // tanh(z) = 1 - 2 / (exp(2z) + 1) costs half of Math.tanh.
            double z = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            return x - x / (Math.exp(2 * z) + 1);
        }
    };

    /** The function of one value. */
    public abstract double of(double x);

    @Override
    public float of(float x, int channel) {
        return (float) of(x);
    }

    @Override
    public void applyInPlace(float[] values, int at, int length, int firstChannel) {
        for (int i = at; i < at + length; i++) {
            values[i] = (float) of(values[i]);
        }
    }
}
