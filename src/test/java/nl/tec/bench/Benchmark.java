package nl.tec.bench;

/** Something that {@code ./tec bench NAME} measures. Add yours to {@link Bench}, and how it measures to docs/benchmarks.md. */
@FunctionalInterface
interface Benchmark {

    /**
     * Measures, printing what helps to understand the outcome.
     *
     * @return the last line of the output, beginning with the name and a colon
     * @throws Missed when the outcome is beyond its limit
     */
    String run() throws Exception;

    /** It was measured, and is not good enough; the message is the last line of the output. */
    final class Missed extends Exception {
        private static final long serialVersionUID = 1;

        Missed(String line) {
            super(line);
        }
    }
}
