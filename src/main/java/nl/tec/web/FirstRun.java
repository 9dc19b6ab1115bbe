package nl.tec.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.HubBegun;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.StartNotice;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beginning of a new hub: its name, its municipality and its first administrator, once. Who may do it is who can read
 * the code on the console of the program; a stranger who finds the address first can't. The code is in the database, so
 * that it holds on every node and over a restart, and goes with the first who uses it: of two at once one wins.
 */
@Service
@Order(0)
class FirstRun implements StartNotice {

    /** What a new hub needs to know. All values were checked. @param makesProgramme the administrator is programme manager too */
    record Beginning(
            String name,
            String city,
            Municipality municipality,
            HolidayRegion region,
            SchoolYear firstYear,
            NewAccount administrator,
            boolean makesProgramme) {}

    private static final String KEY = "FIRST_RUN_CODE";
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 8;

    private final HubSettings hub;
    private final Accounts accounts;
    private final Municipalities municipalities;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    FirstRun(
            HubSettings hub,
            Accounts accounts,
            Municipalities municipalities,
            Audit audit,
            JdbcClient jdbc,
            Clock clock,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.hub = hub;
        this.accounts = accounts;
        this.municipalities = municipalities;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.events = events;
    }

    @Override
    public List<String> lines() {
        return hub.started() ? List.of() : List.of("Its first page asks for this code: " + code());
    }

    /** The code of this new hub, made when there is none yet. */
    String code() {
        jdbc.sql("insert into hub_setting (key, value, changed_at) values (?, ?, ?) on conflict (key) do nothing")
                .params(KEY, make(), Rows.timestamp(clock.instant()))
                .update();
        return jdbc.sql("select value from hub_setting where key = ?")
                .param(KEY)
                .query(String.class)
                .single();
    }

    boolean codeIs(String typed) {
        return jdbc.sql("select count(*) from hub_setting where key = ? and value = ?")
                        .params(KEY, tidy(typed))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** @return the administrator; empty when the code is wrong or somebody else was first */
    Optional<Account> begin(String code, Beginning beginning) {
        Optional<Account> administrator = transaction.execute(status -> {
            // deleting it is what makes one of two the first
            int first = jdbc.sql("delete from hub_setting where key = ? and value = ?")
                    .params(KEY, tidy(code))
                    .update();
            return first == 0 ? Optional.<Account>empty() : Optional.of(store(beginning));
        });
        hub.refresh();
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
        Set<Role> roles = beginning.makesProgramme()
                ? Set.of(Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)
                : Set.of(Role.ADMINISTRATOR);
        roles.forEach(role -> accounts.grant(null, account.id(), Membership.of(role)));
        events.publishEvent(new HubBegun());
        audit.add(account.actor(), "HUB_STARTED", "hub", null);
        return accounts.find(account.id()).orElseThrow();
    }

    private static String make() {
        SecureRandom random = new SecureRandom();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i == LENGTH / 2 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As it was printed, however it was typed. */
    private static String tidy(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return letters.length() == LENGTH
                ? letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2)
                : letters;
    }
}
