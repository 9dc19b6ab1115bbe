package nl.tec.accountability.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accountability.Dashboards.ScreenLink;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class DashboardStore {

    /** The number of pupils of a calendar year, with the time of the count. */
    public record Counted(long pupils, Instant at) {}

    private final JdbcClient jdbc;

    DashboardStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Counted> counted(int year) {
        return jdbc.sql("select pupils, counted_at as at from dashboard_pupils where year = ?")
                .param(year)
                .query(Rows.of(Counted.class))
                .optional();
    }

    public void keep(int year, Counted counted) {
        jdbc.sql("""
                insert into dashboard_pupils (year, pupils, counted_at) values (?, ?, ?)
                on conflict (year) do update set pupils = excluded.pupils, counted_at = excluded.counted_at
                """)
                .params(year, counted.pupils(), Rows.timestamp(counted.at()))
                .update();
    }

    public List<ScreenLink> screens() {
        return jdbc.sql("""
                select l.id, l.name, l.created_at, coalesce(a.name, '') as created_by, l.withdrawn_at
                  from screen_link l left join accounts_account_v a on a.id = l.created_by
                 order by l.withdrawn_at desc nulls first, l.id desc
                """).query(Rows.of(ScreenLink.class)).list();
    }

    public long addScreen(String name, byte[] hash, Actor by, Instant now) {
        return jdbc.sql(
                        "insert into screen_link (name, secret_hash, created_at, created_by) values (?, ?, ?, ?) returning id")
                .params(name, hash, Rows.timestamp(now), by.accountId())
                .query(Long.class)
                .single();
    }

    /** @return false if it was withdrawn before, or does not exist */
    public boolean withdraw(long id, Instant now) {
        return jdbc.sql("update screen_link set withdrawn_at = ? where id = ? and withdrawn_at is null")
                        .params(Rows.timestamp(now), id)
                        .update()
                == 1;
    }

    public boolean works(byte[] hash) {
        return jdbc.sql("select exists (select from screen_link where secret_hash = ? and withdrawn_at is null)")
                .param(hash)
                .query(Boolean.class)
                .single();
    }

    public boolean subscribed(long accountId) {
        return jdbc.sql("select exists (select from dashboard_subscription where account_id = ?)")
                .param(accountId)
                .query(Boolean.class)
                .single();
    }

    public void subscribe(long accountId, int quarter) {
        jdbc.sql("insert into dashboard_subscription (account_id, quarter) values (?, ?) on conflict do nothing")
                .params(accountId, quarter)
                .update();
    }

    public void unsubscribe(long accountId) {
        jdbc.sql("delete from dashboard_subscription where account_id = ?")
                .param(accountId)
                .update();
    }

    /** Marks the mail of a quarter as sent for the subscribers who still lack it, and returns their languages by mail address. */
    public Map<String, String> claimDue(int quarter, List<Role> readers) {
        return jdbc.sql("""
                update dashboard_subscription s set quarter = :quarter
                  from accounts_account_v a
                 where a.id = s.account_id and s.quarter < :quarter and a.disabled_at is null
                   and exists (select from accounts_account_role_v r where r.account_id = a.id and r.role = any(:roles))
                returning a.email, a.language
                """)
                .param("quarter", quarter)
                .param("roles", readers.stream().map(Role::name).toArray(String[]::new))
                .query(Rows.byText("email", (row, n) -> row.getString("language")));
    }
}
