package nl.tec.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.tec.documents.FileStore;
import nl.tec.hub.Texts;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupRun.Kind;
import nl.tec.operations.internal.BackupRuns;
import nl.tec.operations.internal.BackupSettings;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * The automatic backups of every night, and the monthly drill that restores the latest one. Each run is recorded, successful or
 * not.
 */
@Service
public class Backups {

    /** A backup this old means that last night's failed. */
    public static final Duration MAX_AGE = Duration.ofHours(26);

    public static final Duration DRILL_EVERY = Duration.ofDays(30);
    /** A failed drill is retried every night, so at this age it has failed several times. */
    public static final Duration MAX_DRILL_AGE = Duration.ofDays(33);

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'tec-'yyyy-MM-dd'T'HHmmss'.backup'");
    private static final String SHAPE = "tec-[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}[.]backup";

    private final DataSource database;
    private final BackupRuns runs;
    private final BackupSettings settings;
    private final BackupDrill drill;
    private final FileStore files;
    private final Texts texts;
    private final Clock clock;

    Backups(
            DataSource database,
            BackupRuns runs,
            BackupSettings settings,
            BackupDrill drill,
            FileStore files,
            Texts texts,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.settings = settings;
        this.drill = drill;
        this.files = files;
        this.texts = texts;
        this.clock = clock;
    }

    /** Whether the program makes backups; an operator with another way to make them can turn them off. */
    public boolean wanted() {
        return settings.days() > 0;
    }

    public Path folder() {
        return settings.folder();
    }

    /** Whether the folder was chosen, and is not within the data folder. */
    public boolean elsewhere() {
        return settings.elsewhere();
    }

    public boolean encrypted() {
        return settings.passphrase() != null;
    }

    public List<BackupRun> list(int limit) {
        return runs.list(limit);
    }

    public Optional<BackupRun> last(Kind kind) {
        return runs.last(kind);
    }

    public Optional<BackupRun> lastGood(Kind kind) {
        return runs.lastGood(kind);
    }

    /** Makes a backup now and, if it succeeds, removes those that are too old. */
    public BackupRun make() {
        Instant started = clock.instant();
        String name = NAME.format(started.atZone(Dates.ZONE));
        BackupRun run;
        try {
            Path file = settings.makeFolder().resolve(name);
            Totals totals;
            try (Connection connection = database.getConnection()) {
                totals = new BackupWriter(
                                connection, settings.data(), files.objects().orElse(null), settings.passphrase())
                        .write(file, started);
            }
            run = ended(Kind.BACKUP, started, name, Files.size(file), totals.rows(), null);
            removeMadeBefore(started.minus(Duration.ofDays(settings.days())));
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.error("The backup failed", e);
            run = ended(Kind.BACKUP, started, name, null, null, inWords(e));
        }
        runs.add(run);
        return run;
    }

    /** Restores the latest backup and compares. */
    public BackupRun drill() {
        Instant started = clock.instant();
        BackupRun run;
        String name = "";
        try {
            Path file = latest().orElseThrow(() -> new IOException(texts.text(Texts.DUTCH, "backup.none")));
            name = String.valueOf(file.getFileName());
            Totals totals = drill.restore(BackupReader.of(file, settings.passphrase()));
            run = ended(Kind.DRILL, started, name, Files.size(file), totals.rows(), null);
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.error("The drill failed: {} can't be restored", name, e);
            run = ended(Kind.DRILL, started, name, null, null, inWords(e));
        }
        runs.add(run);
        return run;
    }

    /** Whether there is a backup, and the last successful drill is long enough ago. */
    public boolean drillIsDue() {
        Instant now = clock.instant();
        return lastGood(Kind.BACKUP).isPresent()
                && lastGood(Kind.DRILL)
                        .map(run -> run.started().plus(DRILL_EVERY).isBefore(now))
                        .orElse(true);
    }

    private BackupRun ended(
            Kind kind,
            Instant started,
            String file,
            @Nullable Long bytes,
            @Nullable Long rows,
            @Nullable String error) {
        return new BackupRun(kind, started, clock.instant(), node(), file, bytes, rows, encrypted(), error);
    }

    private String inWords(Exception e) {
        return e instanceof BackupRefused refused
                ? texts.text(Texts.DUTCH, refused.key(), refused.arguments())
                : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    /** Names sort by time. */
    private Optional<Path> latest() throws IOException {
        return ours().max(Path::compareTo);
    }

    private Stream<Path> ours() throws IOException {
        if (!Files.isDirectory(settings.folder())) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(settings.folder())) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(SHAPE)).toList().stream();
        }
    }

    public int daysKept() {
        return settings.days();
    }

    /** Removes the backups that were made before this moment, except the latest. @return their number */
    public int removeOld(Instant madeBefore) {
        try {
            return removeMadeBefore(madeBefore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int removeMadeBefore(Instant moment) throws IOException {
        String oldest = NAME.format(moment.atZone(Dates.ZONE));
        Optional<Path> latest = latest();
        int removed = 0;
        for (Path file : ours().toList()) {
            if (String.valueOf(file.getFileName()).compareTo(oldest) < 0 && !file.equals(latest.orElseThrow())) {
                Files.delete(file);
                removed++;
            }
        }
        return removed;
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
