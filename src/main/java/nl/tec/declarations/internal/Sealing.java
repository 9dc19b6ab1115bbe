package nl.tec.declarations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.internal.SignedRows.Row;
import nl.tec.documents.Seals;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.shared.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the sealed document of each complete declaration once, in the background, and retries until it succeeds. An altered declaration
 * is not sealed.
 */
@Component
public class Sealing {

    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

    /** The maximum number of declarations per run. */
    private static final int BATCH = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final DeclarationQueries reader;
    private final SignedRows signed;
    private final Collaborators collaborators;

    /** The services with which the document is created, recorded and mailed. */
    @Component
    record Collaborators(
            DeclarationPaper paper,
            Seals seals,
            History history,
            DeclarationMail mail,
            IntegrityMonitor integrityMonitor) {}

    Sealing(
            JdbcClient jdbc,
            Clock clock,
            TransactionTemplate transaction,
            DeclarationQueries reader,
            SignedRows signed,
            Collaborators collaborators) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.reader = reader;
        this.signed = signed;
        this.collaborators = collaborators;
    }

    /** Seals the complete declarations. A failure does not affect the others, and is retried by the next run. */
    public void sealDue() {
        for (long id : due(clock.instant())) {
            try {
                transaction.executeWithoutResult(status -> seal(id));
            } catch (RuntimeException e) {
                LOG.error("Declaration {} could not be sealed; it is tried again", id, e);
            }
        }
    }

    /** Returns the first declarations that were complete at a moment and are not sealed. */
    List<Long> due(Instant completed) {
        return jdbc.sql("""
                select id from declaration d
                 where completed_at <= ? and withdrawn_at is null and altered_at is null
                   and not exists (select from declaration_file f where f.declaration_id = d.id)
                 order by completed_at limit ?
                """)
                .param(Rows.timestamp(completed))
                .param(BATCH)
                .query(Long.class)
                .list();
    }

    private void seal(long id) {
        boolean mine = jdbc.sql("""
                select d.id from declaration d
                 where d.id = ? and not exists (select from declaration_file f where f.declaration_id = d.id)
                   for update skip locked
                """).param(id).query(Long.class).optional().isPresent();
        if (!mine || !collaborators.integrityMonitor().verify(id)) {
            return;
        }
        Declaration declaration = reader.find(id).orElseThrow();
        List<Row> rows = signed.list(id);
        byte[] mark = SignedRows.mark(id, declaration.version(), rows);
        byte[] pdf = collaborators
                .seals()
                .seal(collaborators.paper().pdf(declaration, rows, mark), "Kenmerk " + SignatureHashes.hex(mark));
        jdbc.sql("""
                insert into declaration_file (declaration_id, pdf, sha256, record_sha256, certificate, sealed_at)
                values (:id, :pdf, :sha, :mark, :certificate, :now)
                """)
                .param("id", id)
                .param("pdf", pdf)
                .param("sha", Sha256.of(pdf))
                .param("mark", mark)
                .param("certificate", collaborators.seals().certificate())
                .param("now", Rows.now(clock))
                .update();
        collaborators.history().add(id, "SEALED", null);
        declaration.active().stream().filter(Signatory::signed).forEach(collaborators.mail()::sealed);
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        RecurringJob sealDeclarations(Sealing sealing) {
            return new RecurringJob("seal-declarations", FixedDelay.of(Duration.ofSeconds(5)), sealing::sealDue);
        }
    }
}
