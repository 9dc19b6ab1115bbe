package nl.tec.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.RecordId;
import nl.tec.hub.EmailHash;
import nl.tec.operations.internal.BackupSettings;
import nl.tec.operations.internal.ErasedPeopleStore;
import nl.tec.privacy.ErasureWatcher;
import nl.tec.privacy.HeldRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Remembers who was erased on request while there are backups with them, and erases them again after a restore (decision 0121). */
@Service
public class ErasedPeople implements ErasureWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(ErasedPeople.class);

    private final ErasedPeopleStore store;
    private final BackupSettings settings;
    private final ObjectProvider<HeldRecords> records;
    private final ObjectProvider<Accounts> accounts;
    private final ObjectProvider<EmailHash> hash;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ErasedPeople(
            ErasedPeopleStore store,
            BackupSettings settings,
            ObjectProvider<HeldRecords> records,
            ObjectProvider<Accounts> accounts,
            ObjectProvider<EmailHash> hash,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.settings = settings;
        this.records = records;
        this.accounts = accounts;
        this.hash = hash;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void erased(Person person) {
        // whose backups are made in another way restores them in another way too
        if (settings.days() > 0) {
            store.add(
                    clock.instant(),
                    person.accountId() == 0 ? null : person.accountId(),
                    person.email().isEmpty() ? null : hash.getObject().of(person.email()),
                    person.record());
        }
    }

    /** Writes the list beside the backups of this node, if it changed. */
    public void writeList() {
        List<ErasedPerson> people = store.all();
        try {
            if (!people.isEmpty() || settings.folder().toFile().isDirectory()) {
                new ErasedList(people).write(settings.makeFolder().resolve(ErasedList.NAME));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many came back by a restore and are not erased again. */
    public int toRepeat() {
        return store.countToRepeat();
    }

    /**
     * Erases again who came back by a restore. Before the web server takes a request: ids that were given after the backup are given
     * again from then on. What fails is tried at the next start.
     */
    public void repeat() {
        List<ErasedPerson> people = store.toRepeat();
        Supplier<Set<String>> addresses =
                SingletonSupplier.of(() -> records.getObject().addresses());
        for (ErasedPerson one : people) {
            try {
                transaction.executeWithoutResult(status -> repeat(one, addresses));
            } catch (RuntimeException e) {
                LOG.error("Erasure {} could not be repeated", one.id(), e);
            }
        }
    }

    private void repeat(ErasedPerson one, Supplier<Set<String>> addresses) {
        if (!store.takeOn(one.id())) {
            return;
        }
        Set<Person> found = find(one, addresses);
        for (Person person : found) {
            if (records.getObject().forget(null, person).isEmpty()) {
                throw new IllegalStateException("the last administrator");
            }
        }
        if (!found.isEmpty()) {
            // it is remembered anew
            store.remove(one.id());
        }
    }

    private Set<Person> find(ErasedPerson one, Supplier<Set<String>> addresses) {
        Set<Person> found = new HashSet<>();
        String holding = one.holding();
        Long recordId = one.recordId();
        if (holding != null && recordId != null) {
            found.add(new Person(0, "", new RecordId(holding, recordId)));
        }
        Long accountId = one.accountId();
        if (accountId != null) {
            // the address may have been another one in the days of the backup
            accounts.getObject()
                    .find(accountId)
                    .filter(account -> account.createdAt().isBefore(one.erasedAt()))
                    .map(Account::email)
                    .ifPresent(email -> found.add(new Person(accountId, email)));
        }
        byte[] wanted = one.emailHash();
        if (wanted != null) {
            found.addAll(addresses.get().stream()
                    .filter(email -> Arrays.equals(hash.getObject().of(email), wanted))
                    .map(records.getObject()::person)
                    .collect(Collectors.toSet()));
        }
        return found;
    }
}
