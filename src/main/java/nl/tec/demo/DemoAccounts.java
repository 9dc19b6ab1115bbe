package nl.tec.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.StartNotice;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The accounts of the demo hub, one per role. All people are fictional. */
@Component
class DemoAccounts implements StartNotice {

    private static final String PASSWORD = "demo-techniek";

    /** De Rythmeen, in Bathmen. */
    private static final String SCHOOL = "10LK00";

    private static final String OTHER_SCHOOL = "14HS00";

    /** Etty Hillesum Lyceum, Het Vlier. */
    private static final String VO_SCHOOL = "01VJ04";

    private record DemoAccount(
            String email, String name, Role role, @Nullable String of, String what) {}

    private static final List<DemoAccount> ACCOUNTS = List.of(
            new DemoAccount(
                    "leerkracht@tec.example", "Demo Leerkracht", Role.TEACHER, SCHOOL, "leerkracht van De Rythmeen"),
            new DemoAccount(
                    "coordinator@tec.example",
                    "Demo Coördinator",
                    Role.SCHOOL_COORDINATOR,
                    SCHOOL,
                    "techniekcoördinator van De Rythmeen"),
            new DemoAccount(
                    "leerkracht2@tec.example",
                    "Demo Leerkracht Twee",
                    Role.TEACHER,
                    OTHER_SCHOOL,
                    "leerkracht van Het Roessink"),
            new DemoAccount(
                    "docent@tec.example",
                    "Demo Docent",
                    Role.TEACHER,
                    VO_SCHOOL,
                    "docent van het Etty Hillesum Lyceum"),
            new DemoAccount(
                    "programma@tec.example", "Demo Programmamaker", Role.PROGRAMME_MANAGER, null, "programmamaker"),
            new DemoAccount("begeleider@tec.example", "Demo Begeleider", Role.PROFESSIONAL, null, "begeleider"),
            new DemoAccount("ambassadeur@tec.example", "Demo Ambassadeur", Role.AMBASSADOR, null, "ambassadeur"),
            new DemoAccount(
                    "partner@tec.example", "Demo Partner", Role.PARTNER, "demo-metaal", "partner (een bedrijf)"),
            new DemoAccount("aventus@tec.example", "Demo Aventus", Role.PARTNER, "aventus", "partner (Aventus, mbo)"),
            new DemoAccount("bestuur@tec.example", "Demo Bestuur", Role.BOARD, null, "bestuur"),
            new DemoAccount("gemeente@tec.example", "Demo Gemeente", Role.MUNICIPALITY, null, "gemeente"),
            new DemoAccount("beheerder@tec.example", "Demo Beheerder", Role.ADMINISTRATOR, null, "beheerder"));

    private final JdbcTemplate jdbc;
    private final Accounts accounts;
    private final HubSettings hub;

    DemoAccounts(JdbcTemplate jdbc, Accounts accounts, HubSettings hub) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.hub = hub;
    }

    /** Makes the accounts; returns which account books for which school. */
    Map<Long, Long> make(DemoNetwork network) {
        Map<Long, Long> teachers = new HashMap<>();
        for (DemoAccount demo : ACCOUNTS) {
            Long organisation = demo.of() == null
                    ? null
                    : demo.role() == Role.PARTNER ? Long.valueOf(network.id(demo.of())) : site(demo.of());
            long id = accounts.create(
                            null,
                            new NewAccount(
                                    demo.email(),
                                    demo.name(),
                                    Texts.DUTCH,
                                    PASSWORD,
                                    Set.of(new Membership(demo.role(), organisation))))
                    .orElseThrow()
                    .id();
            if (demo.role() == Role.TEACHER && organisation != null) {
                teachers.put(organisation, id);
                // a teacher at a primary school has group 7
                jdbc.update("""
                        insert into own_class (account_id, class_id)
                        select ?, k.id from school_class k join class_part p on p.class_id = k.id and p.grade = 7
                        where k.site_id = ?
                        """, id, organisation);
            }
        }
        return teachers;
    }

    private Long site(String brin6) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select organisation_id from school_site where brin6 = ?", Long.class, brin6));
    }

    @Override
    public List<String> lines() {
        if (!hub.demo()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of("Demo-accounts, wachtwoord " + PASSWORD + ":"),
                        ACCOUNTS.stream().map(demo -> "  %-26s %s".formatted(demo.email(), demo.what())))
                .toList();
    }
}
