package nl.tec.declarations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.programme.ProgrammeTasks;
import nl.tec.shared.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks every night that signed declarations are unaltered (rules 6). An alteration is recorded in the history and the audit log, and
 * shown in the list of declarations and on the start page of the programme manager, until it is resolved.
 */
@Component
public class IntegrityMonitor implements ProgrammeTasks {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityMonitor.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Integrity integrity;
    private final History history;

    IntegrityMonitor(
            JdbcClient jdbc, Clock clock, TransactionTemplate transaction, Integrity integrity, History history) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.integrity = integrity;
        this.history = history;
    }

    /** Checks all declarations with a signature. A failure does not affect the others. */
    public void all() {
        List<Long> signed = jdbc.sql("""
                select d.id from declaration d
                 where exists (select from signatory s join signature g on g.signatory_id = s.id where s.declaration_id = d.id)
                    or exists (select from declaration_file f where f.declaration_id = d.id)
                 order by d.id
                """).query(Long.class).list();
        for (long id : signed) {
            try {
                transaction.executeWithoutResult(status -> verify(id));
            } catch (RuntimeException e) {
                LOG.error("declaration {} could not be checked", id, e);
            }
        }
    }

    /** @return whether the declaration is unaltered */
    boolean verify(long declarationId) {
        boolean well = integrity.check(declarationId).isEmpty();
        int news = jdbc.sql("""
                update declaration set altered_at = case when :well then null else :now::timestamptz end
                 where id = :id and (altered_at is null) <> :well
                """)
                .param("well", well)
                .param("now", Rows.now(clock))
                .param("id", declarationId)
                .update();
        if (news > 0) {
            history.add(declarationId, well ? "AS_SIGNED" : "ALTERED", null);
        }
        return well;
    }

    @Override
    public Optional<Item> waiting() {
        int count = jdbc.sql("select count(*) from declaration where altered_at is not null")
                .query(Integer.class)
                .single();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("declarations.alteredTodo", count, "/beheer/verklaringen"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob watchDeclarations(IntegrityMonitor integrityMonitor) {
            return new RecurringJob(
                    "watch-declarations", Schedules.daily(Dates.ZONE, LocalTime.of(4, 30)), integrityMonitor::all);
        }
    }
}
