package nl.tec.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The personal data of a module (rules 8), declared once for display, export, search, erasure on request and erasure after the retention
 * term. Modules implement it with a bean per kind of record. The register of processing lists all {@link #holdings()}.
 */
public interface PersonalRecords {

    /**
     * A data subject.
     *
     * @param accountId 0 for somebody without an account
     * @param email in lower case; empty if unknown
     * @param record the single record of somebody with neither; null for everybody else
     */
    record Person(long accountId, String email, @Nullable RecordId record) {

        public Person(long accountId, String email) {
            this(accountId, email, null);
        }

        /** Returns the id of the record if it belongs to this holding, otherwise 0. */
        public long recordOf(String holding) {
            return record != null && record.holding().equals(holding) ? record.id() : 0;
        }
    }

    /** @param holding {@link Holding#key()} */
    record RecordId(String holding, long id) {}

    /**
     * The records of one kind about a person.
     *
     * @param titleKey message key
     * @param items each a list of facts
     * @param correctAt the page on which the person can change it; null: on request
     */
    record Section(
            String titleKey,
            List<List<Fact>> items,
            @Nullable String correctAt) {

        public Section(String titleKey, List<List<Fact>> items) {
            this(titleKey, items, null);
        }
    }

    /** @param labelKey message key */
    record Fact(String labelKey, String value) {}

    /**
     * A search result: a person who may be the one sought.
     *
     * @param holding {@link Holding#key()} of the holding in which the words were found
     * @param name distinguishes people with the same address
     */
    record Match(String holding, Person person, String name) {}

    /** Returns the holdings; erasures on request are counted under the first one. */
    List<Holding> holdings();

    List<Section> about(Person person);

    /** Erases or anonymises a person's data, keeping counts correct. Called in one transaction for all modules. */
    void forget(Person person);

    /**
     * Finds people by words in a name, mail address or telephone number, by the database function {@code names_person}.
     * None if the records name nobody.
     *
     * @param limit the maximum number of matches
     */
    default List<Match> find(String words, int limit) {
        return List.of();
    }
}
