package nl.tec.accounts;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the register of processing (rules 8): one kind of personal data, declared by the module that holds it. Its description and
 * purpose are the texts {@code held.KEY.what} and {@code held.KEY.why}.
 *
 * @param key must not change, because the log of erasures refers to it
 * @param subjects the kinds of data subjects
 * @param seenBy who can see it, other than the data subjects
 * @param encrypted whether it cannot be read without a secret that the hub does not store with it
 * @param special whether it may say something about health or another special category (article 9 of the GDPR)
 * @param columns its location, as {@code table.column}; {@code PersonalColumnsTest} compares them with the database
 * @param erasure the nightly erasure after the term; null exactly if the term has no number of days
 */
public record Holding(
        String key,
        Set<Subject> subjects,
        Basis basis,
        RetentionTerm term,
        Set<Viewer> seenBy,
        boolean encrypted,
        boolean special,
        List<String> columns,
        @Nullable Erasure erasure) {

    public enum Subject {
        CHILD,
        VISITOR,
        SCHOOL_STAFF,
        GUIDE,
        PARTNER_STAFF,
        ACCOUNT_HOLDER,
        APPLICANT
    }

    /** The legal bases of article 6 of the GDPR. */
    public enum Basis {
        CONSENT,
        AGREEMENT,
        LEGAL_DUTY,
        PUBLIC_TASK,
        LEGITIMATE_INTEREST
    }

    public enum Viewer {
        NOBODY,
        PROGRAMME_MANAGER,
        GUIDE,
        HOST,
        NEIGHBOUR_HUB,
        COORDINATOR,
        BOARD,
        ADMINISTRATOR,
        SIGNATORIES,
        EVERYBODY
    }

    /** The erasure of expired records. */
    @FunctionalInterface
    public interface Erasure {

        /**
         * Erases a batch of the records that expired before this moment, in the caller's transaction. Called until nothing is left.
         *
         * @return how many records; 0: nothing is left
         */
        int erase(Instant overBefore);
    }

    public Holding {
        if ((erasure == null) == term.ends()) {
            throw new IllegalArgumentException(key + " is erased exactly when its term ends");
        }
        // in declaration order, as pages show them
        subjects = Collections.unmodifiableSet(EnumSet.copyOf(subjects));
        seenBy = Collections.unmodifiableSet(EnumSet.copyOf(seenBy));
    }

    /** Returns a holding that is erased by the nightly job. */
    public static Holding erased(
            String key,
            Set<Subject> subjects,
            Basis basis,
            RetentionTerm term,
            Set<Viewer> seenBy,
            List<String> columns,
            Erasure erasure) {
        return new Holding(key, subjects, basis, term, seenBy, false, false, columns, erasure);
    }

    /** Returns a holding that is kept until somebody asks, or for good. */
    public static Holding kept(
            String key,
            Set<Subject> subjects,
            Basis basis,
            RetentionTerm term,
            Set<Viewer> seenBy,
            List<String> columns) {
        return new Holding(key, subjects, basis, term, seenBy, false, false, columns, null);
    }

    /** Returns the same holding, which may say something about health or another special category. */
    public Holding ofSpecialCategory() {
        return new Holding(key, subjects, basis, term, seenBy, encrypted, true, columns, erasure);
    }

    /** Returns the same holding, which is encrypted or not by how the hub is set up. */
    public Holding encrypted(boolean encrypted) {
        return new Holding(key, subjects, basis, term, seenBy, encrypted, special, columns, erasure);
    }
}
