package nl.tec.privacy;

import nl.tec.accounts.PersonalRecords.Person;

/** Declared for who has copies of personal data outside the tables of the modules, such as backups. */
public interface ErasureWatcher {

    /** Called in the transaction that erases the data of a person, or the only record of that person, on request. */
    void erased(Person person);
}
