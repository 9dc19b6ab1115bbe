package nl.tec.hub.internal;

import java.time.Instant;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the code of a new hub with its settings. */
@Repository
public class FirstRunCodeStore {

    private static final String KEY = "FIRST_RUN_CODE";

    private final JdbcClient jdbc;

    FirstRunCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public String getOrAdd(String code, Instant now) {
        jdbc.sql("insert into hub_setting (key, value, changed_at) values (?, ?, ?) on conflict (key) do nothing")
                .params(KEY, code, Rows.timestamp(now))
                .update();
        return jdbc.sql("select value from hub_setting where key = ?")
                .param(KEY)
                .query(String.class)
                .single();
    }

    public boolean isCode(String code) {
        return jdbc.sql("select exists (select from hub_setting where key = ? and value = ?)")
                .params(KEY, code)
                .query(Boolean.class)
                .single();
    }

    public boolean delete(String code) {
        return jdbc.sql("delete from hub_setting where key = ? and value = ?")
                        .params(KEY, code)
                        .update()
                > 0;
    }
}
