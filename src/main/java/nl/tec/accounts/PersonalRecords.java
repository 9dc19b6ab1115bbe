package nl.tec.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The personal data of a module (rules 8): declared once, and by that declaration shown, exported, found, erased on request and
 * erased when their time is over. A bean for each kind of record that a module holds. The register of processing is the list of
 * all {@link #holdings()}.
 */
public interface PersonalRecords {

    /**
     * The person whose records they are.
     *
     * @param accountId 0 for somebody without an account
     * @param email in lower case; empty for somebody of whom no address is known
     * @param record one record of somebody with neither; null for everybody else
     */
    record Person(long accountId, String email, @Nullable RecordId record) {

        public Person(long accountId, String email) {
            this(accountId, email, null);
        }

        /** The id of the record when it is one of this holding; 0, which is no id, when it is not. */
        public long recordOf(String holding) {
            return record != null && record.holding().equals(holding) ? record.id() : 0;
        }
    }

    /** @param holding {@link Holding#key()} */
    record RecordId(String holding, long id) {}

    /**
     * One kind of record.
     *
     * @param titleKey message key
     * @param items each a list of facts
     * @param correctAt the page where the person can change it; null: on request
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
     * Somebody who may be the one that is looked for.
     *
     * @param holding {@link Holding#key()} of where the words were found
     * @param name what tells people with the same address apart
     */
    record Match(String holding, Person person, String name) {}

    /** Returns what is held, of whom, why and how long. The first one is what is counted when data are erased on request. */
    List<Holding> holdings();

    List<Section> about(Person person);

    /** Removes it, or what makes it personal; counts stay right. In the transaction in which all modules do. */
    void forget(Person person);

    /**
     * Finds the people with these words in a name, a mail address or a telephone number; for {@code names_person} of the database.
     *
     * @param limit how many at most
     */
    List<Match> find(String words, int limit);
}
