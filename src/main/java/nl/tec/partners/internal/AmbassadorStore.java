package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.partners.Ambassador;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AmbassadorStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    AmbassadorStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Finds and locks an ambassador until the end of the transaction. */
    public Optional<Ambassador> lock(long id) {
        return jdbc.sql(AmbassadorQueries.AMBASSADOR + " where m.id = ? for no key update of m")
                .param(id)
                .query(AmbassadorQueries::ambassador)
                .optional();
    }

    /** @return its id */
    public long add(String positionNl, String positionEn, LocalDate signed, long paperId) {
        return jdbc.sql("""
                insert into ambassador (position_nl, position_en, signed_on, paper_id, recorded_at)
                values (:nl, :en, :signed, :paper, :now) returning id
                """)
                .param("paper", paperId)
                .param("now", Rows.now(clock))
                .param("nl", positionNl)
                .param("en", positionEn)
                .param("signed", signed)
                .query(Long.class)
                .single();
    }

    public void end(long id, LocalDate last) {
        jdbc.sql("update ambassador set ended_on = :last where id = :id")
                .param("last", last)
                .param("id", id)
                .update();
    }
}
