package nl.tec.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Texts;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.Registers;
import nl.tec.organisations.Registers.RegisterFile;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code tec import}: public registers into the hub of a data folder, whether a program is running on it or not. Prints what
 * each file brought.
 */
final class FileImport {

    private static final int SHOWN = 20;

    private final Texts texts;
    private final Locale language;
    private final PrintStream out;

    private FileImport(Texts texts, Locale language, PrintStream out) {
        this.texts = texts;
        this.language = language;
        this.out = out;
    }

    /** Imports the files and answers whether all of them were what they should be. */
    static boolean run(Class<?> application, Path data, List<Path> files, boolean dryRun) throws IOException {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new StartException("There is no file " + file + ".");
            }
        }
        DatabaseAccess access = access(data);
        Schema.bringUpToDate(access);
        DatabaseAddress database = access.program();
        try (ConfigurableApplicationContext program = new Program(application, data, database)
                // no web server, no jobs: those are for the program that serves people
                .set("server.port", "-1")
                .set("spring.main.lazy-initialization", "true")
                .set("tec.jobs", "false")
                .set("spring.modulith.events.republish-outstanding-events-on-restart", "false")
                .set("spring.task.execution.shutdown.await-termination", "true")
                .set("spring.task.execution.shutdown.await-termination-period", "10m")
                .set(
                        "logging.file.name",
                        data.resolve("log").resolve("import.log").toString())
                .start()) {
            Locale language = Texts.language(Locale.getDefault().getLanguage().equals("nl") ? "nl" : "en");
            FileImport print = new FileImport(program.getBean(Texts.class), language, System.out);
            List<RegisterFile> open = new ArrayList<>();
            for (Path file : files) {
                InputStream content = Files.newInputStream(file);
                open.add(new RegisterFile(file.getFileName().toString(), content));
            }
            List<ImportReport> reports =
                    program.getBean(Registers.class).runAll(open, dryRun, null, ProgressListener.NONE);
            reports.forEach(print::report);
            return reports.stream().noneMatch(ImportReport::refused);
        }
    }

    /** The database of whoever runs on this folder; nobody does: the folder's own, which stops when we are done. */
    private static DatabaseAccess access(Path data) throws IOException {
        Optional<DatabaseAccess> external = DatabaseAccess.external(System.getenv());
        if (external.isPresent()) {
            external.get().program().mustBeDurable();
            return external.get();
        }
        if (DataFolder.taken(data)) {
            return EmbeddedDatabase.running(data)
                    .orElseThrow(() -> new StartException(
                            "The program on " + data + " is starting or stopping; try again in a moment."));
        }
        EmbeddedDatabase database = EmbeddedDatabase.prepare(data, Map.of(), System.out::println);
        SpringApplication.getShutdownHandlers().add(database::close);
        database.start();
        return database.access();
    }

    private void report(ImportReport report) {
        out.println(report.fileName() + ": "
                + (report.kind() == null ? "not recognised" : texts.label(language, report.kind())));
        if (report.refusal() != null) {
            out.println("  refused: " + inWords(report.refusal()));
        } else {
            out.printf(
                    Locale.ROOT,
                    "  %d rows: %d added, %d changed, %d unchanged, %d skipped, %d rejected%s%n",
                    report.rows(),
                    report.added(),
                    report.changed(),
                    report.unchanged(),
                    report.skipped(),
                    report.rejected(),
                    report.dryRun() ? " (dry run: nothing was stored)" : "");
        }
        report.notes().forEach(note -> out.println("  " + inWords(note)));
        if (report.dryRun()) {
            report.changes().stream().limit(SHOWN).forEach(change -> out.println("  " + inWords(change)));
            if (report.changes().size() > SHOWN) {
                out.println("  and more");
            }
        }
        report.problems().stream()
                .limit(SHOWN)
                .forEach(problem -> out.println("  line " + problem.line() + ": " + inWords(problem.reason())));
        if (report.rejected() > SHOWN) {
            out.println("  and " + (report.rejected() - SHOWN) + " lines more; all are on the page of imports");
        }
    }

    private String inWords(Reason reason) {
        return texts.text(language, reason.key(), reason.arguments().toArray());
    }
}
