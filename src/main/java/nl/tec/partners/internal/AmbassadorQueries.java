package nl.tec.partners.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import nl.tec.partners.Ambassador;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class AmbassadorQueries {

    static final String AMBASSADOR = """
            select m.id, m.position_nl, m.position_en, m.signed_on, m.ended_on, m.taken_over, s.declaration_id
            """ + Agreements.COLUMNS + """
              from ambassador m left join declarations_signatory_v s on s.id = m.signatory_id
            """ + Agreements.JOINS;

    private final JdbcClient jdbc;

    AmbassadorQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Ambassador> list() {
        return jdbc.sql(AMBASSADOR + " order by m.ended_on is not null, m.signed_on, m.id")
                .query(AmbassadorQueries::ambassador)
                .list();
    }

    public List<Ambassador> on(LocalDate day) {
        return jdbc.sql(AMBASSADOR + " where m.counted @> :day::date order by m.signed_on, m.id")
                .param("day", day)
                .query(AmbassadorQueries::ambassador)
                .list();
    }

    public long count(LocalDate day) {
        return jdbc.sql("select count(*) from ambassador where counted @> :day::date")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    static Ambassador ambassador(ResultSet row, int n) throws SQLException {
        return new Ambassador(
                row.getLong("id"),
                row.getString("position_nl"),
                row.getString("position_en"),
                row.getObject("signed_on", LocalDate.class),
                row.getObject("ended_on", LocalDate.class),
                Agreements.basis(row, false));
    }
}
