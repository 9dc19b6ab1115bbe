package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.organisations.ImportReport;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.Registers;
import nl.tec.organisations.internal.SchoolYearStart;
import nl.tec.organisations.internal.registers.CoordinatesFile.Feature;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Recognises files, puts them in order and has each stored in one transaction. */
@Service
class RegisterImports implements Registers {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterImports.class);
    private static final int SHOW_COLUMNS = 6;

    /** What cohorts and classes are made of. */
    private static final Set<RegisterKind> NUMBERS =
            EnumSet.of(RegisterKind.PO_PUPILS, RegisterKind.PO_AGES, RegisterKind.VO_PUPILS);

    private final List<Register> registers;
    private final CoordinatesFile coordinates;
    private final RunLog runs;
    private final SchoolYearStart schoolYear;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate all;
    private final TransactionTemplate one;

    RegisterImports(
            SchoolStore schools,
            RegionStore regions,
            CountStore counts,
            HubSettings settings,
            RunLog runs,
            SchoolYearStart schoolYear,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.registers = List.of(
                new AddressRegister(Sector.PO, schools, regions),
                new AddressRegister(Sector.VO, schools, regions),
                new PupilsRegister(schools, regions, counts, settings),
                new AgesRegister(counts),
                new SecondaryRegister(counts),
                new ExamRegister(counts, events),
                new PostcodeRegister(regions),
                new MunicipalityRegister(regions),
                new SchoolHolidayRegister(regions),
                new PublicHolidayRegister(regions));
        this.coordinates = new CoordinatesFile(schools, regions, counts);
        this.runs = runs;
        this.schoolYear = schoolYear;
        this.audit = audit;
        this.clock = clock;
        this.all = new TransactionTemplate(transactions);
        this.one = new TransactionTemplate(transactions);
        // within the transaction of a dry run: a savepoint; else a transaction of its own
        this.one.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** How a recognised file is stored. */
    @FunctionalInterface
    private interface Loader {
        void load(Tally tally, ProgressListener progress) throws Refused;
    }

    /** A file that has been read: what it is and how to store it, or why not. */
    private record Opened(
            String name,
            @Nullable RegisterKind kind,
            int rows,
            @Nullable Loader loader,
            @Nullable Reason refusal) {}

    @Override
    public ImportReport run(
            String fileName, InputStream content, boolean dryRun, @Nullable Actor actor, ProgressListener progress) {
        return runAll(List.of(new RegisterFile(fileName, content)), dryRun, actor, progress)
                .get(0);
    }

    @Override
    public List<ImportReport> runAll(
            List<RegisterFile> files, boolean dryRun, @Nullable Actor actor, ProgressListener progress) {
        List<Opened> opened = new ArrayList<>();
        for (RegisterFile file : files) {
            opened.add(open(file));
        }
        opened.sort(Comparator.comparing(Opened::kind, Comparator.nullsLast(Comparator.naturalOrder())));
        List<ImportReport> reports = new ArrayList<>();
        if (dryRun) {
            all.executeWithoutResult(transaction -> {
                opened.forEach(file -> reports.add(load(file, true, actor, progress)));
                transaction.setRollbackOnly();
            });
        } else {
            opened.forEach(file -> reports.add(load(file, false, actor, progress)));
            if (reports.stream()
                    .anyMatch(report ->
                            report.changesAnything() && report.kind() != null && NUMBERS.contains(report.kind()))) {
                startSchoolYear();
            }
        }
        return reports;
    }

    /** The numbers are in; should this go wrong it is done again at night. */
    private void startSchoolYear() {
        try {
            schoolYear.ensure();
        } catch (RuntimeException broken) {
            LOG.error("cohorts and classes could not be made after an import", broken);
        }
    }

    private Opened open(RegisterFile file) {
        RegisterKind kind = null;
        try {
            String text = SourceText.read(file.content());
            if (text.stripLeading().startsWith("{")) {
                List<Feature> features = coordinates.read(text);
                return new Opened(
                        file.name(),
                        RegisterKind.COORDINATES,
                        features.size(),
                        (tally, progress) -> coordinates.load(file.name(), features, tally, progress),
                        null);
            }
            Table table = Table.parse(text);
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
            LocalDate today = LocalDate.now(clock);
            return new Opened(
                    file.name(),
                    kind,
                    table.lines(),
                    (tally, progress) -> register.load(new Reading(file.name(), table, tally, today, progress)),
                    null);
        } catch (Refused refused) {
            return new Opened(file.name(), kind, 0, null, refused.reason());
        } catch (IOException unreadable) {
            return new Opened(file.name(), null, 0, null, Reason.of("import.refused.unreadable"));
        }
    }

    private ImportReport load(Opened file, boolean dryRun, @Nullable Actor actor, ProgressListener progress) {
        long run = runs.start(file.name(), file.kind(), dryRun, actor);
        Tally tally = new Tally();
        Reason refusal = file.refusal();
        if (file.loader() != null) {
            ProgressListener both = (name, done, rows) -> {
                runs.at(run, done);
                progress.at(name, done, rows);
            };
            refusal = store(file.loader(), tally, both, file.name()).orElse(null);
        }
        ImportReport report = new ImportReport(
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
        runs.finish(report);
        if (!dryRun && refusal == null) {
            audit.add(actor, "REGISTER_IMPORTED", "import_run", run);
        }
        return report;
    }

    /** All of a file or nothing; answers why nothing. */
    private Optional<Reason> store(Loader loader, Tally tally, ProgressListener progress, String name) {
        try {
            return one.execute(transaction -> {
                runs.oneAtATime();
                try {
                    loader.load(tally, progress);
                    return Optional.empty();
                } catch (Refused refused) {
                    transaction.setRollbackOnly();
                    return Optional.of(refused.reason());
                }
            });
        } catch (RuntimeException broken) {
            LOG.error("importing {} failed", name, broken);
            return Optional.of(Reason.of("import.refused.failed"));
        }
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
