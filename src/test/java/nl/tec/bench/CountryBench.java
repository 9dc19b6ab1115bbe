package nl.tec.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.TecProcess;
import nl.tec.launch.EmbeddedDatabase;
import org.springframework.util.FileSystemUtils;

/**
 * The number of hubs one machine bears, each a program and a database of its own, as they are in a country: all of them in the ten
 * busiest minutes of their year at once, in which a hub gets 200 bookings and shows 2,000 pages. Hubs are added, and when all are
 * there the load of each is doubled, until 5 of 100 answers take longer than the limit. Requests are sent at their time, whether or
 * not earlier ones were answered, and an answer is timed from when its request was due.
 */
final class CountryBench implements Benchmark {

    private static final List<Integer> HUBS = List.of(1, 5, 10, 20, 30, 40);
    private static final int MOST_TIMES = 16;
    private static final double REQUESTS_PER_SECOND = 2_200 / 600.0;
    private static final int REQUESTS_PER_BOOKING = 11;
    private static final double LIMIT_MILLISECONDS = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final int TEACHERS = 4;
    private static final int CLASSES = 200;
    private static final int SESSIONS = 50;
    private static final List<String> PAGES =
            List.of("/", "/programma", "/activiteit/bench", "/programma?q=meten", "/resultaten");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A hub that is under load. */
    private static final class Hub implements AutoCloseable {

        final TecProcess program;
        final BookingHub seeded;
        int sent;

        Hub(TecProcess program, BookingHub seeded) {
            this.program = program;
            this.seeded = seeded;
        }

        /** One in eleven is a booking. */
        HttpRequest next() {
            int number = sent++;
            if (number % REQUESTS_PER_BOOKING > 0) {
                return HttpRequest.newBuilder(URI.create(program.address(PAGES.get(number % PAGES.size()))))
                        .build();
            }
            int booking = number / REQUESTS_PER_BOOKING;
            BookingHub.Teacher teacher = seeded.teachers().get(booking % TEACHERS);
            int ofTeacher = booking / TEACHERS;
            return HttpRequest.newBuilder(URI.create(program.address("/school/boeken")))
                    .header("Cookie", teacher.cookies())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            teacher.form(seeded.session(ofTeacher % SESSIONS), ofTeacher / SESSIONS)))
                    .build();
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** The results of a turn. */
    private record Turn(int hubs, int times, double p95, double bookings, int wrong, long megabytes) {

        boolean within() {
            return wrong == 0 && p95 <= LIMIT_MILLISECONDS;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d hubs at %d times the load: p95 %.0f ms, %.1f bookings/s, %d wrong answers, programs %d MB",
                    hubs,
                    times,
                    p95,
                    bookings,
                    wrong,
                    megabytes);
        }
    }

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("tec-bench-country");
        List<Hub> hubs = new ArrayList<>();
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(folder.resolve("database"), Map.of("max_connections", "1000"))) {
            try {
                return "country: " + grow(database, folder, hubs);
            } finally {
                hubs.forEach(Hub::close);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private String grow(EmbeddedDatabase database, Path folder, List<Hub> hubs) throws Exception {
        Turn last = null;
        for (int number : HUBS) {
            while (hubs.size() < number) {
                hubs.add(add(database, folder, hubs.size()));
            }
            Turn turn = load(hubs, 1);
            if (!turn.within()) {
                return line(last);
            }
            last = turn;
        }
        for (int times = 2; times <= MOST_TIMES && load(hubs, times).within(); times *= 2) {
            // the turn has been printed
        }
        return line(last);
    }

    private static String line(@org.jspecify.annotations.Nullable Turn last) {
        return last == null
                ? "0 hubs, p95 0 ms, 0 bookings/s"
                : String.format(
                        Locale.ROOT, "%d hubs, p95 %.0f ms, %.1f bookings/s", last.hubs, last.p95, last.bookings);
    }

    private static Hub add(EmbeddedDatabase database, Path folder, int number) throws Exception {
        String name = "hub" + number;
        try (Connection connection = database.superuser("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner tec");
        }
        TecProcess program = TecProcess.startOn(database.owner(name), folder.resolve(name), "--empty");
        try (Connection connection = database.owner(name).connect()) {
            return new Hub(program, BookingHub.seed(connection, program.port(), TEACHERS, CLASSES, SESSIONS));
        }
    }

    private Turn load(List<Hub> hubs, int times) throws Exception {
        turn(hubs, times, WARM_UP);
        Turn turn = turn(hubs, times, TURN);
        System.out.println(turn);
        return turn;
    }

    private Turn turn(List<Hub> hubs, int times, Duration length) throws Exception {
        Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger booked = new AtomicInteger();
        Queue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();
        int all = (int) (hubs.size() * times * REQUESTS_PER_SECOND * length.toSeconds());
        double apart = length.toNanos() / (double) all;
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime();
        for (int i = 0; i < all; i++) {
            Hub hub = hubs.get(i % hubs.size());
            long due = (long) (i * apart);
            clock.schedule(
                    () -> answers.add(client.sendAsync(hub.next(), HttpResponse.BodyHandlers.discarding())
                            .handle((answer, fault) -> {
                                milliseconds.add((System.nanoTime() - start - due) / 1e6);
                                if (fault == null && isBooked(answer)) {
                                    booked.incrementAndGet();
                                } else if (fault != null || answer.statusCode() != 200) {
                                    wrong.incrementAndGet();
                                }
                                return null;
                            })),
                    due,
                    TimeUnit.NANOSECONDS);
        }
        clock.shutdown();
        clock.awaitTermination(length.toSeconds() * 2, TimeUnit.SECONDS);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Double> sorted = milliseconds.stream().sorted().toList();
        long resident = 0;
        for (Hub hub : hubs) {
            resident += MemoryBench.megabytes(hub.program.process());
        }
        return new Turn(
                hubs.size(),
                times,
                sorted.get(sorted.size() * 95 / 100),
                booked.get() / seconds,
                wrong.get(),
                resident);
    }

    private static boolean isBooked(HttpResponse<Void> answer) {
        return answer.statusCode() == 303
                && answer.headers().firstValue("Location").orElse("").contains("/school/boekingen/");
    }
}
