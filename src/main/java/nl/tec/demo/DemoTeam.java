package nl.tec.demo;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who runs the sessions of the demo hub: taken in turn, never at two at the same time. Nobody of them exists. */
final class DemoTeam {

    private static final String[] COLLEAGUES = {"Twee", "Drie", "Vier", "Vijf"};

    private final JdbcTemplate jdbc;
    private final Accounts accounts;
    private final Instant now;

    DemoTeam(JdbcTemplate jdbc, Accounts accounts, Instant now) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.now = now;
    }

    private record Moment(long session, Timestamp from, Timestamp until) {}

    private record Free(long account, Instant from) {}

    /** For every session that somebody comes to, as long as there are people. */
    void fill() {
        for (int i = 0; i < COLLEAGUES.length; i++) {
            accounts.create(
                    null,
                    new NewAccount(
                            "begeleider" + (i + 2) + "@tec.example",
                            "Demo Begeleider " + COLLEAGUES[i],
                            Texts.DUTCH,
                            null,
                            Set.of(Membership.of(Role.PROFESSIONAL))));
        }
        Deque<Free> team = new ArrayDeque<>(jdbc.query(
                "select account_id from account_role where role in ('PROFESSIONAL', 'AMBASSADOR') order by account_id",
                (row, n) -> new Free(row.getLong(1), Instant.EPOCH)));
        Bulk assignments = new Bulk(jdbc, "assignment", "session_id", "account_id", "assigned_at", "during::tstzrange");
        jdbc.query("""
                        select s.id, s.starts_at - a.setup_minutes * interval '1 minute' as busy_from,
                               s.ends_at + a.cleanup_minutes * interval '1 minute' as busy_until
                        from session s join activity a on a.id = s.activity_id
                        where s.state = 'PUBLISHED'
                          and exists (select from booking b where b.session_id = s.id and b.state = 'CONFIRMED')
                        order by busy_from, s.id
                        """, (row, n) -> new Moment(row.getLong(1), row.getTimestamp(2), row.getTimestamp(3)))
                .forEach(moment -> {
                    Free somebody = free(team, moment.from().toInstant());
                    if (somebody != null) {
                        Instant planned = moment.from().toInstant().minus(Duration.ofDays(30));
                        assignments.add(
                                moment.session(),
                                somebody.account(),
                                Rows.timestamp(planned.isBefore(now) ? planned : now),
                                "[" + moment.from().toInstant() + ","
                                        + moment.until().toInstant() + ")");
                        team.addLast(new Free(somebody.account(), moment.until().toInstant()));
                    }
                });
        assignments.write();
    }

    /** Takes who is free at that moment and had the longest rest; null when all are busy. */
    private static @Nullable Free free(Deque<Free> team, Instant from) {
        for (Free one : team) {
            if (!one.from().isAfter(from)) {
                team.remove(one);
                return one;
            }
        }
        return null;
    }
}
