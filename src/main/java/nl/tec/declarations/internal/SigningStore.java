package nl.tec.declarations.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.Signing.Page;
import nl.tec.hub.Rows;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SigningStore {

    private final JdbcClient jdbc;

    SigningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks and returns the declaration of a signatory, so that signatures are serialised and the last one completes it. */
    public long lock(long signatory) {
        return jdbc.sql("""
                select d.id from declaration d join signatory s on s.declaration_id = d.id where s.id = ? for update of d
                """).param(signatory).query(Long.class).single();
    }

    /** Finds a signatory by id, if it was invited and signs for one of the organisations. */
    public Optional<Long> find(long id, List<Long> organisations) {
        return jdbc.sql("""
                select id from signatory
                 where id = :id and organisation_id in (:organisations) and invited_at is not null
                """)
                .param("id", id)
                .param("organisations", organisations)
                .query(Long.class)
                .optional();
    }

    public Optional<String> email(long signatory) {
        return jdbc.sql("select email from signatory where id = ? and email is not null")
                .param(signatory)
                .query(String.class)
                .optional();
    }

    public void decline(long signatory, String reason, @Nullable Actor by, Instant now) {
        jdbc.sql("""
                update signatory set declined_at = :now, decline_reason = :reason, declined_by = :account, remind_at = null where id = :id
                """)
                .param("now", Rows.timestamp(now))
                .param("reason", reason)
                .param("account", by == null ? null : by.accountId())
                .param("id", signatory)
                .update();
    }

    /**
     * Stores a signature.
     *
     * @param address the hash of the mail address of the link; null: signed by an account
     * @param record the hash of everything about the signature
     */
    public void insert(
            long declaration,
            Page page,
            String name,
            Instant at,
            IdentifiedBy by,
            byte @Nullable [] address,
            @Nullable Long account,
            byte[] record) {
        jdbc.sql("""
                insert into signature (signatory_id, version_id, text, text_sha256, name, position, signed_at, identified_by,
                                       address_hash, account_id, record_sha256)
                select :signatory, v.id, :text, :sha, :name, :position, :at, :by, :address, :account, :record
                  from declaration_version v where v.declaration_id = :declaration and v.number = :version
                """)
                .param("signatory", page.signatoryId())
                .param("text", page.exactText())
                .param("sha", Sha256.of(page.exactText()))
                .param("name", name)
                .param("position", page.position())
                .param("at", Rows.timestamp(at))
                .param("by", by.name())
                .param("address", address)
                .param("account", account)
                .param("record", record)
                .param("declaration", declaration)
                .param("version", page.version())
                .update();
    }
}
