package nl.tec.submissions;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.documents.UploadedFile;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.internal.ActivityTable;
import nl.tec.submissions.internal.Reconciliation;
import nl.tec.submissions.internal.SourceStore;
import nl.tec.submissions.internal.SourceStore.Source;
import nl.tec.submissions.internal.SourceStore.Upload;
import nl.tec.submissions.internal.SubmissionCheck;
import nl.tec.submissions.internal.calendar.CalendarReader;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Activities of a partner from a file: iCalendar, CSV or a spreadsheet. A file is previewed first; what is then sent in waits for a
 * programme manager. Importing the same file again changes nothing, and activities that are no longer in a file are left alone.
 */
@Service
public class ActivityImports {

    /** The name of the form field. */
    public static final String FILE = "bestand";

    public static final int MAX_BYTES = CalendarReader.MAX_BYTES;

    private final SourceStore store;
    private final Reconciliation reconciliation;
    private final SubmissionCheck check;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ActivityImports(
            SourceStore store,
            Reconciliation reconciliation,
            SubmissionCheck check,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.reconciliation = reconciliation;
        this.check = check;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** The preview of a file. @param report the effect of sending it in */
    public record Preview(UUID id, SourceReport report) {}

    /** A file that was uploaded, and does not have to be chosen again. */
    public record Kept(UUID id, String name) {}

    /** Keeps a file of which the form was refused; empty if it is none that can be read later. */
    public Optional<Kept> keep(
            long organisationId, String fileName, byte[] content, ActivityDetails defaults, Actor by) {
        by.requireRole(Role.PARTNER, organisationId);
        if (content.length == 0 || content.length > MAX_BYTES) {
            return Optional.empty();
        }
        String name = shortened(fileName);
        return Optional.of(
                new Kept(store.keep(new Upload(organisationId, by.accountId(), name, content, defaults)), name));
    }

    /** Finds a file that the actor uploaded for this organisation, and did not send in yet. */
    public Optional<UploadedFile> find(UUID id, long organisationId, Actor by) {
        return store.find(id, by.accountId())
                .filter(upload -> upload.organisationId() == organisationId)
                .map(upload -> new UploadedFile(upload.fileName(), upload.content()));
    }

    private static String shortened(String fileName) {
        return fileName.length() > 200 ? fileName.substring(0, 200) : fileName;
    }

    /**
     * Previews a file: nothing is sent in yet.
     *
     * @param defaults details that the file does not have; their title and texts are not used
     */
    public Outcome<Preview> look(
            long organisationId, String fileName, byte[] content, ActivityDetails defaults, Actor by) {
        by.requireRole(Role.PARTNER, organisationId);
        Problems problems = check.defaults(defaults)
                .addIf(content.length == 0, FILE, "submissions.import.noFile")
                .addIf(content.length > MAX_BYTES, FILE, "submissions.unreadable.large");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Upload upload = new Upload(organisationId, by.accountId(), shortened(fileName), content, defaults);
        Outcome<SourceReport> tried = transaction.execute(status -> {
            status.setRollbackOnly(); // a dry run of the import, rolled back, so that the report is always right
            return take(upload, by);
        });
        return tried.either(report -> Outcome.done(new Preview(store.keep(upload), report)), Outcome::<Preview>refused);
    }

    /** Sends in a previewed file. Empty when it has expired, or was sent in before. */
    public Optional<SourceReport> run(UUID id, Actor by) {
        return transaction.execute(status -> store.take(id, by.accountId())
                .filter(upload -> by.is(Role.PARTNER, upload.organisationId()))
                .flatMap(upload -> take(upload, by).either(Optional::of, problems -> Optional.empty())));
    }

    private Outcome<SourceReport> take(Upload upload, Actor by) {
        try {
            CalendarReader.Reading reading = isCalendar(upload.content())
                    ? CalendarReader.read(upload.content(), clock.instant())
                    : ActivityTable.read(upload.content(), clock.instant());
            Source source = store.files(upload.organisationId(), upload.defaults(), by.accountId());
            store.lock(source.id());
            audit.add(by, "ACTIVITIES_IMPORTED", "CALENDAR", source.id());
            return Outcome.done(reconciliation.apply(source, reading.items(), key -> false, reading.flaws()));
        } catch (CalendarReader.Unreadable e) {
            return Outcome.refused(new Problems().add(FILE, String.valueOf(e.getMessage())));
        }
    }

    /** Recognises a calendar by its first characters, in any encoding compatible with ASCII. */
    private static boolean isCalendar(byte[] content) {
        StringBuilder start = new StringBuilder();
        for (int at = 0; at < Math.min(content.length, 100); at++) {
            if (content[at] > ' ') {
                start.append((char) content[at]);
            }
        }
        return start.toString().toUpperCase(Locale.ROOT).contains("BEGIN:VCALENDAR");
    }
}
