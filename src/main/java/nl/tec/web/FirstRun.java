package nl.tec.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.FirstRunCode;
import nl.tec.hub.HubBegun;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.StartNotice;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets up a new hub, once: its name, its municipality and its first administrator. It requires the code printed on the console, so that
 * a stranger who finds the URL first cannot do it.
 */
@Service
@Order(0)
class FirstRun implements StartNotice {

    /** The validated data of a new hub. @param alsoProgrammeManager whether the administrator becomes programme manager too */
    record Beginning(
            String name,
            String city,
            Municipality municipality,
            HolidayRegion region,
            SchoolYear firstYear,
            NewAccount administrator,
            boolean alsoProgrammeManager) {}

    private final HubSettings hub;
    private final Accounts accounts;
    private final Municipalities municipalities;
    private final Audit audit;
    private final FirstRunCode code;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    FirstRun(
            HubSettings hub,
            Accounts accounts,
            Municipalities municipalities,
            Audit audit,
            FirstRunCode code,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.hub = hub;
        this.accounts = accounts;
        this.municipalities = municipalities;
        this.audit = audit;
        this.code = code;
        this.transaction = transaction;
        this.events = events;
    }

    @Override
    public List<String> lines() {
        return hub.started() ? List.of() : List.of("Its first page asks for this code: " + code.get());
    }

    /** @return the administrator; empty if the code is wrong or already used */
    Optional<Account> begin(String typed, Beginning beginning) {
        Optional<Account> administrator = transaction.execute(status -> {
            // consuming the code lets only one of two concurrent attempts succeed
            return code.use(typed) ? Optional.of(store(beginning)) : Optional.<Account>empty();
        });
        return administrator == null ? Optional.empty() : administrator;
    }

    private Account store(Beginning beginning) {
        Municipality municipality = beginning.municipality();
        municipalities.add(municipality);
        Map<Setting, String> settings = Map.of(
                Setting.NAME, beginning.name(),
                Setting.CITY, beginning.city(),
                Setting.MUNICIPALITIES, municipality.code(),
                Setting.HOLIDAY_REGION, beginning.region().name(),
                Setting.FIRST_SCHOOL_YEAR,
                        Integer.toString(beginning.firstYear().start()));
        settings.forEach(hub::set);
        Account account = accounts.create(null, beginning.administrator())
                .or(() -> accounts.findByEmail(beginning.administrator().email()))
                .orElseThrow();
        Set<Role> roles = beginning.alsoProgrammeManager()
                ? Set.of(Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)
                : Set.of(Role.ADMINISTRATOR);
        roles.forEach(role -> accounts.grant(null, account.id(), Membership.of(role)));
        events.publishEvent(new HubBegun());
        audit.add(account.actor(), "HUB_STARTED", "hub", null);
        return accounts.find(account.id()).orElseThrow();
    }
}
