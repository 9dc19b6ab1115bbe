package nl.tec.operations.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Response times by class of status (2xx, 3xx, ...), as a histogram. */
@Component
public class RequestTimes {

    private static final double[] SECONDS = {0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    private static final int KINDS = 5;
    private static final double NANOS = 1e9;

    /** Counts by class of status and then by bucket; the last bucket is above all limits. */
    private final LongAdder[][] counts = IntStream.range(0, KINDS)
            .mapToObj(kind -> adders(SECONDS.length + 1))
            .toArray(LongAdder[][]::new);

    private final LongAdder[] nanoseconds = adders(KINDS);

    private static LongAdder[] adders(int number) {
        return IntStream.range(0, number).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
    }

    public void add(int status, long nanos) {
        int kind = Math.max(0, Math.min(KINDS - 1, status / 100 - 1));
        int place = Arrays.binarySearch(SECONDS, nanos / NANOS);
        counts[kind][place < 0 ? -place - 1 : place].increment();
        nanoseconds[kind].add(nanos);
    }

    void write(PrometheusText out) {
        String name = "tec_http_request_seconds";
        out.family(name, "histogram", "How long answers took, by kind.");
        for (int kind = 0; kind < KINDS; kind++) {
            String status = kind + 1 + "xx";
            long sum = 0;
            for (int i = 0; i <= SECONDS.length; i++) {
                sum += counts[kind][i].sum();
                String limit = i == SECONDS.length ? "+Inf" : Double.toString(SECONDS[i]);
                out.value(name + "_bucket", sum, "status", status, "le", limit);
            }
            out.value(name + "_sum", nanoseconds[kind].sum() / NANOS, "status", status);
            out.value(name + "_count", sum, "status", status);
        }
    }
}
