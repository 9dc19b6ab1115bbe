package nl.tec.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.tec.TecProcess;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accountability.Dashboards;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.launch.DatabaseAddress;
import nl.tec.launch.EmbeddedDatabase;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The time that the dashboard and a published annual account take on the schools of a whole country ({@link Country}). */
final class ResultsBench implements Benchmark {

    private static final double DASHBOARD_MILLISECONDS = 100;
    private static final double OPENED_MILLISECONDS = 150;

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("tec-bench-results");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("database"))) {
            DatabaseAddress address = ReachBench.country(server, "results", 1);
            int year = publish(address, folder);
            try (TecProcess program = TecProcess.startOn(address, folder.resolve("program"), "--empty")) {
                ReachBench.Percentiles dashboard = ReachBench.time(program, "/verantwoording", ReachBench.BOARD);
                ReachBench.Percentiles opened = ReachBench.time(program, "/jaarverantwoording/" + year, "");
                System.out.printf("dashboard %s; annual account opened %s%n", dashboard, opened);
                String line = String.format(
                        Locale.ROOT,
                        "results: dashboard p95 %.0f ms, opened p95 %.0f ms",
                        dashboard.p95(),
                        opened.p95());
                if (dashboard.p95() >= DASHBOARD_MILLISECONDS || opened.p95() >= OPENED_MILLISECONDS) {
                    throw new Missed(line);
                }
                return line;
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Adopts an account of the last year that is over. @return that year */
    private static int publish(DatabaseAddress address, Path folder) {
        try (ConfigurableApplicationContext program = ReachBench.program(
                address, Map.of("tec.data", folder.resolve("seal").toString()))) {
            AnnualAccounts accounts = program.getBean(AnnualAccounts.class);
            int year = program.getBean(Figures.class).currentYear() - 1;
            Actor board = new Actor(1, "Bestuur", "bestuur@example.org", Set.of(Actor.Membership.of(Role.BOARD)));
            long begin = System.nanoTime();
            long id = accounts.begin(year, null, board).orElseThrow();
            accounts.adopt(id, LocalDate.now(Dates.ZONE), 0, board).orElseThrow();
            System.out.printf(Locale.ROOT, "annual account adopted in %.1f s", (System.nanoTime() - begin) / 1e9);
            begin = System.nanoTime();
            program.getBean(Dashboards.class).recount(Instant.now());
            System.out.printf(Locale.ROOT, ", pupils counted in %.1f s%n", (System.nanoTime() - begin) / 1e9);
            return year;
        }
    }
}
