package nl.tec.results.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.results.KpiNote;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class KpiNoteStore {

    private final JdbcClient jdbc;

    KpiNoteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the current notes by KPI code and year. */
    public Map<String, Map<Integer, KpiNote>> current() {
        Map<String, Map<Integer, KpiNote>> notes = new HashMap<>();
        jdbc.sql("""
                select n.kpi_code, n.year, n.words, n.written_at as at, coalesce(a.name, '') as by
                  from (select distinct on (kpi_code, year) * from kpi_note order by kpi_code, year, id desc) n
                  left join accounts_account_v a on a.id = n.account_id
                 where n.words <> ''
                """).query(row -> {
            notes.computeIfAbsent(row.getString("kpi_code"), code -> new HashMap<>())
                    .put(row.getInt("year"), Rows.read(row, KpiNote.class));
        });
        return notes;
    }

    /** Returns all notes, latest first. */
    public List<KpiNote> history(String kpi, int year) {
        return jdbc.sql("""
                select n.words, n.written_at as at, coalesce(a.name, '') as by
                  from kpi_note n left join accounts_account_v a on a.id = n.account_id
                 where n.kpi_code = ? and n.year = ? order by n.id desc
                """).params(kpi, year).query(Rows.of(KpiNote.class)).list();
    }

    public void add(String kpi, int year, String words, Actor by, Instant now) {
        jdbc.sql("insert into kpi_note (kpi_code, year, words, written_at, account_id) values (?, ?, ?, ?, ?)")
                .params(kpi, year, words, Rows.timestamp(now), by.accountId())
                .update();
    }
}
