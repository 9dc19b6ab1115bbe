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

/** How long one reader waits for whole pages, one after the other. */
final class PageTimes {

    private PageTimes() {}

    /**
     * In milliseconds, what 95 of 100 stay within.
     *
     * @param warmUp how many of the first do not count
     * @param session who is signed in; null: a visitor
     */
    static double p95(int port, List<String> paths, int warmUp, @Nullable String session)
            throws IOException, InterruptedException {
        int counted = paths.size() - warmUp;
        double[] milliseconds = new double[counted];
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < paths.size(); i++) {
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
            if (i >= warmUp) {
                milliseconds[i - warmUp] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "%s ...: p50 %.1f ms, p95 %.1f ms, longest %.1f ms%n",
                paths.get(0).replaceAll("[?].*", ""),
                milliseconds[counted / 2],
                milliseconds[counted * 95 / 100],
                milliseconds[counted - 1]);
        return milliseconds[counted * 95 / 100];
    }
}
