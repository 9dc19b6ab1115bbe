package nl.tec.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import nl.tec.launch.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Which node began which recurring job for which due moment, as the database sees it: two nodes that begin the same one did it twice,
 * whatever they say themselves. A job of a node that was killed is due anew at another moment.
 */
final class JobLog {

    private final JdbcClient jdbc;

    /** @param owner of the tables, which the programs have made */
    JobLog(DatabaseAddress owner) throws SQLException {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table drill_job (
                      name text not null, due timestamptz not null, node text not null, begun_at timestamptz not null default clock_timestamp()
                    );
                    create function drill_job() returns trigger language plpgsql security definer as $$
                    begin
                      insert into drill_job (name, due, node) values (new.task_name || new.task_instance, new.execution_time, new.picked_by);
                      return null;
                    end $$;
                    create trigger drill_job after update on scheduled_tasks for each row
                      when (new.picked and not old.picked) execute function drill_job()
                    """);
        }
        jdbc = JdbcClient.create(new DriverManagerDataSource(owner.url(), owner.user(), owner.password()));
    }

    /** Names of the jobs that were begun more than once for a due moment. */
    List<String> twice() {
        return jdbc.sql("select distinct name from drill_job group by name, due having count(*) > 1 order by name")
                .query(String.class)
                .list();
    }

    @Override
    public String toString() {
        return jdbc.sql("select count(*), count(distinct name), count(distinct node) from drill_job")
                .query((row, n) -> String.format(
                        Locale.ROOT,
                        "jobs: begun %d times, of %d kinds, by %d starts of a node, %d twice for one due moment",
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        twice().size()))
                .single();
    }
}
