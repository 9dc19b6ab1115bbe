package nl.tec.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.TecProcess;
import nl.tec.Wire;
import nl.tec.bookings.Crowd;
import nl.tec.launch.MailsInTheBox;
import org.springframework.util.FileSystemUtils;

/**
 * {@code ./tec drill}: two programs behind HAProxy on a primary and a synchronous standby, people who book and sign up all the
 * time, and one thing after the other killed, frozen or cut off. After each of them what people were told is compared with the
 * database, and the longest that anybody waited with the limit. {@code ./tec drill upgrade JAR} starts with the programs of an earlier
 * version instead and upgrades them one after the other: no request may fail.
 */
final class Drill implements Benchmark {

    private static final int PEOPLE = 4;
    private static final Duration BETWEEN_ERRANDS = Duration.ofMillis(60);
    private static final int DRAIN_SECONDS = 3;
    private static final Duration NODE = Duration.ofSeconds(2);
    private static final Duration DATABASE = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofSeconds(6);
    private static final Duration LONG = Duration.ofSeconds(10);
    /** Patroni takes 20 seconds for a machine that says nothing, and no fewer. */
    private static final Duration MACHINE = Duration.ofSeconds(30);

    /** The faults, each with the longest wait that is allowed. */
    private enum Fault {
        NODE_KILLED("node killed", NODE),
        PRIMARY_KILLED("primary killed", DATABASE),
        NODE_FROZEN("node frozen", NODE),
        STANDBY_KILLED("standby killed", DATABASE),
        PROXY_KILLED("proxy killed", NODE),
        PRIMARY_FROZEN("primary frozen", DATABASE),
        NODE_CUT_OFF("node cut off", NODE),
        STANDBY_FROZEN("standby frozen", DATABASE),
        PRIMARY_CUT_OFF("primary cut off", DATABASE),
        PROXY_FROZEN("proxy frozen", DATABASE),
        // a whole machine, for good
        MACHINE_LOST("machine of the primary lost", MACHINE);

        private final String words;
        private final Duration limit;

        Fault(String words, Duration limit) {
            this.words = words;
            this.limit = limit;
        }

        private static List<Fault> usual() {
            return List.of(values()).subList(0, values().length - 1);
        }
    }

    /** How long both versions run together. */
    private static final Duration TOGETHER = Duration.ofSeconds(10);

    private final int kills;
    private final List<Fault> faults;
    /** The jar of the version that both programs are upgraded from. */
    private final Optional<Path> earlier;

    private final Map<Fault, List<Duration>> waits = new EnumMap<>(Fault.class);
    /** While the programs were restarted. */
    private int requests;

    private int failed;

    private Drill(int kills, List<Fault> faults, Optional<Path> earlier) {
        this.kills = kills;
        this.faults = faults;
        this.earlier = earlier;
    }

    /** Anything but whole machines fails. */
    static Drill ofParts(int kills) {
        return new Drill(kills, Fault.usual(), Optional.empty());
    }

    static Drill ofMachines(int kills) {
        return new Drill(kills, List.of(Fault.MACHINE_LOST), Optional.empty());
    }

    /** Nothing fails: the programs are upgraded, one after the other. */
    static Drill ofUpgrade(Path earlier) {
        return new Drill(0, List.of(), Optional.of(earlier));
    }

    /** The programs and what is before them. */
    private static final class Site implements AutoCloseable {

        private final Path folder;
        private final Cluster cluster;
        private final List<TecProcess> nodes = new ArrayList<>();
        private final List<Wire> wires = new ArrayList<>();
        private final int port = TecProcess.freePort();
        private final int state = TecProcess.freePort();
        private Process proxy;

        Site(Path folder, Cluster cluster, String jar) throws IOException {
            this.folder = folder;
            this.cluster = cluster;
            for (int i = 0; i < 2; i++) {
                int nodePort = TecProcess.freePort();
                nodes.add(start(jar, i, nodePort));
                wires.add(new Wire(nodePort));
            }
            for (TecProcess node : nodes) {
                node.waitUntilItAnswers();
            }
            Files.writeString(folder.resolve("haproxy.cfg"), proxySettings());
            proxy = startProxy();
        }

        private TecProcess start(String jar, int number, int nodePort) throws IOException {
            return TecProcess.begin(
                    jar,
                    folder.resolve("node" + number),
                    nodePort,
                    Map.of(
                            "TEC_DATABASE_URL",
                            cluster.url("tec_program"),
                            "TEC_DATABASE_OWNER_URL",
                            cluster.url("tec"),
                            "TEC_BACKUP_DAYS",
                            "0",
                            "TEC_DRAIN_SECONDS",
                            "" + DRAIN_SECONDS),
                    "--empty");
        }

        void startAgain(int number) throws IOException {
            nodes.set(number, start(thisVersion(), number, nodes.get(number).port()));
            nodes.get(number).waitUntilItAnswers();
        }

        Process startProxy() throws IOException {
            return Cluster.start(
                    List.of(
                            "haproxy",
                            "-db",
                            "-f",
                            folder.resolve("haproxy.cfg").toString()),
                    folder.resolve("haproxy.log"));
        }

        private String proxySettings() {
            return """
                    global
                      maxconn 1000
                    defaults
                      mode http
                      timeout connect 500ms
                      timeout client 60s
                      timeout server 60s
                      timeout queue 5s
                      timeout check 400ms
                      retries 3
                      option redispatch 1
                    frontend site
                      bind 127.0.0.1:%d
                      default_backend nodes
                    backend nodes
                      option httpchk GET /gezond
                      http-check disable-on-404
                      default-server check inter 200ms fastinter 100ms fall 2 rise 2 on-marked-down shutdown-sessions
                      server one 127.0.0.1:%d
                      server two 127.0.0.1:%d
                    frontend state
                      bind 127.0.0.1:%d
                      stats enable
                      stats uri /
                    """.formatted(port, wires.get(0).port(), wires.get(1).port(), state);
        }

        /** Waits until the proxy gives visitors to both nodes, as who restarts the one after the other has to. */
        void awaitVisitors() throws IOException, InterruptedException {
            int up = 0;
            while (up < nodes.size()) {
                Thread.sleep(200);
                try (InputStream answer = URI.create("http://127.0.0.1:" + state + "/;csv")
                        .toURL()
                        .openStream()) {
                    up = (int) new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.matches("nodes,(one|two),.*,UP,.*"))
                            .count();
                }
            }
        }

        @Override
        public void close() throws IOException {
            proxy.destroyForcibly();
            for (Wire wire : wires) {
                wire.close();
            }
            for (TecProcess node : nodes) {
                node.kill9();
            }
        }
    }

    @Override
    public String run() throws Exception {
        Optional<String> missing = Cluster.missing();
        if (missing.isPresent()) {
            throw new Missed(missing.get());
        }
        if (earlier.isPresent() && !Files.isRegularFile(earlier.get())) {
            throw new Missed("There is no program of an earlier version at " + earlier.get());
        }
        Path folder = Files.createTempDirectory("tec-drill");
        boolean good = false;
        try (Cluster cluster = new Cluster(folder);
                Site site =
                        new Site(folder, cluster, earlier.map(Path::toString).orElse(thisVersion()));
                Crowd crowd = new Crowd(site.port, PEOPLE, BETWEEN_ERRANDS, cluster::now)) {
            System.out.println("two nodes behind a proxy, on a primary and a synchronous standby");
            JobLog jobs = new JobLog(cluster.nowForOwner());
            crowd.arrive();
            Crowd.Verdict all = restart(site, crowd);
            for (int kill = 0; kill < kills; kill++) {
                all = all.and(play(kill, faults.get(kill % faults.size()), site, crowd));
            }
            all = all.and(crowd.mails());
            MailsInTheBox.everyMailArrivesOnce(crowd.jdbc());
            System.out.println(jobs);
            String line = earlier.isEmpty() ? line(all) : upgraded(all);
            good = all.good() && withinLimits() && jobs.twice().isEmpty();
            if (!good) {
                throw new Missed(line);
            }
            return line;
        } finally {
            if (good) {
                FileSystemUtils.deleteRecursively(folder);
            } else {
                System.out.println("what they wrote is in " + folder);
            }
        }
    }

    /** One node after the other, as for an upgrade: nobody may notice. */
    private Crowd.Verdict restart(Site site, Crowd crowd) throws IOException, InterruptedException {
        begin(crowd);
        for (int i = 0; i < site.nodes.size(); i++) {
            site.nodes.get(i).stop();
            site.startAgain(i);
            site.awaitVisitors();
            Thread.sleep(earlier.isPresent() ? TOGETHER.toMillis() : 0);
        }
        crowd.rest();
        failed = crowd.pressedAgain();
        requests = crowd.answered() + failed;
        Crowd.Verdict verdict = crowd.verdict();
        System.out.printf(
                Locale.ROOT,
                "both nodes restarted, one after the other: %d requests, %d failed, longest wait %.1f s%n",
                requests,
                failed,
                crowd.longestWait().toMillis() / 1000.0);
        return failed == 0 ? verdict : verdict.and(new Crowd.Verdict(0, 0, 0, 0, List.of(failed + " requests failed")));
    }

    private static void begin(Crowd crowd) throws InterruptedException {
        crowd.begin(12, 24, 24);
        crowd.awaitAnswers(10);
        Thread.sleep(500);
    }

    private Crowd.Verdict play(int number, Fault fault, Site site, Crowd crowd) throws Exception {
        site.cluster.awaitWhole();
        begin(crowd);
        strike(fault, number, site);
        // everybody gets through again, and goes on for a while
        crowd.awaitAnswers(crowd.answered() + PEOPLE * 4);
        Thread.sleep(1_000);
        crowd.rest();
        Crowd.Verdict verdict = crowd.verdict();
        waits.computeIfAbsent(fault, key -> new ArrayList<>()).add(crowd.longestWait());
        System.out.printf(
                Locale.ROOT,
                "%d: %s: %d acknowledged, pressed again %d times, longest wait %.1f s%s%s%n",
                number + 1,
                fault.words,
                verdict.acknowledged(),
                crowd.pressedAgain(),
                crowd.longestWait().toMillis() / 1000.0,
                crowd.longestWait().compareTo(fault.limit) > 0 ? ", TOO LONG" : "",
                verdict.good() ? "" : ", WRONG: " + verdict.details());
        return verdict;
    }

    private static void strike(Fault fault, int number, Site site) throws Exception {
        Cluster cluster = site.cluster;
        int node = number / 2 % 2;
        switch (fault) {
            case NODE_KILLED -> {
                site.nodes.get(node).kill9();
                site.startAgain(node);
            }
            case NODE_FROZEN -> {
                List<ProcessHandle> process =
                        List.of(site.nodes.get(node).process().toHandle());
                Cluster.signal("STOP", process);
                Thread.sleep(SHORT.toMillis());
                Cluster.signal("CONT", process);
            }
            case NODE_CUT_OFF -> {
                site.wires.get(node).cut();
                Thread.sleep(SHORT.toMillis());
                site.wires.get(node).mend();
            }
            case PROXY_KILLED -> {
                site.proxy.destroyForcibly().waitFor();
                // as systemd does
                Thread.sleep(100);
                site.proxy = site.startProxy();
            }
            case PROXY_FROZEN -> {
                Cluster.signal("STOP", List.of(site.proxy.toHandle()));
                Thread.sleep(SHORT.toMillis());
                Cluster.signal("CONT", List.of(site.proxy.toHandle()));
            }
            case PRIMARY_KILLED -> cluster.primaryNow().killPostgres();
            case PRIMARY_FROZEN -> {
                Cluster.Machine primary = cluster.primaryNow();
                primary.freeze();
                Thread.sleep(LONG.toMillis());
                primary.thaw();
            }
            case PRIMARY_CUT_OFF -> {
                Cluster.Machine primary = cluster.primaryNow();
                primary.cut();
                Thread.sleep(LONG.toMillis());
                primary.mend();
            }
            case STANDBY_KILLED -> cluster.standbyNow().killPostgres();
            case STANDBY_FROZEN -> {
                Cluster.Machine standby = cluster.standbyNow();
                standby.freeze();
                Thread.sleep(LONG.toMillis());
                standby.thaw();
            }
            case MACHINE_LOST -> {
                Cluster.Machine primary = cluster.primaryNow();
                primary.killEverything();
                Thread.sleep(MACHINE.toMillis());
                primary.startAgain();
            }
        }
    }

    private boolean withinLimits() {
        return waits.entrySet().stream()
                .allMatch(each -> each.getValue().stream().allMatch(wait -> wait.compareTo(each.getKey().limit) <= 0));
    }

    private String upgraded(Crowd.Verdict all) {
        return String.format(
                Locale.ROOT,
                "drill upgrade: %d requests, %d failed, %d acknowledged, %d lost, %d double, %d oversold",
                requests,
                failed,
                all.acknowledged(),
                all.lost(),
                all.doubled(),
                all.oversold());
    }

    private static String thisVersion() {
        return System.getProperty("tec.jar", "");
    }

    private String line(Crowd.Verdict all) {
        waits.forEach((fault, each) -> System.out.printf(
                Locale.ROOT,
                "%s: %d times, longest wait %.1f s%n",
                fault.words,
                each.size(),
                each.stream().max(Duration::compareTo).orElseThrow().toMillis() / 1000.0));
        long longest = waits.values().stream()
                .flatMap(List::stream)
                .mapToLong(Duration::toMillis)
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "drill: %d kills, %d acknowledged, %d lost, %d double, %d oversold, longest gap %.1f s",
                kills,
                all.acknowledged(),
                all.lost(),
                all.doubled(),
                all.oversold(),
                longest / 1000.0);
    }
}
