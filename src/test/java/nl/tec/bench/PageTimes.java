package nl.tec.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time one reader waits for whole pages, one after the other. */
final class PageTimes {

    private PageTimes() {}

    /** Of each page in milliseconds. @param session who is signed in; null: a visitor */
    static double[] ask(int port, List<String> paths, @Nullable String session)
            throws IOException, InterruptedException {
        double[] milliseconds = new double[paths.size()];
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < milliseconds.length; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + paths.get(i)));
            if (session != null) {
                request.header("Cookie", "tec=" + session);
            }
            long begin = System.nanoTime();
            int status = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException(paths.get(i) + " answers " + status);
            }
            milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        return milliseconds;
    }

    /** The 95th percentile; it is printed with more. */
    static double p95(String what, double[] times) {
        double[] milliseconds = times.clone();
        Arrays.sort(milliseconds);
        double p95 = milliseconds[milliseconds.length * 95 / 100];
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p95 %.1f ms, longest %.1f ms%n",
                what,
                milliseconds[milliseconds.length / 2],
                p95,
                milliseconds[milliseconds.length - 1]);
        return p95;
    }

    /** The same of pages that are asked one after the other. @param warmUp how many of the first do not count */
    static double p95(int port, List<String> paths, int warmUp, @Nullable String session)
            throws IOException, InterruptedException {
        double[] times = ask(port, paths, session);
        return p95(paths.get(0).replaceAll("[?].*", "") + " ...", Arrays.copyOfRange(times, warmUp, times.length));
    }
}
