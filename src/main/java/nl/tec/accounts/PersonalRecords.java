package nl.tec.accounts;

import java.util.List;

/**
 * What a module holds about a person (rules 8): to be seen, exported and forgotten. A bean per module that holds something;
 * the page of the own account, and the administrator, show them all together.
 */
public interface PersonalRecords {

    /**
     * Whose they are.
     *
     * @param accountId 0 for somebody without an account, of whom only the address is known
     * @param email in lower case
     */
    record Person(long accountId, String email) {}

    /**
     * One kind of record.
     *
     * @param titleKey message key
     * @param items each a list of facts
     */
    record Section(String titleKey, List<List<Fact>> items) {}

    /** @param labelKey message key */
    record Fact(String labelKey, String value) {}

    List<Section> about(Person person);

    /** Removes it, or what makes it personal; counts stay right. In the transaction in which all modules do. */
    void forget(Person person);
}
