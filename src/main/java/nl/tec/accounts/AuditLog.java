package nl.tec.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.internal.AuditLogQueries;
import nl.tec.accounts.internal.AuditSeals;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the audit log, newest first and in pages, for the administrator. */
@Component
public class AuditLog {

    /** @param name of the account; null for the system, a visitor, or a deleted account */
    public record Entry(
            long id,
            Instant at,
            @Nullable Long accountId,
            @Nullable String name,
            String action,
            String subjectType,
            @Nullable Long subjectId) {}

    /**
     * A filter on the entries of the log; null or empty: any.
     *
     * @param nobody whether to show only entries without an account: by the system itself or a visitor
     * @param subject of {@link #subjects}
     * @param from the first day, in the Netherlands
     * @param until the last day
     */
    public record Filter(
            @Nullable Long accountId,
            boolean nobody,
            String action,
            String subject,
            @Nullable Long subjectId,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * The result of checking the seals of the log.
     *
     * @param wrongBatch the first batch that does not match its seal; null: all match
     */
    public record Check(
            Instant at,
            long batches,
            long entries,
            @Nullable Long wrongBatch) {

        public boolean good() {
            return wrongBatch == null;
        }
    }

    private final AuditLogQueries queries;
    private final AuditSeals seals;

    AuditLog(AuditLogQueries queries, AuditSeals seals) {
        this.queries = queries;
        this.seals = seals;
    }

    /** @param before the last entry of the previous page; {@code Long.MAX_VALUE} for the first page */
    public List<Entry> list(Filter filter, long before, int limit) {
        return queries.list(filter, before, limit);
    }

    /** Returns the codes of all actions in the log, to choose from. */
    public List<String> actions() {
        return queries.distinct("action");
    }

    /** Returns all kinds of subjects in the log, to choose from; normalised, such as {@code kpi} for {@code kpi.po-7-8}. */
    public List<String> subjects() {
        return queries.distinct("subject_type").stream()
                .map(Texts::auditKind)
                .distinct()
                .toList();
    }

    /** Seals new entries, and verifies all seals (decision 0016). */
    public Check check() {
        seals.seal();
        return seals.check();
    }

    public Optional<Check> lastCheck() {
        return seals.lastCheck();
    }

    /** Whether the application could rewrite the log, because it has a single database role for everything. */
    public boolean applicationOwnsLog() {
        return seals.applicationOwnsLog();
    }
}
