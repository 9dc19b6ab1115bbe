package nl.tec.accounts;

import java.util.List;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.Section;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that is held about one person, over all modules; and forgetting it (rules 8). */
@Service
public class OwnRecords {

    private final ObjectProvider<PersonalRecords> modules;
    private final Accounts accounts;
    private final Audit audit;

    OwnRecords(ObjectProvider<PersonalRecords> modules, Accounts accounts, Audit audit) {
        this.modules = modules;
        this.accounts = accounts;
        this.audit = audit;
    }

    public List<Section> about(Person person) {
        return modules.orderedStream()
                .flatMap(module -> module.about(person).stream())
                .filter(section -> !section.items().isEmpty())
                .toList();
    }

    /**
     * Deletes an account with everything personal about it; what it did stays, under a number without a name.
     *
     * @return refused for the last administrator
     */
    @Transactional
    public Change forget(Actor by, Account account) {
        Change change = accounts.disable(by, account.id());
        if (change == Change.LAST_ADMINISTRATOR) {
            return change;
        }
        Person person = new Person(account.id(), account.email());
        modules.orderedStream().forEach(module -> module.forget(person));
        audit.add(by, "ACCOUNT_FORGOTTEN", "account", account.id());
        return Change.DONE;
    }
}
