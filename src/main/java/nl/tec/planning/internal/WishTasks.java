package nl.tec.planning.internal;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.web.TaskSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The task of a coordinator whose school is not done with an open wish round. */
@Component
class WishTasks implements TaskSource {

    private final JdbcClient jdbc;
    private final Texts texts;
    private final Clock clock;

    WishTasks(JdbcClient jdbc, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.SCHOOL_COORDINATOR)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select r.id, m.site_id, r.closes_on from plan_round r join plan_round_school m on m.round_id = r.id
                 where m.site_id = any (?::bigint[]) and r.invite_at <= ? and r.published_at is null and r.closes_on >= ?
                   and m.done_at is null
                 order by r.closes_on limit 1
                """)
                .params(Rows.array(actor.organisations(Role.SCHOOL_COORDINATOR)), Rows.now(clock), Dates.today(clock))
                .query((row, n) -> new Task(
                        texts.text(
                                language,
                                "planning.task.wishes",
                                Dates.longDay(
                                        Objects.requireNonNull(row.getDate("closes_on"))
                                                .toLocalDate(),
                                        language)),
                        "/school/wensen/" + row.getLong("id") + "/" + row.getLong("site_id"),
                        texts.text(language, "planning.task.wishes.go")))
                .optional();
    }
}
