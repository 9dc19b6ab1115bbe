package nl.tec.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.documents.FileStore;
import nl.tec.documents.Seals;
import nl.tec.exchange.Webhooks;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Jobs;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import nl.tec.neighbours.Neighbour;
import nl.tec.neighbours.NeighbourBookings;
import nl.tec.neighbours.Neighbours;
import nl.tec.operations.BackupRun.Kind;
import nl.tec.operations.StateCheck.Level;
import nl.tec.operations.internal.BackupSettings;
import nl.tec.operations.internal.ServerFacts;
import nl.tec.operations.internal.WebCertificate;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The state of the hub, for its administrator: what is in order, what is not urgent, and what needs a person. */
@Service
public class SystemState {

    /** A mail that waits longer was tried several times. */
    static final Duration MAX_MAIL_WAIT = Duration.ofMinutes(30);
    /** A job whose start is overdue by this much is not running. */
    static final Duration MAX_JOB_LAG = Duration.ofMinutes(15);
    /** The number of consecutive failures of a job that is retried soon. */
    static final int MAX_JOB_FAILURES = 3;

    static final long MIN_FREE_BYTES = 1_000_000_000;
    static final double MIN_FREE_PART = 0.05;
    static final Duration WARN_BEFORE_END = Duration.ofDays(30);
    static final Duration ALARM_BEFORE_END = Duration.ofDays(7);
    static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final MailSetup mail;
    private final EventBacklog events;
    private final Webhooks webhooks;
    private final Neighbours neighbours;
    private final NeighbourBookings visitsElsewhere;
    private final Jobs jobs;
    private final Backups backups;
    private final BackupSettings folders;
    private final FileStore files;
    private final Seals seals;
    private final WebCertificate certificate;
    private final ServerFacts server;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    SystemState(
            MailSetup mail,
            EventBacklog events,
            Webhooks webhooks,
            Neighbours neighbours,
            NeighbourBookings visitsElsewhere,
            Jobs jobs,
            Backups backups,
            BackupSettings folders,
            FileStore files,
            Seals seals,
            WebCertificate certificate,
            ServerFacts server,
            HubSettings hub,
            Texts texts,
            Clock clock) {
        this.mail = mail;
        this.events = events;
        this.webhooks = webhooks;
        this.neighbours = neighbours;
        this.visitsElsewhere = visitsElsewhere;
        this.jobs = jobs;
        this.backups = backups;
        this.folders = folders;
        this.files = files;
        this.seals = seals;
        this.certificate = certificate;
        this.server = server;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    /** Returns all checks, those that need a person first. */
    public List<StateCheck> checks() {
        Instant now = clock.instant();
        List<StateCheck> checks = new ArrayList<>();
        checks.add(mail(now));
        undelivered().ifPresent(checks::add);
        checks.add(jobs(now));
        checks.add(events());
        webhooks().ifPresent(checks::add);
        neighbours().ifPresent(checks::add);
        visitsElsewhere().ifPresent(checks::add);
        checks.add(backup(now));
        drill(now).ifPresent(checks::add);
        files().ifPresent(checks::add);
        disk("disk-data", folders.data()).ifPresent(checks::add);
        if (backups.elsewhere()) {
            disk("disk-backups", folders.folder()).ifPresent(checks::add);
        }
        seal(now).ifPresent(checks::add);
        certificate(now).ifPresent(checks::add);
        checks.add(clocks(now));
        checks.sort((one, other) -> other.level().compareTo(one.level()));
        return checks;
    }

    private StateCheck mail(Instant now) {
        if (!mail.delivers()) {
            return check("mail", Level.BAD, "/admin/mail", "state.mail.none");
        }
        Optional<Instant> since = mail.waitingSince();
        if (since.isPresent() && since.get().plus(MAX_MAIL_WAIT).isBefore(now)) {
            return check(
                    "mail",
                    Level.BAD,
                    "/admin/mail",
                    "state.mail.waits",
                    mail.waiting(),
                    Dates.moment(since.get(), Texts.DUTCH));
        }
        return check("mail", Level.GOOD, "/admin/mail", "state.mail.good", mail.waiting());
    }

    private Optional<StateCheck> undelivered() {
        int failed = mail.failedCount();
        return failed == 0
                ? Optional.empty()
                : Optional.of(check("mail-failed", Level.NOTE, "/admin/mail", "state.mail.failed", failed));
    }

    private StateCheck jobs(Instant now) {
        List<Jobs.State> all = jobs.list();
        List<String> behind = all.stream()
                .filter(job -> job.failures() >= MAX_JOB_FAILURES
                        || !job.running() && job.due().plus(MAX_JOB_LAG).isBefore(now))
                .map(Jobs.State::name)
                .toList();
        return behind.isEmpty()
                ? check("jobs", Level.GOOD, null, "state.jobs.good", all.size())
                : check("jobs", Level.BAD, null, "state.jobs.behind", String.join(", ", behind));
    }

    private StateCheck events() {
        return events.pending()
                .filter(pending -> pending.failed() > 0)
                .map(pending ->
                        check("events", Level.BAD, "/admin/verwerking", "state.events.failed", pending.failed()))
                .orElseGet(() -> check("events", Level.GOOD, "/admin/verwerking", "state.events.good"));
    }

    /** Checks the webhooks. A note only: the organisation itself is notified that its program fails to receive messages. */
    private Optional<StateCheck> webhooks() {
        int failing = webhooks.countFailing();
        return failing == 0
                ? Optional.empty()
                : Optional.of(check("webhooks", Level.NOTE, "/admin/koppelingen", "state.webhooks.failing", failing));
    }

    /** Checks the neighbours. A note only: their programme is missing here, and the rest of the hub does not notice. */
    private Optional<StateCheck> neighbours() {
        List<Neighbour> failing = neighbours.failing();
        return failing.isEmpty()
                ? Optional.empty()
                : Optional.of(check(
                        "neighbours",
                        Level.NOTE,
                        "/admin/buurhubs",
                        "state.neighbours.failing",
                        failing.stream().map(Neighbour::name).collect(Collectors.joining(", "))));
    }

    /** Checks the bookings at neighbours: teachers wait for an answer. */
    private Optional<StateCheck> visitsElsewhere() {
        List<String> silent = visitsElsewhere.silent();
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(check(
                        "neighbour-bookings",
                        Level.BAD,
                        "/admin/buurhubs",
                        "state.neighbourBookings.silent",
                        String.join(", ", silent)));
    }

    private StateCheck backup(Instant now) {
        if (!backups.wanted()) {
            return check("backup", Level.NOTE, null, "state.backup.off");
        }
        Optional<BackupRun> good = backups.lastGood(Kind.BACKUP);
        Optional<BackupRun> last = backups.last(Kind.BACKUP);
        if (last.isPresent() && !last.get().good()) {
            return check(
                    "backup",
                    Level.BAD,
                    null,
                    "state.backup.failed",
                    Dates.moment(last.get().started(), Texts.DUTCH),
                    String.valueOf(last.get().error()));
        }
        if (good.isEmpty()) {
            return check("backup", Level.NOTE, null, "state.backup.none");
        }
        String when = Dates.moment(good.get().started(), Texts.DUTCH);
        if (good.get().started().plus(Backups.MAX_AGE).isBefore(now)) {
            return check("backup", Level.BAD, null, "state.backup.old", when);
        }
        return hub.demo() || backups.elsewhere()
                ? check("backup", Level.GOOD, null, "state.backup.good", when)
                : check("backup", Level.NOTE, null, "state.backup.here", when);
    }

    private Optional<StateCheck> drill(Instant now) {
        if (!backups.wanted() || backups.lastGood(Kind.BACKUP).isEmpty()) {
            return Optional.empty();
        }
        Optional<BackupRun> last = backups.last(Kind.DRILL);
        if (last.isPresent() && !last.get().good()) {
            return Optional.of(check(
                    "drill",
                    Level.BAD,
                    null,
                    "state.drill.failed",
                    Dates.moment(last.get().started(), Texts.DUTCH),
                    String.valueOf(last.get().error())));
        }
        if (last.isEmpty()) {
            return Optional.of(check("drill", Level.NOTE, null, "state.drill.none"));
        }
        String when = Dates.moment(last.get().started(), Texts.DUTCH);
        boolean old = last.get().started().plus(Backups.MAX_DRILL_AGE).isBefore(now);
        return Optional.of(
                check("drill", old ? Level.BAD : Level.GOOD, null, old ? "state.drill.old" : "state.drill.good", when));
    }

    /** Without a store for files there is nothing to say: they are in the database. */
    private Optional<StateCheck> files() {
        FileStore.State state = files.state();
        if (state.problem() != null) {
            return Optional.of(check(
                    "files", Level.BAD, null, "state.files.gone", state.inStore(), String.valueOf(state.problem())));
        }
        if (state.store().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                state.elsewhere() > 0
                        ? check("files", Level.NOTE, null, "state.files.moving", state.elsewhere())
                        : check("files", Level.GOOD, null, "state.files.good", state.inStore(), state.store()));
    }

    private Optional<StateCheck> disk(String key, Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return Optional.empty();
            }
            java.nio.file.FileStore disk = Files.getFileStore(folder);
            long free = disk.getUsableSpace();
            boolean little = free < MIN_FREE_BYTES || free < disk.getTotalSpace() * MIN_FREE_PART;
            return Optional.of(check(
                    key,
                    little ? Level.BAD : Level.GOOD,
                    null,
                    little ? "state.disk.little" : "state.disk.good",
                    folder.toAbsolutePath().normalize().toString(),
                    Sizes.inWords(free)));
        } catch (IOException e) {
            return Optional.of(check(
                    key, Level.BAD, null, "state.disk.unreadable", folder.toString(), String.valueOf(e.getMessage())));
        }
    }

    private Optional<StateCheck> seal(Instant now) {
        return seals.validUntil().map(until -> ends("seal", "state.seal", until, now));
    }

    private Optional<StateCheck> certificate(Instant now) {
        return certificate.validUntil().map(until -> ends("certificate", "state.certificate", until, now));
    }

    private StateCheck ends(String key, String text, Instant until, Instant now) {
        Level level = until.minus(ALARM_BEFORE_END).isBefore(now)
                ? Level.BAD
                : until.minus(WARN_BEFORE_END).isBefore(now) ? Level.NOTE : Level.GOOD;
        return check(
                key,
                level,
                null,
                text + (level == Level.GOOD ? ".good" : ".ends"),
                Dates.date(Dates.dayOf(until), Texts.DUTCH));
    }

    private StateCheck clocks(Instant now) {
        Duration difference = Duration.between(server.databaseClock(), now).abs();
        return difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0
                ? check("clock", Level.BAD, null, "state.clock.differs", difference.toSeconds())
                : check("clock", Level.GOOD, null, "state.clock.good");
    }

    private StateCheck check(String key, Level level, @Nullable String href, String text, Object... arguments) {
        return new StateCheck(key, level, texts.text(Texts.DUTCH, text, arguments), href);
    }

    /** Returns facts about the server: label and value. */
    public List<Fact> facts() {
        return server.facts().entrySet().stream()
                .map(fact -> new Fact(texts.text(Texts.DUTCH, "state.fact." + fact.getKey()), fact.getValue()))
                .toList();
    }

    public record Fact(String label, String value) {}
}
