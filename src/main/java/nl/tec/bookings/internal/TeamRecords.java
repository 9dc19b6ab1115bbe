package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.List;
import nl.tec.accounts.PersonalRecords;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which sessions somebody of the team ran or will run (rules 8). Forgetting takes somebody off those still to come. */
@Component
class TeamRecords implements PersonalRecords {

    private final JdbcClient jdbc;
    private final Clock clock;

    TeamRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Section> about(Person person) {
        List<List<Fact>> items = jdbc.sql("""
                select s.starts_at, s.ends_at, a.title_nl
                from assignment w join programme_session_v s on s.id = w.session_id join programme_activity_v a on a.id = s.activity_id
                where w.account_id = ? order by s.starts_at desc limit 500
                """)
                .param(person.accountId())
                .query((row, n) -> List.of(
                        new Fact("mail.booking.what", row.getString("title_nl")),
                        new Fact(
                                "mail.booking.when",
                                Dates.longSlot(
                                        row.getTimestamp("starts_at").toInstant(),
                                        row.getTimestamp("ends_at").toInstant(),
                                        Texts.DUTCH))))
                .list();
        return items.isEmpty() ? List.of() : List.of(new Section("day.assignments", items));
    }

    @Override
    public void forget(Person person) {
        jdbc.sql("""
                delete from assignment w using programme_session_v s
                where s.id = w.session_id and w.account_id = ? and s.ends_at > ?
                """).param(person.accountId()).param(Sql.time(clock.instant())).update();
    }
}
