package nl.tec.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import nl.tec.hub.Texts;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.Registers;
import nl.tec.organisations.Registers.RegisterFile;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code tec import}: imports public registers into the hub of a data folder, whether a program is running on it or not. Prints a
 * report of each file.
 */
final class FileImport {

    private static final int SHOWN = 20;

    /** The time without progress after which listeners are no longer waited for. */
    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Texts texts;
    private final PrintStream out;

    private FileImport(Texts texts, PrintStream out) {
        this.texts = texts;
        this.out = out;
    }

    /** Imports the files and returns whether all of them were accepted. */
    static boolean run(Class<?> application, Path data, List<Path> files, boolean dryRun, boolean older)
            throws IOException {
        try (HubDatabase database = HubDatabase.open(data, System.getenv(), System.out);
                ConfigurableApplicationContext program =
                        HubWithoutServer.start(application, data, "import.log", database)) {
            FileImport print = new FileImport(program.getBean(Texts.class), System.out);
            List<RegisterFile> open = new ArrayList<>();
            for (Path file : files) {
                InputStream content = Files.newInputStream(file);
                open.add(new RegisterFile(file.getFileName().toString(), content));
            }
            JdbcClient jdbc = program.getBean(JdbcClient.class);
            Timestamp begin = jdbc.sql("select now()").query(Timestamp.class).single();
            List<ImportReport> reports =
                    program.getBean(Registers.class).runAll(open, dryRun, older, null, print.new Waiting());
            reports.forEach(print::report);
            if (!dryRun) {
                print.awaitListeners(jdbc, begin);
            }
            return reports.stream().noneMatch(ImportReport::refused);
        }
    }

    /** Prints once that another import is running. */
    private final class Waiting implements ProgressListener {
        private boolean told;

        @Override
        public void at(String fileName, int rowsDone, int rows) {
            // the report has the counts
        }

        @Override
        public void waiting() {
            if (!told) {
                told = true;
                line("import.cli.waiting");
            }
        }
    }

    /**
     * Waits for the listeners to an import, such as those of figures: events that they publish in turn would find a program that
     * is shutting down.
     */
    private void awaitListeners(JdbcClient jdbc, Timestamp since) {
        long open = open(jdbc, since);
        if (open == 0) {
            return;
        }
        line("import.cli.figures");
        long progress = System.nanoTime();
        while (open > 0 && System.nanoTime() - progress < STALL_TIMEOUT.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
            long now = open(jdbc, since);
            if (now < open) {
                progress = System.nanoTime();
            }
            open = now;
        }
        line(open == 0 ? "import.cli.figuresDone" : "import.cli.figuresLater", open);
    }

    private static long open(JdbcClient jdbc, Timestamp since) {
        return jdbc.sql("""
                select count(*) from hub_event_publication_v
                where completion_date is null and status is distinct from 'FAILED' and publication_date >= ?
                """).param(since).query(Long.class).single();
    }

    private void report(ImportReport report) {
        out.println(report.fileName() + ": "
                + (report.kind() == null
                        ? texts.text(Texts.DUTCH, "import.unknownKind")
                        : texts.label(Texts.DUTCH, report.kind())));
        if (report.refusal() != null) {
            line("import.cli.refused", inWords(report.refusal()));
        } else {
            line(
                    report.dryRun() ? "import.cli.dry" : "import.cli.done",
                    report.rows(),
                    report.added(),
                    report.changed(),
                    report.unchanged(),
                    report.skipped(),
                    report.rejected());
        }
        report.notes().forEach(note -> out.println("  " + inWords(note)));
        if (report.dryRun()) {
            report.changes().stream().limit(SHOWN).forEach(change -> out.println("  " + inWords(change)));
            if (report.changes().size() > SHOWN) {
                line("import.cli.moreChanges");
            }
        }
        report.problems().stream()
                .limit(SHOWN)
                .forEach(problem ->
                        out.println("  " + texts.text(Texts.DUTCH, "import.line", String.valueOf(problem.line())) + " "
                                + inWords(problem.reason())));
        if (report.rejected() > SHOWN) {
            boolean all = report.rejected() == report.problems().size();
            line(
                    all ? "import.cli.moreProblems" : "import.cli.moreProblemsKept",
                    report.rejected() - SHOWN,
                    report.problems().size());
        }
    }

    private void line(String key, Object... arguments) {
        out.println("  " + texts.text(Texts.DUTCH, key, arguments));
    }

    private String inWords(Reason reason) {
        return texts.text(Texts.DUTCH, reason.key(), reason.arguments().toArray());
    }
}
