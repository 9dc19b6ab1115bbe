package nl.tec.declarations.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import nl.tec.declarations.DeclarationSeed;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.internal.SignatureHashes.Signed;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes the declarations of the demo as if they had been signed in the regular way, with the given dates. */
@Service
class DeclarationSeeding implements DeclarationSeed {

    private static final Duration REMINDED_AFTER = Duration.ofDays(14);

    private final JdbcClient jdbc;

    DeclarationSeeding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public Seeded add(Declared declared) {
        long id = jdbc.sql("""
                insert into declaration (kind, slug, public_from, opened_at, created_at, membership_kind)
                values (:kind, :slug, :public, :sent, :written, case :kind when 'MEMBERSHIP' then 'MEMBER' end) returning id
                """)
                .param("kind", declared.kind().name())
                .param("slug", Slugs.of(declared.title(), "verklaring"))
                .param("public", Rows.timestampOrNull(declared.publicFrom()))
                .param("sent", Rows.timestamp(declared.sent()))
                .param("written", Rows.timestamp(declared.written()))
                .query(Long.class)
                .single();
        String text = Filling.tidy(declared.text());
        jdbc.sql("""
                insert into declaration_version (declaration_id, number, title, text, created_at)
                values (:id, 1, :title, :text, :written)
                """)
                .param("id", id)
                .param("title", declared.title())
                .param("text", text)
                .param("written", Rows.timestamp(declared.written()))
                .update();
        event(id, declared.written(), "CREATED", null);
        List<Long> signatories = new ArrayList<>();
        for (Signer signer : declared.signers()) {
            signatories.add(signer(id, declared, text, signer));
        }
        if (declared.signers().stream().allMatch(signer -> signer.signedAt() != null)) {
            Instant last = declared.signers().stream()
                    .map(signer -> Objects.requireNonNull(signer.signedAt()))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            jdbc.sql("update declaration set completed_at = ? where id = ?")
                    .params(Rows.timestamp(last), id)
                    .update();
            event(id, last, "COMPLETED", null);
        }
        return new Seeded(id, signatories);
    }

    private long signer(long id, Declared declared, String text, Signer signer) {
        Mandate mandate = signer.mandate();
        String organisation = jdbc.sql(
                        "select coalesce((select name from organisations_organisation_v where id = ?), '')")
                .param(signer.organisationId())
                .query(String.class)
                .single();
        long signatory = jdbc.sql("""
                insert into signatory (declaration_id, organisation_id, organisation, position, email, added_at, invited_at, remind_at,
                                       mandate_by, mandate_for, mandate_from, mandate_until, mandate_evidence)
                values (:id, :organisationId, :organisation, :position, :email, :written, :sent, :remind, :by, :for, :from, :until, :evidence)
                returning id
                """)
                .param("id", id)
                .param("organisationId", signer.organisationId())
                .param("organisation", organisation)
                .param("position", signer.position())
                .param("email", signer.email())
                .param("written", Rows.timestamp(declared.written()))
                .param("sent", Rows.timestamp(declared.sent()))
                .param(
                        "remind",
                        signer.email() == null
                                ? null
                                : Rows.timestamp(declared.sent().plus(REMINDED_AFTER)))
                .param("by", mandate == null ? null : mandate.by())
                .param("for", mandate == null ? "" : mandate.what())
                .param("from", mandate == null ? null : mandate.from())
                .param("until", mandate == null ? null : mandate.until())
                .param("evidence", mandate == null ? "" : mandate.evidence())
                .query(Long.class)
                .single();
        event(id, declared.sent(), "INVITED", signatory);
        Instant at = signer.signedAt();
        if (at != null) {
            sign(id, signatory, organisation, declared.title(), text, signer, at.truncatedTo(ChronoUnit.MICROS));
            event(id, at, "SIGNED", signatory);
        }
        return signatory;
    }

    private void sign(
            long id, long signatory, String organisation, String title, String text, Signer signer, Instant at) {
        String exact = Filling.exactText(title, Filling.fill(text, organisation, signer.position(), Dates.dayOf(at)));
        byte[] record = new Signed(
                        id,
                        1,
                        signatory,
                        organisation,
                        signer.position(),
                        signer.mandate(),
                        signer.name(),
                        exact,
                        at,
                        IdentifiedBy.LINK,
                        null,
                        null)
                .sha256();
        jdbc.sql("""
                insert into signature (signatory_id, version_id, text, text_sha256, name, position, signed_at, identified_by, record_sha256)
                select :signatory, v.id, :text, :sha, :name, :position, :at, 'LINK', :record
                  from declaration_version v where v.declaration_id = :id
                """)
                .param("signatory", signatory)
                .param("text", exact)
                .param("sha", Sha256.of(exact))
                .param("name", signer.name())
                .param("position", signer.position())
                .param("at", Rows.timestamp(at))
                .param("record", record)
                .param("id", id)
                .update();
    }

    private void event(long id, Instant at, String event, @Nullable Long signatory) {
        jdbc.sql("insert into declaration_event (declaration_id, at, event, signatory_id) values (?, ?, ?, ?)")
                .params(id, Rows.timestamp(at), event)
                .param(signatory)
                .update();
    }
}
