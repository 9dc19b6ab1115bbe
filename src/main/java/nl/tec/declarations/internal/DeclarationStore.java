package nl.tec.declarations.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.hub.Rows;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class DeclarationStore {

    private final JdbcClient jdbc;
    private final DeclarationQueries queries;

    DeclarationStore(JdbcClient jdbc, DeclarationQueries queries) {
        this.jdbc = jdbc;
        this.queries = queries;
    }

    /**
     * Finds and locks a declaration against signing and changes until the end of the transaction.
     *
     * @throws NotFound if there is none
     */
    public Declaration lock(long id) {
        jdbc.sql("select id from declaration where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional();
        return queries.find(id).orElseThrow(() -> new NotFound("declaration " + id));
    }

    /** Locks a declaration as {@link #lock} does, unless it is locked already. */
    public boolean tryLock(long id) {
        return jdbc.sql("select id from declaration where id = ? for update skip locked")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Inserts a declaration with its first version. */
    public long insert(Draft draft, Actor by, Instant now) {
        Terms terms = draft.terms();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("kind", draft.kind().name());
        values.put("public_from", Rows.timestampOrNull(draft.publicFrom()));
        values.put("membership_kind", Rows.nameOrNull(terms.membership()));
        values.put("term_from", terms.from());
        values.put("term_until", terms.until());
        values.put("fee_cents", terms.feeCents());
        values.put("created_at", Rows.timestamp(now));
        long id = Rows.insertUnderFreeSlug(jdbc, "insert into declaration", slug(draft.title()), values);
        insertVersion(id, 1, draft.title(), draft.text(), by, now);
        return id;
    }

    public void insertVersion(long id, int number, String title, String text, Actor by, Instant now) {
        jdbc.sql("""
                insert into declaration_version (declaration_id, number, title, text, created_at, account_id)
                values (:id, :number, :title, :text, :now, :account)
                """)
                .param("id", id)
                .param("number", number)
                .param("title", title.strip())
                .param("text", Filling.tidy(text))
                .param("now", Rows.timestamp(now))
                .param("account", by.accountId())
                .update();
    }

    public void changeDraft(Declaration draft, String title, String text) {
        jdbc.sql("update declaration_version set title = ?, text = ? where declaration_id = ? and number = ?")
                .params(title.strip(), Filling.tidy(text), draft.id(), draft.version())
                .update();
        jdbc.sql("update declaration set slug = ? where id = ?")
                .params(draft.title().equals(title.strip()) ? draft.slug() : freeSlug(title), draft.id())
                .update();
    }

    public void publishFrom(long id, @Nullable Instant moment) {
        jdbc.sql("update declaration set public_from = ? where id = ?")
                .param(Rows.timestampOrNull(moment))
                .param(id)
                .update();
    }

    public void remindAfter(long id, @Nullable Integer days) {
        jdbc.sql("update declaration set remind_days = ? where id = ?")
                .param(days)
                .param(id)
                .update();
    }

    public void open(long id, Instant now) {
        jdbc.sql("update declaration set opened_at = coalesce(opened_at, ?) where id = ?")
                .params(Rows.timestamp(now), id)
                .update();
    }

    public void withdraw(long id, Instant now) {
        jdbc.sql("update declaration set withdrawn_at = ? where id = ?")
                .params(Rows.timestamp(now), id)
                .update();
    }

    public void replace(long id, @Nullable Long replacedBy) {
        jdbc.sql("update declaration set replaced_by = ? where id = ?")
                .param(replacedBy)
                .param(id)
                .update();
    }

    private static String slug(String title) {
        return Slugs.of(title, "verklaring");
    }

    /** Returns a slug that no declaration has. */
    private String freeSlug(String title) {
        return Slugs.firstFree(
                slug(title),
                slug -> jdbc.sql("select :slug where not exists (select from declaration where slug = :slug)")
                        .param("slug", slug)
                        .query(String.class)
                        .optional());
    }

    /** @param organisation its name; empty for a person who signs without an organisation */
    public long insertSignatory(long id, SignatoryDraft draft, String organisation, Instant now) {
        Mandate mandate = draft.mandate();
        return jdbc.sql("""
                insert into signatory (declaration_id, organisation_id, organisation, position, email, required, added_at,
                                       mandate_by, mandate_for, mandate_from, mandate_until, mandate_evidence)
                values (:declaration, :id, :organisation, :position, :email, :required, :now,
                        :by, :for, :from, :until, :evidence) returning id
                """)
                .param("declaration", id)
                .param("id", draft.organisationId())
                .param("organisation", organisation)
                .param("position", draft.position().strip())
                .param("email", MailAddress.parse(draft.email()).orElse(null))
                .param("required", draft.required())
                .param("now", Rows.timestamp(now))
                .param("by", mandate == null ? null : mandate.by().strip())
                .param("for", mandate == null ? "" : mandate.what().strip())
                .param("from", mandate == null ? null : mandate.from())
                .param("until", mandate == null ? null : mandate.until())
                .param("evidence", mandate == null ? "" : mandate.evidence().strip())
                .query(Long.class)
                .single();
    }

    public void withdrawSignatory(long signatoryId, @Nullable Long replacedBy, Instant now) {
        jdbc.sql("update signatory set withdrawn_at = :now, replaced_by = :by where id = :id and withdrawn_at is null")
                .param("now", Rows.timestamp(now))
                .param("by", replacedBy)
                .param("id", signatoryId)
                .update();
    }
}
