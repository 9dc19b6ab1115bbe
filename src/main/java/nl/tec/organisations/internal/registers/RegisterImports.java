package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Savepoint;
import nl.tec.hub.TextFile;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.Registers;
import nl.tec.organisations.internal.SchoolYearStart;
import nl.tec.organisations.internal.registers.RunLog.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Recognises files, sorts them and imports the set in one transaction. */
@Service
class RegisterImports implements Registers {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterImports.class);
    private static final int SHOW_COLUMNS = 6;

    /** The registers from which cohorts and classes are computed. */
    private static final Set<RegisterKind> NUMBERS =
            EnumSet.of(RegisterKind.PO_PUPILS, RegisterKind.PO_AGES, RegisterKind.VO_PUPILS);

    private static final List<@Nullable RegisterKind> ADDRESSES =
            List.of(RegisterKind.PO_ADDRESSES, RegisterKind.VO_ADDRESSES);

    /** The number of rows above which the statistics of the target tables are updated first. */
    private static final int MIN_ROWS_TO_ANALYZE = 200;

    private static final String[] TARGETS = {
        "organisation",
        "school_site",
        "municipality",
        "enrolment",
        "enrolment_age",
        "enrolment_vo",
        "exam",
        "postcode_area"
    };

    private final List<Register> registers;
    private final CoordinatesFile coordinates;
    private final Incoming incoming;
    private final RunLog runs;
    private final SchoolYearStart schoolYear;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Savepoint savepoint;

    RegisterImports(
            SchoolStore schools,
            RegionStore regions,
            CountStore counts,
            HubSettings settings,
            Incoming incoming,
            RunLog runs,
            SchoolYearStart schoolYear,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Savepoint savepoint) {
        this.registers = List.of(
                new AddressRegister(Sector.PO, schools, regions),
                new AddressRegister(Sector.VO, schools, regions),
                new PupilsRegister(schools, regions, counts, settings),
                new AgesRegister(counts),
                new DisadvantageRegister(schools, counts),
                new SecondaryRegister(counts),
                new ExamRegister(counts, events),
                new PostcodeRegister(regions),
                new MunicipalityRegister(regions),
                new SchoolHolidayRegister(regions),
                new PublicHolidayRegister(regions));
        this.coordinates = new CoordinatesFile(schools, regions, counts);
        this.incoming = incoming;
        this.runs = runs;
        this.schoolYear = schoolYear;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
        this.savepoint = savepoint;
    }

    /** Stores a recognised file. */
    @FunctionalInterface
    private interface Loader {
        void load(Tally tally, ProgressListener progress) throws Refused;
    }

    /**
     * A recognised file with its loader, or the reason of refusal.
     *
     * @param reference its age ({@link Register#reference}); 0 if unknown
     * @param stored supplies the age of the stored data, evaluated lazily
     */
    private record Opened(
            String name,
            @Nullable RegisterKind kind,
            int rows,
            int reference,
            IntSupplier stored,
            @Nullable Loader loader,
            @Nullable Reason refusal) {

        static Opened refused(String name, @Nullable RegisterKind kind, Reason refusal) {
            return new Opened(name, kind, 0, 0, () -> 0, null, refusal);
        }
    }

    /** The settings for all files of a set. @param session the database session, which ends with this program */
    private record Assignment(
            boolean dryRun, boolean older, @Nullable Actor actor, ProgressListener progress, Session session) {}

    @Override
    public List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, boolean older, @Nullable Actor actor, ProgressListener progress) {
        List<TextFile> texts = new ArrayList<>();
        try {
            List<Opened> opened = new ArrayList<>();
            for (RegisterFile file : files) {
                opened.add(open(file, texts));
            }
            return importAll(opened, dryRun, older, actor, progress);
        } finally {
            texts.forEach(TextFile::close);
        }
    }

    private List<ImportReport> importAll(
            List<Opened> opened, boolean dryRun, boolean older, @Nullable Actor actor, ProgressListener progress) {
        opened.sort(Comparator.comparing(Opened::kind, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Opened::reference));
        List<ImportReport> reports = new ArrayList<>();
        List<Long> started = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                runs.acquireImportLock(progress);
                runs.markAborted();
                analyze(opened);
                Assignment set = new Assignment(dryRun, older, actor, progress, runs.session());
                for (Opened file : opened) {
                    long run = runs.start(file.name(), file.kind(), dryRun, actor, set.session());
                    started.add(run);
                    reports.add(load(run, file, set));
                }
                if (dryRun) {
                    status.setRollbackOnly();
                }
            });
        } catch (RuntimeException broken) {
            LOG.error("an import of {} files failed", opened.size(), broken);
            return failed(opened, started, dryRun, actor);
        }
        if (!dryRun
                && reports.stream()
                        .anyMatch(report ->
                                report.changesAnything() && report.kind() != null && NUMBERS.contains(report.kind()))) {
            startSchoolYear(opened);
        }
        return reports;
    }

    private void analyze(List<Opened> opened) {
        if (opened.stream().mapToInt(Opened::rows).sum() > MIN_ROWS_TO_ANALYZE) {
            incoming.analyze(TARGETS);
        }
    }

    /** Reports that nothing of the set was stored. */
    private List<ImportReport> failed(List<Opened> opened, List<Long> started, boolean dryRun, @Nullable Actor actor) {
        List<ImportReport> reports = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            Opened file = opened.get(i);
            long run = i < started.size()
                    ? started.get(i)
                    : runs.start(file.name(), file.kind(), dryRun, actor, Session.NONE);
            ImportReport report = report(run, file, dryRun, new Tally(), Reason.of("import.refused.failed"));
            runs.finish(report);
            reports.add(report);
        }
        return reports;
    }

    /** Updates cohorts and classes after the numbers were imported; a failure is retried at night. */
    private void startSchoolYear(List<Opened> imported) {
        try {
            // with the statistics from before the import, counting the pupils of a country takes many times as long
            analyze(imported);
            schoolYear.ensure();
        } catch (RuntimeException broken) {
            LOG.error("cohorts and classes could not be made after an import", broken);
        }
    }

    /** @param texts collects the texts to close after the import */
    private Opened open(RegisterFile file, List<TextFile> texts) {
        RegisterKind kind = null;
        try {
            TextFile text = Table.text(file.content());
            texts.add(text);
            if (text.start().startsWith("{")) {
                int features = CoordinatesFile.count(text);
                Loader loader = (tally, progress) -> coordinates.load(file.name(), text, features, tally, progress);
                return new Opened(file.name(), RegisterKind.COORDINATES, features, 0, () -> 0, loader, null);
            }
            Table table = new Table(text);
            Register register = registers.stream()
                    .filter(r -> r.recognises(table))
                    .findFirst()
                    .orElseThrow(() -> new Refused("import.refused.unknown", firstColumns(table)));
            kind = register.kind();
            List<String> missing = register.required().stream()
                    .filter(column -> !table.has(column))
                    .map(Column::shown)
                    .toList();
            if (!missing.isEmpty()) {
                throw new Refused("import.refused.missingColumns", String.join(", ", missing));
            }
            LocalDate today = Dates.today(clock);
            return new Opened(
                    file.name(),
                    kind,
                    table.lines(),
                    register.reference(table),
                    register::storedReference,
                    (tally, progress) -> register.load(new Reading(file.name(), table, tally, today, progress)),
                    null);
        } catch (Refused refused) {
            return Opened.refused(file.name(), kind, refused.reason());
        } catch (IOException unreadable) {
            return Opened.refused(file.name(), null, Reason.of("import.refused.unreadable"));
        }
    }

    private ImportReport load(long run, Opened file, Assignment set) {
        Tally tally = new Tally();
        Reason refusal = file.refusal();
        if (file.loader() != null) {
            ProgressListener both = (name, done, rows) -> {
                runs.at(run, done);
                set.progress().at(name, done, rows);
            };
            refusal = store(file, file.loader(), set.older(), tally, both).orElse(null);
        }
        ImportReport report = report(run, file, set.dryRun(), tally, refusal);
        if (set.dryRun()) {
            runs.finish(report);
        } else {
            // in the same transaction as the data, so that after a crash both exist or neither
            runs.finishInTransaction(report);
        }
        if (!set.dryRun() && refusal == null) {
            audit.add(set.actor(), "REGISTER_IMPORTED", "import_run", run);
        }
        return report;
    }

    private static ImportReport report(long run, Opened file, boolean dryRun, Tally tally, @Nullable Reason refusal) {
        return new ImportReport(
                run,
                file.name(),
                file.kind(),
                dryRun,
                file.rows(),
                refusal == null ? tally.added() : 0,
                refusal == null ? tally.changed() : 0,
                refusal == null ? tally.unchanged() : 0,
                refusal == null ? tally.skipped() : 0,
                tally.rejected(),
                refusal,
                tally.problems(),
                refusal == null ? tally.notes() : List.of(),
                refusal == null ? tally.changes() : List.of(),
                refusal == null && tally.moreChanges());
    }

    /** Stores a file completely or not at all. @return the reason of refusal, if any */
    private Optional<Reason> store(Opened file, Loader loader, boolean older, Tally tally, ProgressListener progress) {
        int stored = file.stored().getAsInt();
        boolean outdated = file.reference() != 0 && file.reference() < stored;
        try {
            return savepoint.execute(status -> {
                try {
                    loader.load(tally, progress);
                } catch (Refused refused) {
                    status.setRollbackOnly();
                    return Optional.of(refused.reason());
                }
                if (outdated && !older && overwrites(file.kind(), tally)) {
                    status.setRollbackOnly();
                    return Optional.of(
                            ADDRESSES.contains(file.kind())
                                    ? Reason.of("import.refused.olderLayout")
                                    : Reason.of("import.refused.older", shown(file.reference()), shown(stored)));
                }
                if (outdated) {
                    tally.note("import.note.older");
                }
                return Optional.empty();
            });
        } catch (RuntimeException broken) {
            LOG.error("importing {} failed", file.name(), broken);
            return Optional.of(Reason.of("import.refused.failed"));
        }
    }

    /** Whether an older file would do harm: it may add counts of a missing year, but a school that it adds has ended since. */
    private static boolean overwrites(@Nullable RegisterKind kind, Tally tally) {
        return tally.changed() > 0 || tally.added() > 0 && ADDRESSES.contains(kind);
    }

    /** Formats a reference as a year, or a day as 28-11-2026. */
    private static String shown(int reference) {
        return reference < 10_000
                ? String.valueOf(reference)
                : "%02d-%02d-%d".formatted(reference % 100, reference / 100 % 100, reference / 10_000);
    }

    private static String firstColumns(Table table) {
        List<String> names = table.columnKeys().stream()
                .filter(key -> !key.startsWith("#"))
                .limit(SHOW_COLUMNS)
                .map(key -> key.length() > 40 ? key.substring(0, 40) : key)
                .toList();
        return String.join(", ", names);
    }
}
