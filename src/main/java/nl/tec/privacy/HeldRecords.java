package nl.tec.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Holding;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.PersonalRecords.Match;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.privacy.Erasures.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All data held about a person by any module, and its erasure (rules 8). */
@Service
public class HeldRecords {

    /** The maximum number of matches per module in a search. */
    private static final int MAX_MATCHES = 20;

    private final ObjectProvider<PersonalRecords> modules;
    private final Accounts accounts;
    private final Erasures erasures;
    private final Audit audit;

    HeldRecords(ObjectProvider<PersonalRecords> modules, Accounts accounts, Erasures erasures, Audit audit) {
        this.modules = modules;
        this.accounts = accounts;
        this.erasures = erasures;
        this.audit = audit;
    }

    /** Returns the holdings of all modules: the entries of the register of processing. */
    public List<Holding> holdings() {
        return modules.orderedStream()
                .flatMap(module -> module.holdings().stream())
                .toList();
    }

    public List<Section> about(Person person) {
        return modules.orderedStream()
                .flatMap(module -> module.about(person).stream())
                .filter(section -> !section.items().isEmpty())
                .toList();
    }

    /** Counts the records in the sections. */
    public static int count(List<Section> sections) {
        return sections.stream().mapToInt(section -> section.items().size()).sum();
    }

    /** Finds people by words in a name, a mail address or a telephone number; one match per address. */
    public List<Match> find(String words) {
        Map<Object, Match> found = new LinkedHashMap<>();
        modules.orderedStream()
                .flatMap(module -> module.find(words, MAX_MATCHES).stream())
                .forEach(match -> found.putIfAbsent(
                        Objects.requireNonNullElse(
                                match.person().record(), match.person().email()),
                        match));
        return List.copyOf(found.values());
    }

    /** Returns the mail addresses of all people who can be found: many, for what is rarely done. */
    public Set<String> addresses() {
        return modules.orderedStream()
                .flatMap(module -> module.find("@", Integer.MAX_VALUE).stream())
                .map(match -> match.person().email())
                .filter(email -> !email.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Returns the person of a mail address, with their account if any. */
    public Person person(String email) {
        return new Person(accounts.findByEmail(email).map(Account::id).orElse(0L), email);
    }

    /**
     * Deletes an account with all its personal data; its actions stay in the audit log, under a number without a name.
     *
     * @return {@link Change#LAST_ADMINISTRATOR} if refused
     */
    @Transactional
    public Change forget(Actor by, Account account) {
        return forget(by, new Person(account.id(), account.email())).isPresent()
                ? Change.DONE
                : Change.LAST_ADMINISTRATOR;
    }

    /**
     * Erases all personal data of a person, the account included.
     *
     * @param by null for the person themselves, by a link
     * @return the number of records; empty if refused because this is the last administrator
     */
    @Transactional
    public Optional<Integer> forget(@Nullable Actor by, Person person) {
        if (person.accountId() != 0 && accounts.disable(by, person.accountId()) == Change.LAST_ADMINISTRATOR) {
            return Optional.empty();
        }
        int all = 0;
        for (PersonalRecords module : modules.orderedStream().toList()) {
            int records = count(module.about(person));
            module.forget(person);
            if (records > 0) {
                erasures.add(module.holdings().get(0).key(), Cause.REQUEST, records);
            }
            all += records;
        }
        if (all > 0) {
            erasures.erased(person);
        }
        if (person.accountId() != 0) {
            audit.add(by, "ACCOUNT_FORGOTTEN", "account", person.accountId());
        }
        return Optional.of(all);
    }
}
