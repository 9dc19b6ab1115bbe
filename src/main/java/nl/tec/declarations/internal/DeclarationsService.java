package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.declarations.Alteration;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declarations;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The face for who works with declarations; the work is done by the parts. */
@Service
class DeclarationsService implements Declarations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final DeclarationReader reader;
    private final Parts parts;

    /** Who does the work. */
    @Component
    record Parts(DeclarationWriter writer, Signatories signatories, Integrity integrity, SignedRows signed) {}

    DeclarationsService(JdbcClient jdbc, Clock clock, Audit audit, DeclarationReader reader, Parts parts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.reader = reader;
        this.parts = parts;
    }

    @Override
    public List<Row> list(@Nullable Long before, int limit) {
        return reader.list(before, limit);
    }

    @Override
    @Transactional
    public Declaration read(long id, Actor by) {
        Declaration declaration = reader.find(id).orElseThrow(() -> new NotFound("declaration " + id));
        audit.add(by, "DECLARATION_READ", "declaration", id);
        return declaration;
    }

    @Override
    public List<Event> history(long id) {
        return reader.history(id);
    }

    @Override
    public List<Version> versions(long id) {
        return reader.versions(id, parts.signed().all(id));
    }

    @Override
    public Outcome<Long> write(Draft draft, Actor by) {
        return parts.writer().write(draft, by);
    }

    @Override
    public Outcome<Long> changeText(long id, int version, String title, String text, Actor by) {
        return parts.writer().changeText(id, version, title, text, by);
    }

    @Override
    public Outcome<Long> changePublication(long id, @Nullable Instant publicFrom, Actor by) {
        return parts.writer().changePublication(id, publicFrom, by);
    }

    @Override
    public Outcome<Long> changeReminding(long id, @Nullable Integer days, Actor by) {
        return parts.writer().changeReminding(id, days, by);
    }

    @Override
    public Outcome<Long> withdraw(long id, @Nullable Long replacedBy, Actor by) {
        return parts.writer().withdraw(id, replacedBy, by);
    }

    @Override
    public List<Choice> replacements(long id) {
        return reader.replacements(id);
    }

    @Override
    public Outcome<Long> addSignatory(long id, SignatoryDraft draft, Actor by) {
        return parts.signatories().add(id, draft, by);
    }

    @Override
    public Problems check(long id, SignatoryDraft draft) {
        return parts.signatories().check(reader.find(id).orElseThrow(() -> new NotFound("declaration " + id)), draft);
    }

    @Override
    public Outcome<Long> withdrawSignatory(long id, long signatoryId, Actor by) {
        return parts.signatories().withdraw(id, signatoryId, by);
    }

    @Override
    public Outcome<Long> replaceSignatory(long id, long signatoryId, SignatoryDraft draft, Actor by) {
        return parts.signatories().replace(id, signatoryId, draft, by);
    }

    @Override
    public Outcome<Long> send(long id, Actor by) {
        return parts.signatories().send(id, by);
    }

    @Override
    public Outcome<Long> askAgain(long id, long signatoryId, Actor by) {
        return parts.signatories().askAgain(id, signatoryId, by);
    }

    @Override
    public int countDeclined() {
        return jdbc.sql("""
                select count(*) from signatory s join declaration d on d.id = s.declaration_id
                 where s.declined_at is not null and s.withdrawn_at is null and d.completed_at is null and d.withdrawn_at is null
                """).query(Integer.class).single();
    }

    @Override
    public Outcome<Long> remind(long id, long signatoryId, Actor by) {
        return parts.signatories().remind(id, signatoryId, by);
    }

    @Override
    public Outcome<Long> remindAll(long id, Actor by) {
        return parts.signatories().remindAll(id, by);
    }

    @Override
    public Optional<byte[]> file(long id) {
        return jdbc.sql("select pdf from declaration_file where declaration_id = ?")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    @Override
    public List<Alteration> alterations(long id) {
        return parts.integrity().check(id);
    }

    @Override
    public LocalDate today() {
        return LocalDate.now(clock);
    }
}
